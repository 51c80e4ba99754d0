import AdsModel
import Planning

/// That a state gives one id to several addresses, which no pinplan of today writes.
///
/// The `import` of an earlier one could. Nothing can be planned for it, as one resource of the account
/// would be declared twice; only `state rm` takes such a state, for mending it.
struct SharedIDs: Error {
  /// In the order of the addresses; of an id at three addresses the first has it in both.
  let conflicts: [OwnedIDs.Conflict]

  /// None when every id has one address, as it should.
  init?(in resources: [StoredResource]) {
    guard !Self.areAllApart(resources) else { return nil }
    var owned = OwnedIDs()
    let conflicts = resources.filter(\.address.kind.hasOneAddressAnID).compactMap { owned.add($0) }
    guard !conflicts.isEmpty else { return nil }
    self.conflicts = conflicts
  }

  /// Whether no two ids are even hashed alike, which holds for nearly every state and is found out
  /// without a table of owners.
  private static func areAllApart(_ resources: [StoredResource]) -> Bool {
    let replaced = resources.indices.count { resources[$0].replaces != nil }
    var seen = HashSlots(capacity: resources.count + replaced)
    for index in resources.indices {
      let kind = resources[index].address.kind
      guard kind.hasOneAddressAnID else { continue }
      guard seen.insert(hash(resources[index].id, kind)) else { return false }
      if let old = resources[index].replaces {
        guard seen.insert(hash(old, kind)) else { return false }
      }
    }
    return true
  }

  private static func hash(_ id: String, _ kind: ResourceKind) -> Int {
    var hasher = Hasher()
    hasher.combine(kind)
    id.hashExactly(into: &hasher)
    return hasher.finalize()
  }
}

/// Numbers that are hashes already, in slots that are twice as many.
private struct HashSlots {
  private var slots: [Int]

  init(capacity: Int) {
    var count = 16
    while count < 2 * capacity { count *= 2 }
    slots = Array(repeating: 0, count: count)
  }

  /// Whether a hash is new; zero never is, as it marks an empty slot.
  mutating func insert(_ hash: Int) -> Bool {
    guard hash != 0 else { return false }
    var slot = hash & (slots.count - 1)
    while slots[slot] != 0 {
      if slots[slot] == hash { return false }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = hash
    return true
  }
}
