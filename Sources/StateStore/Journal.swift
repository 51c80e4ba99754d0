import AdsModel
import Planning

/// What is known under the lock, and what may be written next: a value without a disk or a clock.
///
/// Each decision is a write for a backend to store, or says why there is none. It changes nothing
/// that is known before `take` is told that it was stored: a write that failed is as if never asked
/// for.
struct Journal: Sendable {
  /// As last read; what `record` stores does not show.
  private(set) var state: StoredState
  /// What earlier applies journalled and never settled, oldest first.
  private(set) var unsettled: [UnsettledOperation]
  private(set) var serial: Int64
  var totals: StateWrite.Totals
  /// The apply that is under way.
  private(set) var apply: Apply?
  var ids: StoredIDs
  var lists: ListOwners
  /// What is being made, by address.
  private(set) var unfinished: [Address: UnfinishedCreation]

  /// The project's own.
  let account: Account
  let place: String
  private let lockID: String
  private let fence: Int64
  /// What the next entry of the history is chained to.
  private(set) var tip: HistoryTip
  private(set) var lastEntry: Int64

  struct Apply: Sendable {
    let number: Int64
    var open = OpenIntents()
    /// Whether operations have begun, after which nothing moves any more.
    var hasOperations = false
  }

  /// What is found as the lock is taken for an account at a place.
  ///
  /// `tip` and `lastEntry` tell how far the history got.
  init(
    _ state: StoredState, unsettled: [UnsettledOperation], taking write: StateWrite,
    head: StateHead, of account: Account, at place: String, tip: HistoryTip, lastEntry: Int64
  ) {
    guard case .lock(let lock?, let fence) = write.entries.first else {
      preconditionFailure("what takes the lock begins with it")
    }
    self.state = state
    self.place = place
    self.account = account
    self.unsettled = unsettled
    serial = state.serial
    totals = StateWrite.Totals(nextLocalID: state.nextLocalID, unsettledCount: head.unsettledCount)
    ids = StoredIDs(state.resources)
    lists = ListOwners(state, unsettled: unsettled)
    unfinished = .init(state.unfinished)
    lockID = lock.id
    self.fence = fence
    self.tip = tip
    self.lastEntry = lastEntry
  }

  var nextSerial: Int64 { serial + 1 }

  /// The start of every decision: a write that is refused once the lock is somebody else's.
  ///
  /// One that changes nothing that is stored keeps the serial.
  mutating func write(_ now: Instant, keepingSerial: Bool = false) -> StateWrite {
    ids.begin()
    lists.begin()
    var write = StateWrite(
      .init(fence: fence, lockID: lockID, serial: serial),
      serial: keepingSerial ? serial : nextSerial, now: now)
    write.totals = totals
    return write
  }

  /// The write that gives the lock back; it does nothing once the lock is somebody else's.
  var releasing: StateWrite {
    StateWrite(
      .init(fence: fence, lockID: lockID, serial: nil), serial: serial,
      entries: [.lock(nil, fence: fence)])
  }

  /// The next entry of the history, chained to the one before.
  func entry(
    _ kind: ApplyRecord.Kind, by author: Author, _ start: ApplyStart? = nil, in write: StateWrite
  ) -> BegunEntry {
    var entry = BegunEntry(number: tip.number + 1, kind: kind, author: author, start: start)
    entry.link = HistoryChain.link(
      of: entry, serial: write.serial, startedAt: write.now, after: tip)
    return entry
  }

  /// The write that stores a document in place of everything.
  func replacing(with document: StateDocument) -> StateWrite {
    precondition(apply == nil, "nothing is replaced under an apply")
    var write = StateWrite(
      .init(fence: fence, lockID: lockID, serial: serial), serial: document.head.serial,
      entries: [.everything(document)])
    write.isReadBack = true
    return write
  }

  /// The write that says where the state is from then on.
  func moving(to place: StatePlace) -> StateWrite {
    StateWrite(
      .init(fence: fence, lockID: lockID, serial: serial), serial: serial,
      entries: [.moved(place)])
  }

  /// Takes in a write that was stored; `state` is what was read back, where that was asked for.
  mutating func take(_ write: StateWrite, state: StoredState?) {
    serial = write.serial
    if let totals = write.totals { self.totals = totals }
    ids.take()
    lists.take()
    for entry in write.entries {
      switch entry {
      case .begin(let entry):
        tip = HistoryTip(number: entry.number, link: entry.link)
        // What is no apply begins and ends in one write.
        apply = Apply(number: entry.number)
      case .end(_, let outcome):
        tip.end = HistoryEnd(outcome: outcome, serial: write.serial, at: write.now)
        apply = nil
      case .intend(let operations, _):
        apply?.hasOperations = true
        apply?.open.add(operations)
      case .phases(let runs, let number):
        if let last = runs.last { lastEntry = last.entry }
        for run in runs { take(run, of: number) }
      case .unfinished(let creations): unfinished = .init(creations)
      case .lock, .account, .done, .resources, .members, .appliedMoves, .everything, .moved: break
      }
    }
    if let state { self.state = state }
  }

  private mutating func take(_ run: JournalRun, of number: Int64) {
    if let step = run.step { return take(step, run) }
    switch run.phase {
    case .reached(.resolvedDone), .reached(.resolvedNotDone):
      unsettled.removeAll { $0.apply == number && run.sequences.contains($0.operation.sequence) }
    case .reached(let phase) where !phase.isUnsettled: apply?.open.remove(run.sequences)
    case .reached, .sending: break
    }
  }

  private mutating func take(_ step: JournalRun.Step, _ run: JournalRun) {
    switch run.phase {
    case .reached(.intent): apply?.open.begin(step.step, at: run.first)
    case .reached(.done): apply?.open.endStep(at: run.first)
    case .reached, .sending: break
    }
  }
}
