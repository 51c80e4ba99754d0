import AdsModel
import CanonicalJSON
import Documents
import Planning
import StateStore

/// Carries out a plan on a target and keeps the books, under the lock.
///
/// Every operation is journalled before it is attempted and settled after; a batch's settlement
/// and the next one's intents are one transaction.
public struct Applier {
  private let session: any StateSession
  private let target: any AdsTarget
  private let now: Instant
  /// Called after each transaction.
  public var progress: (ApplyProgress) -> Void = { _ in }
  /// Asked before each batch; true stops the apply with the rest not tried.
  public var shouldStop: () -> Bool = { false }

  public init(session: any StateSession, target: any AdsTarget, now: Instant) {
    self.session = session
    self.target = target
    self.now = now
  }

  /// Finds out what became of the operations of a killed apply; returns how many there were.
  public func settleEarlierApply() async throws(StateError) -> Int {
    let unsettled = session.unsettled
    guard !unsettled.isEmpty else { return 0 }
    let findings = await target.look(
      for: unsettled.map { LookRequest($0.operation) }, besides: [:])
    let absent = zip(unsettled, findings).filter { $0.1 == .didNotHappen }
    try session.resolve(absent.map { Resolution($0.0, .didNotHappen) }, now: now)
    return unsettled.count
  }

  /// Does exactly the plan.
  ///
  /// What throws here was thrown before anything was written. A failure later on is in the
  /// result: what is done, what failed, what was not tried.
  public func apply(_ plan: Plan, _ start: ApplyStart) async throws(StateError) -> ApplyResult {
    try session.begin(start, now: now)
    var run = Run(plan: plan, state: session.state)
    do {
      if !plan.moves.isEmpty || session.state.appliedMoves != plan.appliedMoves {
        try session.applyMoves(plan.moves, remembering: plan.appliedMoves, now: now)
        run = Run(plan: plan, state: session.state)
      }
      try await carryOut(plan, &run)
      try session.finish(
        run.stopReason.map(ApplyOutcome.stopped) ?? .done, now: now)
    } catch {
      run.stopReason = run.stopReason ?? error.description
    }
    return run.result(start, lineage: session.state.lineage, serial: session.nextSerial - 1)
  }

  private func carryOut(_ plan: Plan, _ run: inout Run) async throws(StateError) {
    var settled: [Settlement] = []
    while let next = run.nextOperations(10_000) {
      let creations = next.count { $0.kind == .create }
      let batch = run.prepare(next, ids: await target.reserveIDs(creations) ?? [])
      if shouldStop() {
        run.stopReason = "interrupted"
        break
      }
      try record(settled, intending: run.intents(of: batch), &run)
      settled = run.settlements(
        of: batch, await target.perform(batch, of: plan).answers, version: session.nextSerial)
      if run.stopReason != nil { break }
    }
    try record(settled, intending: [], &run)
  }

  private func record(
    _ settled: [Settlement], intending intents: [IntendedOperation], _ run: inout Run
  ) throws(StateError) {
    guard !settled.isEmpty || !intents.isEmpty else { return }
    try session.record(
      settled: settled, intending: intents, nextLocalID: run.nextLocalID, now: now)
    run.confirm()
    progress(ApplyProgress(doneCount: run.doneCount, settled: settled, intended: intents))
  }
}
