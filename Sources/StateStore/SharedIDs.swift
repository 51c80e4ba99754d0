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
    var hashes: [Int] = []
    hashes.reserveCapacity(resources.count)
    for resource in resources where resource.address.kind.hasOneAddressAnID {
      for id in [resource.id, resource.replaces] {
        guard let id else { continue }
        var hasher = Hasher()
        hasher.combine(resource.address.kind)
        id.hashExactly(into: &hasher)
        hashes.append(hasher.finalize())
      }
    }
    return Set(hashes).count == hashes.count
  }
}
