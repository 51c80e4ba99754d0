import AdsModel
import Outcomes
import Planning
import StateStore

/// Carries out a plan on a target and keeps the books, under the lock.
///
/// Every operation is journalled before it is attempted and settled after; what is settled and
/// what is intended next are one transaction.
public struct Applier {
  let session: any StateSession
  let target: any AdsTarget
  let now: Instant
  /// What was archived a short while ago: nobody's creation, whatever a list that is behind shows.
  public var archived: Set<LiveAccount.Key> = []
  /// Who is to come onto lists.
  public var lists = ListUploads.none
  /// Called with the number of operations, before the first of them.
  public var starting: (_ operations: Int) -> Void = { _ in }
  /// Called after each transaction.
  public var progress: (ApplyProgress) -> Void = { _ in }
  /// Why the apply is to end, once somebody wants it to; nothing is sent after that.
  public var interruption: AsyncStream<String>?
  /// Called when what may have happened is not seen, and is waited for.
  public var settling: (SettlingNotice) -> Void = { _ in }
  /// Lets time pass until what may have happened has to be visible.
  public var sleep: @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
  /// The machine's clocks, for how long something real takes.
  public var machineTime: @Sendable () -> MachineTime = { .current }

  public init(session: any StateSession, target: any AdsTarget, now: Instant) {
    self.session = session
    self.target = target
    self.now = now
  }

  /// Does exactly the plan.
  ///
  /// What throws here was thrown before anything was written. A failure later on is in the
  /// result: what is done, what failed, what was not tried.
  public func apply(_ plan: Plan, _ start: ApplyStart) async throws(StateError) -> ApplyResult {
    var start = start
    starting(plan.operations.count)
    do throws(TargetFailure) {
      start.marks = try await marks(for: plan)
    } catch {
      return .untouched(plan, start, session.state, because: error.words)
    }
    try await session.begin(start, now: now)
    do {
      if !plan.moves.isEmpty || session.state.appliedMoves != plan.appliedMoves {
        try await session.applyMoves(plan.moves, remembering: plan.appliedMoves, now: now)
      }
    } catch {
      return .untouched(plan, start, session.state, because: error.description)
    }
    var driver = ApplyDriver(self, plan, marks: start.marks)
    await driver.run()
    var result = driver.result(start)
    if driver.recorder.failure == nil {
      do {
        let outcome = result.isComplete ? ApplyOutcome.done : .stopped(result.shortReason)
        try await session.finish(outcome, now: now)
      } catch {
        result.stopReason = result.stopReason ?? error.description
      }
    }
    result.lineage = session.state.lineage
    result.serial = session.nextSerial - 1
    return result
  }

  private func marks(for plan: Plan) async throws(TargetFailure) -> [ResourceKind: String] {
    guard target.delivery.isRemote else { return [:] }
    let created = plan.operations.filter { $0.kind == .create }
    guard !created.isEmpty else { return [:] }
    return try await target.marks(
      for: Set(created.map { plan.changes[$0.changeIndex].address.kind }))
  }
}
