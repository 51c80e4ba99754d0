extension YAMLNode {
  /// The keys that a mapping takes over with `<<`, in the order in which they count.
  ///
  /// Merged mappings may merge others in turn. Depth first, in written order and the first key
  /// winning, gives what merging them one inside the other would. The work is bounded by the
  /// expansion that ``YAMLLimits/nodes`` allows.
  @usableFromInline
  func mergedKeys() -> [UInt32] {
    var table = KeyTable(arena.pointee)
    var merged: [UInt32] = []
    for key in ownKeys { _ = table.insert(key) }
    var waiting = Array(mergedMappings.reversed())
    while let mapping = waiting.popLast() {
      for key in mapping.ownKeys where table.insert(key) == nil {
        merged.append(key)
      }
      waiting += mapping.mergedMappings.reversed()
    }
    return merged
  }

  private var ownKeys: [UInt32] {
    keyRecords.filter { !arena.pointee.records[Int($0)].flags.contains(.hidden) }
  }

  /// The mappings that the `<<` of this one names, without what they merge themselves.
  private var mergedMappings: [YAMLNode] {
    guard merges else { return [] }
    let records = arena.pointee.records
    guard let key = keyRecords.first(where: { records[Int($0)].flags.contains(.merges) }) else {
      return []
    }
    let value = YAMLNode(arena, records[Int(key)].next(after: key))
    switch value.kind {
    case .mapping: return [value]
    case .sequence: return value.items.filter { $0.kind == .mapping }
    case .scalar: return []
    }
  }

  /// Every key that is written in this mapping, hidden ones too.
  private var keyRecords: [UInt32] {
    var keys: [UInt32] = []
    var key = target + 1
    while key < next {
      keys.append(key)
      key = arena.pointee.next(after: arena.pointee.next(after: key))
    }
    return keys
  }
}
