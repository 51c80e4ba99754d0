import AdsModel
import Planning

/// That a state gives one id to several addresses, which no pinplan of today writes.
///
/// The `import` of an earlier one could. Nothing can be planned for it, as one resource of the account
/// would be declared twice; only `state rm` takes such a state, for mending it.
struct SharedIDs: Error {
  /// In the order of the addresses; of an id at three addresses the first has it in both.
  let conflicts: [OwnedIDs.Conflict]

  /// None when every id has one address, as it should; `survey` is that of these resources, if it was made.
  init?(in resources: [StoredResource], survey: StoredSurvey? = nil) {
    guard !(survey ?? StoredSurvey(resources)).areIDsApart else { return nil }
    var owned = OwnedIDs()
    let conflicts = resources.filter(\.kind.hasOneAddressAnID).compactMap { owned.add($0) }
    guard !conflicts.isEmpty else { return nil }
    self.conflicts = conflicts
  }
}
