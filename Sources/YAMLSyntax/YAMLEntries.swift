/// A key, which is a scalar, and its value.
public struct YAMLEntry {
  public let key: YAMLNode
  public let value: YAMLNode

  @inlinable
  init(key: YAMLNode, value: YAMLNode) {
    self.key = key
    self.value = value
  }
}

/// The pairs of a mapping: its own as written, then those it takes over with `<<`.
///
/// Every key comes once: the mapping's own before a merged one, and of several merged mappings the
/// earlier before the later. Only a mapping that merges allocates, and only when it is iterated.
public struct YAMLEntries: Sequence {
  @usableFromInline let mapping: YAMLNode

  @inlinable
  init(_ mapping: YAMLNode) {
    self.mapping = mapping
  }

  @inlinable public var underestimatedCount: Int {
    mapping.kind == .mapping ? Int(mapping.record.pointee.payload) : 0
  }

  @inlinable
  public func makeIterator() -> Iterator {
    Iterator(mapping, merged: mapping.merges ? mapping.mergedKeys() : nil)
  }

  public struct Iterator: IteratorProtocol {
    @usableFromInline let arena: UnsafePointer<YAMLArena>
    @usableFromInline var index: UInt32
    @usableFromInline let end: UInt32
    /// The keys taken over from elsewhere, and how many of them have been returned.
    @usableFromInline let merged: [UInt32]?
    @usableFromInline var mergedReturned = 0

    @inlinable
    init(_ mapping: YAMLNode, merged: [UInt32]?) {
      arena = mapping.arena
      index = mapping.target + 1
      end = mapping.kind == .mapping ? mapping.next : index
      self.merged = merged
    }

    @inlinable
    public mutating func next() -> YAMLEntry? {
      let records = arena.pointee.records
      while index < end {
        let key = index
        let value = records[Int(key)].next(after: key)
        index = records[Int(value)].next(after: value)
        if !records[Int(key)].flags.contains(.hidden) {
          return YAMLEntry(key: YAMLNode(arena, key), value: YAMLNode(arena, value))
        }
      }
      guard let merged, mergedReturned < merged.count else { return nil }
      defer { mergedReturned += 1 }
      let key = merged[mergedReturned]
      return YAMLEntry(
        key: YAMLNode(arena, key), value: YAMLNode(arena, records[Int(key)].next(after: key)))
    }
  }
}
