import AdsModel
import Planning
import StateStore

/// Does what the dispatcher decides: records, sends, waits and looks.
///
/// What is sent is in `ApplyDriver+Sending`, what came of it in `ApplyDriver+Settling`, what may have
/// happened in `ApplyDriver+Looking`.
struct ApplyDriver {
  /// What comes in from outside.
  enum Arrival: Sendable {
    case reply(batch: Int, TargetReply)
    case announced(SendingLine.Announcement)
    case waited
    case looked([(operation: Int, finding: LookFinding)])
    case interrupted(String)
    /// Nobody is left to interrupt, or to announce anything.
    case ended
  }

  let target: any AdsTarget
  let now: Instant
  let marks: [ResourceKind: String]
  let archived: Set<LiveAccount.Key>
  let notify: (SettlingNotice) -> Void
  let interruption: AsyncStream<String>?
  let sleep: @Sendable (Duration) async throws -> Void
  let machineTime: @Sendable () -> MachineTime
  let line = SendingLine()
  let session: any StateSession
  let lists: ListUploads

  var dispatcher: Dispatcher
  var ledger: ApplyLedger
  var recorder: ApplyRecorder
  var sent = SentBatches()
  /// Who comes to lists and goes from them with operations that are not over, by position.
  var uploads: [Int: ListUpload] = [:]
  /// Those of them who are stored with the next settlement, where the state is the account.
  var parts: [Int: MembersWrite] = [:]
  /// What may have happened, by position.
  var uncertain: [Int: PreparedOperation] = [:]

  init(_ applier: Applier, _ plan: Plan, marks: [ResourceKind: String]) {
    target = applier.target
    now = applier.now
    self.marks = marks
    archived = applier.archived
    notify = applier.settling
    interruption = applier.interruption
    sleep = applier.sleep
    machineTime = applier.machineTime
    session = applier.session
    lists = applier.lists
    let delivery = applier.target.delivery
    ledger = ApplyLedger(plan: plan, state: applier.session.state, isRemote: delivery.isRemote)
    dispatcher = Dispatcher(
      OperationGraph(
        plan, ledger.operations, delivery: delivery,
        long: ledger.longOperations(most: lists.batchLimit)))
    recorder = ApplyRecorder(applier.session, now: applier.now, progress: applier.progress)
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
        if decision.next == .finish { settleHalfDone() }
        await send(&decision, in: &group)
        let events: [Dispatcher.Event]
        switch decision.next {
        case .receive: events = [await nextEvent(&group)]
        case .settle(let positions): events = await lookUp(positions, in: &group)
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

  /// Waits for what comes in next while something is on its way.
  private mutating func nextEvent(_ group: inout TaskGroup<Arrival>) async -> Dispatcher.Event {
    while let arrival = await group.next() {
      switch arrival {
      case .reply(let batch, let reply):
        recorder.keep(reply, of: sent.operations(of: batch))
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
}
