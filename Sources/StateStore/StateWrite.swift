import AdsModel
import Planning

/// One write to a state, decided to the last row: a backend stores all of it or nothing, and decides
/// nothing itself.
struct StateWrite: Sendable {
  /// What has to hold when it is stored; otherwise the lock is lost, and nothing is.
  struct Condition: Hashable, Sendable {
    var fence: Int64
    /// None where nobody may hold the lock.
    var lockID: String?
    /// The serial of the write before; none where that does not matter.
    var serial: Int64?
  }

  let condition: Condition
  /// The state's serial from then on, and the version of what is stored.
  let serial: Int64
  let now: Instant
  var entries: [Entry]
  /// The state's from then on; none where they stay.
  var totals: Totals?
  /// Whether what is stored has to be read again, as more of it changes than a session follows.
  var isReadBack = false

  /// Whether somebody comes to a list or goes.
  var hasMembers: Bool { entries.contains { if case .members = $0 { true } else { false } } }

  /// What the state keeps in sum.
  struct Totals: Hashable, Sendable {
    var nextLocalID: Int64
    var unsettledCount: Int64
  }

  /// One thing that is stored; a backend carries them out in their order.
  enum Entry: Sendable {
    /// The lock is somebody's or, with none, nobody's; with the fence from then on.
    case lock(StateLock?, fence: Int64)
    /// The project's own account where it may change: its name, and its id once known.
    case account(Account)
    /// An entry of the history begins.
    case begin(BegunEntry)
    /// Operations that are about to be attempted.
    case intend([IntendedOperation], apply: Int64)
    /// What was done to the state alone.
    case done([JournalStep], apply: Int64)
    /// Operations get into their phases.
    case phases([JournalRun], apply: Int64)
    case resources([ResourceWrite])
    /// Who comes to lists and who goes.
    case members([MembersWrite])
    /// What is being made, in place of all that was.
    case unfinished([UnfinishedCreation])
    /// Which `moved` entries are carried out, in place of those remembered before.
    case appliedMoves([Move])
    /// An entry of the history ends.
    case end(apply: Int64, ApplyOutcome)
    /// All that a document holds, in place of all that is stored; the lock and the fence stay, and the
    /// state has not moved away.
    case everything(StateDocument)
    /// Where the state is from then on.
    case moved(StatePlace)
  }

  init(
    _ condition: Condition, serial: Int64, now: Instant = Instant(secondsSince1970: 0),
    entries: [Entry] = []
  ) {
    self.condition = condition
    self.serial = serial
    self.now = now
    self.entries = entries
  }
}

/// An entry of the history from its start.
struct BegunEntry: Sendable {
  let number: Int64
  let kind: ApplyRecord.Kind
  let author: Author
  /// None where there is nothing to tell of it.
  let start: ApplyStart?
  /// What chains it to the entries before; none of one that an earlier pinplan wrote.
  var link: String?

  /// Only an apply keeps what was reviewed.
  init(
    number: Int64, kind: ApplyRecord.Kind, author: Author, start: ApplyStart? = nil,
    link: String? = nil
  ) {
    self.number = number
    self.kind = kind
    self.author = author
    self.link = link
    var start = start
    if kind != .apply {
      start?.planDigest = ""
      start?.configurationDigest = ""
    }
    self.start = start?.saysNothing == true ? nil : start
  }
}

extension ApplyStart {
  fileprivate var saysNothing: Bool {
    kind != .apply && summary == PlanSummary() && overrides.isEmpty && marks.isEmpty
      && review == nil
  }
}

/// An operation that happened as it was stored: a move, a removal, an adoption.
struct JournalStep: Sendable {
  let sequence: Int
  let kind: OperationRecord.Kind
  let address: Address
  let id: String
  let fieldsJSON: [UInt8]
}

enum ResourceWrite: Sendable {
  /// In place of what is at its address.
  case put(StoredResource)
  case delete(Address)
}
