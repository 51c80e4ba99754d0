/// The items of a sequence, from one to the next without a copy.
public struct YAMLItems: Sequence {
  @usableFromInline let sequence: YAMLNode

  @inlinable
  init(_ sequence: YAMLNode) {
    self.sequence = sequence
  }

  @inlinable public var underestimatedCount: Int {
    sequence.kind == .sequence ? sequence.count : 0
  }

  @inlinable
  public func makeIterator() -> Iterator {
    Iterator(sequence)
  }

  public struct Iterator: IteratorProtocol {
    @usableFromInline let arena: UnsafePointer<YAMLArena>
    @usableFromInline var index: UInt32
    @usableFromInline let end: UInt32

    @inlinable
    init(_ sequence: YAMLNode) {
      arena = sequence.arena
      index = sequence.target + 1
      end = sequence.kind == .sequence ? sequence.next : index
    }

    @inlinable
    public mutating func next() -> YAMLNode? {
      guard index < end else { return nil }
      defer { index = arena.pointee.next(after: index) }
      return YAMLNode(arena, index)
    }
  }
}
