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
  private let archived: Set<LiveAccount.Key>
  let progress: (ApplyProgress) -> Void
  let notify: (SettlingNotice) -> Void
  let interruption: AsyncStream<String>?
  let sleep: @Sendable (Duration) async throws -> Void
  let machineTime: @Sendable () -> MachineTime

  private(set) var dispatcher: Dispatcher
  private(set) var ledger: ApplyLedger
  /// Why the state can no longer be written.
  private(set) var failure: StateError?
  /// What was sent to a remote target and could not be settled any more.
  private(set) var unrecorded: Set<Int> = []

  /// By batch.
  private var underWay: [Int: UnderWay] = [:]
  /// What may have happened, by position.
  private var uncertain: [Int: PreparedOperation] = [:]
  /// Until when what was sent can take effect, by position.
  private var deadlines: [Int: EffectDeadline] = [:]
  private var settled: [Settlement] = []
  private var requests: [Int: ApplyProgress.Request] = [:]
  private let line = SendingLine()

  private struct UnderWay {
    let operations: [PreparedOperation]
    /// As it is on record; none while an older one is.
    var deadline: EffectDeadline?
  }

  /// What comes in from outside.
  private enum Arrival: Sendable {
    case reply(batch: Int, TargetReply)
    case announced(SendingLine.Announcement)
    case waited
    case looked([(operation: Int, finding: LookFinding)])
    case interrupted(String)
    /// Nobody is left to interrupt, or to announce anything.
    case ended
  }

  init(_ applier: Applier, _ plan: Plan, marks: [ResourceKind: String]) {
    session = applier.session
    target = applier.target
    now = applier.now
    self.marks = marks
    archived = applier.archived
    progress = applier.progress
    notify = applier.settling
    interruption = applier.interruption
    sleep = applier.sleep
    machineTime = applier.machineTime
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
          return .ended
        }
      }
      listen(in: &group)
      var decision = dispatcher.next(after: .started)
      while true {
        await send(&decision, in: &group)
        let events: [Dispatcher.Event]
        switch decision.next {
        case .receive: events = [await nextEvent(&group)]
        case .settle(let positions): events = await settle(positions, in: &group)
        case .finish:
          group.cancelAll()
          return
        }
        for event in events {
          decision = dispatcher.next(after: event)
          settle(event)
        }
      }
    }
  }

  /// Records what is settled and what is sent next, then sends it.
  private mutating func send(
    _ decision: inout Dispatcher.Decision, in group: inout TaskGroup<Arrival>
  ) async {
    var batches: [(number: Int, sent: UnderWay)] = []
    var intents: [IntendedOperation] = []
    let deadline = ledger.isRemote ? deadlineFromNow : nil
    for batch in decision.batches {
      let ids = await target.reserveIDs(ledger.creationCount(batch.operations)) ?? []
      let prepared = ledger.prepare(batch.operations, ids: ids)
      // What is sent again is on record already, with a deadline of its own.
      let new =
        uncertain.isEmpty
        ? prepared : prepared.filter { uncertain[$0.operation.sequence] == nil }
      intents += ledger.intents(of: new, until: deadline)
      if let deadline {
        for operation in new { deadlines[operation.operation.sequence] = deadline }
      }
      let isNew = new.count == prepared.count
      batches.append(
        (batch.number, UnderWay(operations: prepared, deadline: isNew ? deadline : nil)))
    }
    do throws(StateError) {
      try await record(intents)
    } catch {
      fail(error)
      decision = dispatcher.next(after: .interrupted(error.description))
      for batch in batches {
        let answers = batch.sent.operations.map { _ in TargetAnswer.notSent(error.description) }
        decision = dispatcher.next(after: .answered(batch: batch.number, answers, stop: nil))
      }
      return
    }
    for batch in batches {
      underWay[batch.number] = batch.sent
      let willSend = willSend(batch.number, recorded: batch.sent.deadline)
      group.addTask { [target, plan = ledger.plan] in
        let operations = batch.sent.operations
        return .reply(
          batch: batch.number, await target.perform(operations, of: plan, willSend: willSend))
      }
    }
  }

  private mutating func record(_ intents: [IntendedOperation]) async throws(StateError) {
    guard failure == nil, !settled.isEmpty || !intents.isEmpty else { return }
    try await session.record(
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

  /// Waits for what comes in next while something is on its way.
  private mutating func nextEvent(_ group: inout TaskGroup<Arrival>) async -> Dispatcher.Event {
    while let arrival = await group.next() {
      switch arrival {
      case .reply(let batch, let reply):
        if reply.requestID != nil || reply.waited > .zero {
          let request = ApplyProgress.Request(id: reply.requestID, waited: reply.waited)
          for prepared in underWay[batch]?.operations ?? [] {
            requests[prepared.operation.sequence] = request
          }
        }
        return .answered(batch: batch, reply.answers, stop: reply.stop)
      case .announced(let announcement):
        announcement.answer(await extend(announcement.batch))
        listen(in: &group)
      case .interrupted(let reason):
        await target.interrupt()
        return .interrupted(reason)
      case .waited, .looked, .ended: continue
      }
    }
    preconditionFailure("something is waited for")
  }

  /// Turns what is known now into what is recorded next.
  private mutating func settle(_ event: Dispatcher.Event) {
    switch event {
    case .answered(let batch, let answers, _):
      let operations = underWay.removeValue(forKey: batch)?.operations ?? []
      for (prepared, answer) in zip(operations, answers) {
        if case .done(let id) = answer { settle(prepared, id: id) } else { settle(prepared) }
      }
    case .settled(let findings):
      for (position, finding) in findings {
        guard let prepared = uncertain[position] else { continue }
        if case .happened(let id) = finding {
          settle(prepared, id: id)
        } else if dispatcher.conditions[position].isOver {
          settle(prepared)
        }
      }
    case .started, .interrupted: break
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

// MARK: - Until when

extension ApplyDriver {
  /// Of what is sent right after this.
  private var deadlineFromNow: EffectDeadline {
    EffectDeadline(recorded: machineTime(), span: target.timing.span)
  }

  private func listen(in group: inout TaskGroup<Arrival>) {
    group.addTask { [line] in await line.next().map { .announced($0) } ?? .ended }
  }

  /// What a target calls before it sends a batch: asks for a later deadline if the one on record
  /// does not cover it.
  private func willSend(_ batch: Int, recorded: EffectDeadline?) -> WillSend {
    { [line, machineTime, effect = target.timing.effect] () throws(NotToBeSent) in
      if let recorded, recorded.covers(effect, sentAt: machineTime()) { return }
      try await line.announce(batch)
    }
  }

  /// Puts a later deadline on record, if that is needed.
  private mutating func extend(_ batch: Int) async -> Result<Void, NotToBeSent> {
    if let failure { return .failure(NotToBeSent(failure.description)) }
    guard var sent = underWay[batch] else { return .failure(NotToBeSent("nobody waits for it")) }
    if let recorded = sent.deadline, recorded.covers(target.timing.effect, sentAt: machineTime()) {
      return .success(())
    }
    let deadline = deadlineFromNow
    let positions = sent.operations.map(\.operation.sequence)
    do throws(StateError) {
      try await session.send(positions, until: deadline, now: now)
    } catch {
      fail(error)
      return .failure(NotToBeSent(error.description))
    }
    sent.deadline = deadline
    underWay[batch] = sent
    for position in positions { deadlines[position] = deadline }
    return .success(())
  }
}

// MARK: - What may have happened

extension ApplyDriver {
  /// Looks for what may have happened until it is known, or somebody wants the apply to end.
  private mutating func settle(
    _ positions: [Int], in group: inout TaskGroup<Arrival>
  ) async -> [Dispatcher.Event] {
    var settling = Settling(positions, apart: target.timing.lookInterval)
    var step = settling.start
    var hasNotified = false
    while true {
      switch step {
      case .look(let operations): look(for: operations, besides: settling.foundIDs, in: &group)
      case .wait(let time, let total):
        // Of the second look alone nobody has to hear.
        if total > target.timing.lookInterval {
          let open = settling.open.compactMap { uncertain[$0] }
          notify(
            SettlingNotice(
              addresses: open.map { ledger.change(of: $0.operation).address }, wait: total,
              isRepeated: hasNotified))
          hasNotified = true
        }
        group.addTask { [sleep] in
          do { try await sleep(time) } catch { return .interrupted("cut off") }
          return .waited
        }
      case .over: return [.settled(settling.known)]
      }
      arrivals: while let arrival = await group.next() {
        switch arrival {
        case .looked(let findings):
          step = settling.next(after: findings) { [machineTime, deadlines] in
            deadlines[$0]?.remaining(at: machineTime()) ?? .zero
          }
          break arrivals
        case .waited:
          step = .look(settling.open)
          break arrivals
        case .interrupted(let reason):
          await target.interrupt()
          return [.interrupted(reason), .settled(settling.known)]
        case .announced(let announcement):
          announcement.answer(.failure(NotToBeSent("nothing is on its way")))
        case .reply, .ended: continue
        }
      }
    }
  }

  private func look(
    for positions: [Int], besides found: [Int: String], in group: inout TaskGroup<Arrival>
  ) {
    var ledger = ledger
    var known = ledger.knownIDs
    known.insert(archived)
    var requests: [LookRequest] = []
    for position in positions {
      guard let prepared = uncertain[position] else { continue }
      requests.append(
        ledger.lookRequest(prepared, marks: marks, words: dispatcher.words[position], now: now))
    }
    for (position, id) in found {
      let kind = ledger.change(of: ledger.operations[position]).address.kind
      known[kind, default: []].insert(id)
    }
    group.addTask { [target, requests, known] in
      let findings = await target.look(for: requests, besides: known)
      return .looked(zip(positions, findings).map { ($0, $1) })
    }
  }
}

extension Settling {
  /// What is known, in the order of the operations.
  var known: [(operation: Int, finding: LookFinding)] {
    findings.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// The ids of what was found to have happened.
  var foundIDs: [Int: String] {
    findings.compactMapValues { if case .happened(let id) = $0 { id } else { nil } }
  }
}
