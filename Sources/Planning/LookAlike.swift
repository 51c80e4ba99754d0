import AdsModel

/// Something on an account that is nobody's and holds just what a managed resource holds.
///
/// A copy that a lost answer, a lost state or a second checkout left behind: it lies below the same
/// managed parent, or in the account where a campaign or an audience does, and has every field that the target
/// carries as the managed one has it now, or had it at the last apply. Its status is its own, since a
/// copy that is paused is one click from spending; what is archived is over. A copy that has more
/// than a project can say is somebody's own work, unless the managed one has the same.
struct LookAlike: Hashable, Sendable {
  let live: LiveResource
  let twin: StoredResource

  /// Every one of an account beside what was last applied (`stored`), and that with what was changed
  /// on the account since (`current`).
  static func all(
    in live: LiveAccount, beside stored: [StoredResource], _ current: [StoredResource]
  ) -> [Self] {
    let strangers = live.strangers(to: stored)
    guard !strangers.isEmpty else { return [] }
    let ids = Dictionary(stored.map { ($0.address, $0.id) }) { first, _ in first }
    let inAccount = Dictionary(current.map { ($0.address, $0) }) { first, _ in first }
    let managed = Dictionary(
      grouping: stored.filter { $0.status != .archived && !$0.isMadeElsewhere }
    ) {
      Place(kind: $0.address.kind, parentID: $0.address.parent.flatMap { ids[$0] })
    }
    return strangers.compactMap { stranger in
      let place = Place(
        kind: stranger.kind, parentID: stranger.kind.parent == nil ? nil : stranger.parentID)
      let twins = (managed[place] ?? []).filter { twin in
        stranger.isCopy(of: twin, in: live)
          || inAccount[twin.address].map { stranger.isCopy(of: $0, in: live) } ?? false
      }
      return twins.min { $0.address < $1.address }.map { Self(live: stranger, twin: $0) }
    }
  }

  private struct Place: Hashable {
    let kind: ResourceKind
    let parentID: String?
  }
}

extension LiveAccount {
  /// What is nobody's and not archived, in the order of kinds and ids.
  func strangers(to stored: [StoredResource]) -> [LiveResource] {
    let owned = OwnedIDs(stored)
    return resources.values.filter { $0.status != .archived && owned[$0.kind, $0.id] == nil }
      .sorted { ($0.kind, $0.id.utf8.count, $0.id) < ($1.kind, $1.id.utf8.count, $1.id) }
  }
}

extension LiveResource {
  /// Whether it holds just what a stored resource does, whatever its status.
  func isCopy(of twin: StoredResource, in live: LiveAccount) -> Bool {
    let known = Set(live[kind, twin.id]?.uncarried ?? [])
    guard known.isSuperset(of: uncarried) else { return false }
    guard kind != .keyword else {
      let stored = Fields(json: twin.attributes)
      return [FieldPath.text, .match].allSatisfy {
        FieldValue.same(stored?[$0], fields[$0], at: $0)
      }
    }
    return FieldDrift.between(twin, self, carried: live.carried[kind] ?? [])
      .allSatisfy { $0.path == .status }
  }
}
