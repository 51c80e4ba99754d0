/// An array without reference counts and uniqueness checks, for the parser's inner loop.
///
/// Memory that is reserved but never written is never touched, so a generous first capacity costs
/// address space only.
struct GrowingBuffer<Element: BitwiseCopyable>: ~Copyable {
  private(set) var base: UnsafeMutablePointer<Element>
  private(set) var count = 0
  private var capacity: Int

  init(capacity: Int) {
    self.capacity = max(capacity, 16)
    base = .allocate(capacity: self.capacity)
  }

  deinit { base.deallocate() }

  /// The element at an index below `count`; unchecked in a release build.
  subscript(index: Int) -> Element {
    _read {
      assert(index >= 0 && index < count)
      yield base[index]
    }
    _modify {
      assert(index >= 0 && index < count)
      yield &base[index]
    }
  }

  @inline(__always)
  mutating func append(_ element: Element) {
    if count == capacity { grow(to: count + 1) }
    (base + count).initialize(to: element)
    count += 1
  }

  @inline(__always)
  mutating func append(_ elements: UnsafePointer<Element>, count added: Int) {
    if count + added > capacity { grow(to: count + added) }
    (base + count).initialize(from: elements, count: added)
    count += added
  }

  @inline(__always)
  mutating func removeAll(from index: Int) {
    assert(index >= 0 && index <= count)
    count = index
  }

  /// Gives the memory away; whoever takes it deallocates it.
  consuming func release() -> UnsafeMutablePointer<Element> {
    let base = base
    discard self
    return base
  }

  @inline(never)
  private mutating func grow(to needed: Int) {
    capacity = max(needed, capacity * 2)
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
    larger.moveInitialize(from: base, count: count)
    base.deallocate()
    base = larger
  }
}
