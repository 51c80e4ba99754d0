import AdsModel
import Planning

extension Plan {
  /// What is approved with the plan, once what it refreshes is stored.
  ///
  /// A rest keeps until when the whole holds, and what could be spent before it. `digests` are of the changes,
  /// in their order.
  public func review(
    in state: StoredState, continuing rest: BegunRest?, _ digests: [ChangeDigest]
  ) -> Review {
    precondition(digests.count == changes.count, "each change has a digest")
    var versions: [Address: Int64] = [:]
    if !refreshes.isEmpty {
      // Recording what an account holds has just given it another version.
      let targets = Dictionary(moves.map { ($0.from, $0.to) }) { first, _ in first }
      for stored in state.resources {
        versions[stored.address.moved(by: targets)] = stored.version
      }
    }
    return Review(
      items: zip(changes, digests).map { change, digest in
        Review.Item(
          change.address, change.action, isFinishing: change.finishesReplacement, digest: digest,
          version: change.storedVersion.map { versions[change.address] ?? $0 },
          binding: change.listBinding)
      }, moves: moves,
      reliances: reliances.map {
        Reliance(address: $0.address, version: versions[$0.address] ?? $0.version)
      },
      expiresAt: rest?.expiresAt ?? expiresAt,
      spendBefore: rest?.spendBefore ?? spendBefore, continues: rest?.firstApply)
  }
}
