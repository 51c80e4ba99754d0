import AdsModel
import Documents
import Planning
import StateStore

/// Does what the dispatcher decides: records, sends, waits and looks.
struct ApplyDriver {
  let session: any StateSession
  let target: any AdsTarget
  let now: Instant
  let marks: [ResourceKind: String]
  let progress: (ApplyProgress) -> Void
  let interruption: AsyncStream<String>?
  let sleep: @Sendable (Duration) async -> Void

  private(set) var dispatcher: Dispatcher
  private(set) var ledger: ApplyLedger
  /// Why the state can no longer be written.
  private(set) var failure: StateError?
  /// What was sent to a remote target and could not be settled any more.
  private(set) var unrecorded: Set<Int> = []

  /// By batch.
  private var underWay: [Int: [PreparedOperation]] = [:]
  /// What may have happened, by position.
  private var uncertain: [Int: PreparedOperation] = [:]
  private var settled: [Settlement] = []
  private var requests: [Int: ApplyProgress.Request] = [:]

  /// What comes in from outside.
  private enum Arrival: Sendable {
    case reply(batch: Int, TargetReply)
    case waited
    case looked([Int], [LookFinding])
    case interrupted(String)
    /// Nobody is left to interrupt.
    case uninterrupted
  }

  init(_ applier: Applier, _ plan: Plan, marks: [ResourceKind: String]) {
    session = applier.session
    target = applier.target
    now = applier.now
    self.marks = marks
    progress = applier.progress
    interruption = applier.interruption
    sleep = applier.sleep
    let delivery = applier.target.delivery
    ledger = ApplyLedger(plan: plan, state: applier.session.state, isRemote: delivery.isRemote)
    dispatcher = Dispatcher(OperationGraph(plan, ledger.operations, delivery: delivery))
  }

  /// Carries out the plan as far as that is possible.
  mutating func run() async {
    await withTaskGroup(of: Arrival.self) { group in
      if let interruption {
        group.addTask {
          for await reason in interruption { return .interrupted(reason) }
          return .uninterrupted
        }
      }
      var decision = dispatcher.next(after: .started)
      while true {
        await send(&decision, in: &group)
        switch decision.next {
        case .receive: break
        case .wait:
          group.addTask { [sleep, target] in
            await sleep(target.settlingTime)
            return .waited
          }
        case .look(let positions): look(for: positions, in: &group)
        case .finish:
          group.cancelAll()
          return
        }
        let event = await nextEvent(&group)
        decision = dispatcher.next(after: event)
        settle(event)
      }
    }
  }

  /// Records what is settled and what is sent next, then sends it.
  private mutating func send(
    _ decision: inout Dispatcher.Decision, in group: inout TaskGroup<Arrival>
  ) async {
    var batches: [(number: Int, operations: [PreparedOperation])] = []
    var intents: [IntendedOperation] = []
    for batch in decision.batches {
      let ids = await target.reserveIDs(ledger.creationCount(batch.operations)) ?? []
      let prepared = ledger.prepare(batch.operations, ids: ids)
      // What is sent again is on record already.
      intents += ledger.intents(
        of: uncertain.isEmpty
          ? prepared : prepared.filter { uncertain[$0.operation.sequence] == nil })
      batches.append((batch.number, prepared))
    }
    do throws(StateError) {
      try record(intents)
    } catch {
      fail(error)
      decision = dispatcher.next(after: .interrupted(error.description))
      for batch in batches {
        let answers = batch.operations.map { _ in TargetAnswer.notSent(error.description) }
        decision = dispatcher.next(after: .answered(batch: batch.number, answers, stop: nil))
      }
      return
    }
    for batch in batches {
      underWay[batch.number] = batch.operations
      group.addTask { [target, plan = ledger.plan] in
        .reply(batch: batch.number, await target.perform(batch.operations, of: plan))
      }
    }
  }

  private mutating func record(_ intents: [IntendedOperation]) throws(StateError) {
    guard failure == nil, !settled.isEmpty || !intents.isEmpty else { return }
    try session.record(
      settled: settled, intending: intents, nextLocalID: ledger.nextLocalID, now: now)
    ledger.confirm()
    progress(
      ApplyProgress(
        doneCount: ledger.applied.count, settled: settled, intended: intents, requests: requests))
    settled = []
    requests = [:]
  }

  private mutating func fail(_ error: StateError) {
    failure = error
    unrecorded.formUnion(settled.map(\.sequence))
    settled = []
  }

  private func look(for positions: [Int], in group: inout TaskGroup<Arrival>) {
    var ledger = ledger
    let known = ledger.knownIDs
    let requests = positions.compactMap { position in
      uncertain[position].map {
        ledger.lookRequest($0, marks: marks, words: dispatcher.words[position], now: now)
      }
    }
    group.addTask { [target] in
      .looked(positions, await target.look(for: requests, besides: known))
    }
  }

  /// Waits for what comes in next.
  private mutating func nextEvent(_ group: inout TaskGroup<Arrival>) async -> Dispatcher.Event {
    while let arrival = await group.next() {
      switch arrival {
      case .reply(let batch, let reply):
        if reply.requestID != nil || reply.waited > .zero {
          let request = ApplyProgress.Request(id: reply.requestID, waited: reply.waited)
          for prepared in underWay[batch] ?? [] { requests[prepared.operation.sequence] = request }
        }
        return .answered(batch: batch, reply.answers, stop: reply.stop)
      case .waited: return .waited
      case .looked(let positions, let findings):
        return .looked(zip(positions, findings).map { ($0, $1) })
      case .interrupted(let reason):
        await target.interrupt()
        return .interrupted(reason)
      case .uninterrupted: continue
      }
    }
    preconditionFailure("something is waited for")
  }

  /// Turns what is known now into what is recorded next.
  private mutating func settle(_ event: Dispatcher.Event) {
    switch event {
    case .answered(let batch, let answers, _):
      for (prepared, answer) in zip(underWay.removeValue(forKey: batch) ?? [], answers) {
        if case .done(let id) = answer { settle(prepared, id: id) } else { settle(prepared) }
      }
    case .looked(let findings):
      for (position, finding) in findings {
        guard let prepared = uncertain[position] else { continue }
        if case .happened(let id) = finding {
          settle(prepared, id: id)
        } else if dispatcher.conditions[position].isOver {
          settle(prepared)
        }
      }
    case .started, .waited, .interrupted: break
    }
  }

  private mutating func settle(_ prepared: PreparedOperation, id: String) {
    if !uncertain.isEmpty { uncertain[prepared.operation.sequence] = nil }
    keep(ledger.settle(prepared, id: id))
  }

  private mutating func settle(_ prepared: PreparedOperation) {
    let position = prepared.operation.sequence
    let words = dispatcher.words[position] ?? ""
    switch dispatcher.conditions[position] {
    case .failed, .notSent:
      uncertain[position] = nil
      keep(Settlement(sequence: position, result: .failed(words)))
    default:
      uncertain[position] = prepared
      keep(Settlement(sequence: position, result: .unknown(words)))
    }
  }

  private mutating func keep(_ settlement: Settlement) {
    if failure == nil {
      settled.append(settlement)
    } else {
      unrecorded.insert(settlement.sequence)
    }
  }
}
