import AdsModel
import Outcomes
import Planning
import StateStore

/// Carries out an approved plan under the lock.
public struct ApplyRun {
  /// The approved plan, or what is left of it.
  public let plan: Plan
  /// What it was approved under: its own digest, or that of the plan that it is the rest of.
  public let digest: String
  /// Of each change of the plan.
  private let changeDigests: [ChangeDigest]
  /// The apply that it goes on with; none when it is a beginning.
  public let rest: BegunRest?
  /// Whether guardrails judge it again: time has passed since it was approved.
  public let judgesAgain: Bool
  /// Who was read of its lists; none where they have to be read again.
  public let people: ReadPeople?

  public init(
    _ plan: Plan, _ digests: PlanDigests, under digest: String? = nil,
    continuing rest: BegunRest? = nil, judgingAgain: Bool = false, people: ReadPeople? = nil
  ) {
    self.people = people
    self.plan = plan
    self.digest = digest ?? digests.plan
    changeDigests = digests.changes
    self.rest = rest
    judgesAgain = judgingAgain
  }

  /// Holds the plan to the state as it is now, since somebody else may have written between planning
  /// and taking the lock, and does it.
  ///
  /// What was cut off has to be settled before. Throws a `PlanRefusal` or a `StateError`, and nothing
  /// was written then.
  public func carryOut(
    in workspace: Workspace, by author: Author, with applier: Applier
  ) async throws -> ApplyResult {
    let session = applier.session
    let now = applier.now
    let moved = plan.staleness(in: session.state, now: now)
    guard moved.isEmpty else { throw PlanRefusal.stale(moved) }
    if judgesAgain { try workspace.check(plan, in: session.state, continuing: rest) }
    let adoption = plan.adoption(in: session.state)
    try await session.adopt(
      adoption.resources, forgetting: adoption.forgotten, kind: .refresh, by: author, now: now)
    guard !plan.isEmpty || session.state.appliedMoves != plan.appliedMoves else {
      return .nothing(to: plan, in: session)
    }
    var start = ApplyStart(
      author: author, planDigest: digest, configurationDigest: plan.configuration.digest,
      summary: plan.summary, overrides: (plan.overrides + plan.allowances).map(OverrideRecord.init))
    start.review = plan.review(in: session.state, continuing: rest, changeDigests)
    return try await applier.apply(plan, start)
  }
}

extension StateBackend {
  /// Whether a plan has to be written: for its changes, or for what a killed apply left open.
  public func needsWriting(for plan: Plan) async throws(StateError) -> Bool {
    if !plan.isEmpty || !plan.refreshes.isEmpty { return true }
    guard let state = try await read() else { return false }
    if try await holder()?.isKnownDead ?? false { return true }
    if state.target != .local, try await unsettledCount() > 0 { return true }
    return state.appliedMoves != plan.appliedMoves
  }
}
