import Planning
import StateStore

extension StateBackend {
  /// The number of the apply that did just what a plan does, before it was undone; none when none
  /// did.
  ///
  /// It is in the plan's digest: what was reviewed and applied once is no approval of doing it again.
  public func repeated(_ plan: Plan) async throws(StateError) -> Int64? {
    // Where nothing is stored, nothing was applied.
    guard !plan.isEmpty, plan.lineage != nil else { return nil }
    var plan = plan
    while let begun = try await begun(plan.digest()), begun.hasEffect {
      plan.repeats = begun.first.record.number
    }
    return plan.repeats
  }
}
