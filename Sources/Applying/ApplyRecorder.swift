import AdsModel
import Planning
import StateStore

/// Puts on record what an apply intends and what became of it, both in one transaction.
///
/// After a transaction that failed nothing more is written.
struct ApplyRecorder {
  private let session: any StateSession
  private let now: Instant
  private let progress: (ApplyProgress) -> Void

  /// Why the state can no longer be written.
  private(set) var failure: StateError?
  /// What was settled and is not on record, by position.
  private(set) var unrecorded: Set<Int> = []

  /// What the next transaction writes.
  private var settled: [Settlement] = []
  private var requests: [Int: ApplyProgress.Request] = [:]

  init(_ session: any StateSession, now: Instant, progress: @escaping (ApplyProgress) -> Void) {
    self.session = session
    self.now = now
    self.progress = progress
  }

  /// As the session tells it.
  var isHeld: @Sendable () -> Bool { session.isHeld }

  /// Takes what became of an operation, for the next transaction.
  mutating func keep(_ settlement: Settlement) {
    if failure == nil {
      settled.append(settlement)
    } else {
      unrecorded.insert(settlement.sequence)
    }
  }

  /// Takes what is told of the request that carried some operations.
  mutating func keep(_ reply: TargetReply, of batch: [PreparedOperation]) {
    guard reply.requestID != nil || reply.waited > .zero else { return }
    let request = ApplyProgress.Request(id: reply.requestID, waited: reply.waited)
    for prepared in batch { requests[prepared.operation.sequence] = request }
  }

  /// Records what is settled, and what is attempted next.
  mutating func record(
    intending intents: [IntendedOperation], in ledger: inout ApplyLedger
  ) async throws(StateError) {
    // What is not on record must not be sent.
    if let failure, !intents.isEmpty { throw failure }
    guard failure == nil, !settled.isEmpty || !intents.isEmpty else { return }
    do throws(StateError) {
      try await session.record(
        settled: settled, intending: intents, nextLocalID: ledger.nextLocalID, now: now)
    } catch {
      throw fail(error)
    }
    ledger.confirm(session.nextSerial - 1)
    progress(
      ApplyProgress(
        doneCount: ledger.appliedCount, settled: settled, intended: intents, requests: requests))
    settled = []
    requests = [:]
  }

  /// Records a later end of the time in which operations can take effect.
  mutating func extend(
    _ positions: [Int], until deadline: EffectDeadline
  ) async throws(StateError) {
    if let failure { throw failure }
    do throws(StateError) {
      try await session.send(positions, until: deadline, now: now)
    } catch {
      throw fail(error)
    }
  }

  private mutating func fail(_ error: StateError) -> StateError {
    failure = error
    unrecorded.formUnion(settled.map(\.sequence))
    settled = []
    return error
  }
}
