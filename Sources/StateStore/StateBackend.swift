import AdsModel
import CustomerLists
import Planning

/// Where state is kept: the seam for a shared backend.
///
/// Calls may wait for a disk or a network. The reading ones change nothing: what is kept stays as it
/// was, to the byte, also after a killed apply and while another process applies.
public protocol StateBackend: Sendable {
  /// Where the state is, as people know it.
  var place: String { get }

  /// The files of this machine that it keeps for itself, which nothing else may be written over.
  var files: [String] { get }

  /// What the state says of itself; none before the first apply.
  func head() async throws(StateError) -> StateHead?

  /// What is stored; none before the first apply.
  func read() async throws(StateError) -> StoredState?

  /// Every apply and every `state` command that wrote, oldest first; empty when there is no state.
  func applies() async throws(StateError) -> [ApplyRecord]

  /// What one apply did, in its order; empty when there is no such apply.
  func operations(ofApply number: Int64) async throws(StateError) -> [OperationRecord]

  /// What happened to a resource, oldest first, under the addresses that it had before too.
  func life(of address: Address) async throws(StateError) -> [LifeEvent]

  /// The latest apply whose plan's digest begins with some digits; none when there was none here.
  func begun(_ digits: String) async throws(StateError) -> BegunApply?

  /// How many operations were journalled and never settled: they may have happened.
  func unsettledCount() async throws(StateError) -> Int

  /// What they are about, for telling people; none when everything is settled.
  func unsettledSummary() async throws(StateError) -> UnsettledSummary?

  /// What was sent a short while ago, settled or not, and may not be shown everywhere yet; none when
  /// it is over at the given moment.
  func recentEffect(at now: MachineTime) async throws(StateError) -> RecentEffect?

  /// Hands on who is kept of a list, in the order of lookups, page by page, all as it was at one moment;
  /// nobody of a list that is not there. Who comes before `last`, and that one, is left out.
  ///
  /// Throws what `page` throws, or a `StateError` before any page where what is kept is damaged, which is
  /// only looked for from the beginning.
  func members(
    of list: String, after last: SealedMember?, _ page: ([SealedMember]) throws -> Void
  ) async throws

  /// How many members are kept of each list by its name; a list that nothing was written to, or that was
  /// forgotten, is not there.
  func memberCounts() async throws(StateError) -> [String: Int]

  /// Takes the lock, and creates the state when there is none.
  ///
  /// The lock of a dead process on this machine is freed first. A refusal writes nothing.
  func open(
    as holder: LockHolder, account: Account, target: TargetKind, now: Instant
  ) async throws(StateError) -> any StateSession

  /// Frees the lock and says whose it was; none when nobody held it of whom that is wanted.
  func unlock(_ whose: UnlockRule) async throws(StateError) -> LockHolder?

  /// Everything that is stored, as it was at one moment and held against all that is known of it; none
  /// before the first apply.
  func snapshot() async throws(StateError) -> StateDocument?

  /// Tries a write as somebody would whose lock was taken away, and says whether it is refused, as it has
  /// to be; nothing is changed by it. None where there is no state.
  func refusesStaleWrites() async throws(StateError) -> Bool?

  /// Keeps what is there and cannot be read under another name, and says where; none where that cannot be
  /// done.
  func setAside() async throws(StateError) -> String?
}

extension StateBackend {
  /// The lineage of what is stored; none before the first apply.
  public func lineage() async throws(StateError) -> String? { try await head()?.lineage }

  public func setAside() async throws(StateError) -> String? { nil }

  /// Who holds the lock, dead or alive.
  public func holder() async throws(StateError) -> LockHolder? { try await head()?.holder }

  /// Hands on everybody who is kept of a list.
  public func members(of list: String, _ page: ([SealedMember]) throws -> Void) async throws {
    try await members(of: list, after: nil, page)
  }

  /// Somebody who is kept of a list, or may have come to it; nobody where nobody is.
  public func firstMember(of list: String) async throws -> SealedMember? {
    try await StateStore.firstMember(of: list) { try await members(of: $0, $1) }
  }

  /// What is stored, if it is a declared account's at a target: a state copied from another project
  /// is refused, and so is one of a trial at another target.
  ///
  /// A country or currency that differs is left to the rules, which say where it is declared. There
  /// is no `target` where what is declared does not tell.
  public func read(
    of account: Account, on target: TargetKind?
  ) async throws(StateError) -> StoredState? {
    guard let state = try await read() else { return nil }
    try StateError.refuse(state.account, state.target, unlessOf: account, on: target, at: place)
    return state
  }
}

/// State held under the lock; every write is refused once the lock is someone else's.
///
/// What throws after `begin` stops an apply part-way, whatever the error.
public protocol StateSession: AnyObject {
  /// As read under the lock, and again after `resolve` and after moves; `record` does not show.
  var state: StoredState { get }

  /// Whose lock was freed because its process is dead.
  var freedLock: LockHolder? { get }

  /// What earlier applies journalled and never settled, oldest first: it may have happened. What
  /// `resolve` resolves is taken out.
  var unsettled: [UnsettledOperation] { get }

  /// The serial of the next write, and so the version of every resource in it.
  var nextSerial: Int64 { get }

  /// Tells whether nobody else can have the lock at that moment; where it is not known, only a write
  /// tells, and nothing may be sent before.
  var isHeld: @Sendable () -> Bool { get }

  /// Journals what became of operations that an earlier apply left unsettled.
  func resolve(_ resolutions: [Resolution], now: Instant) async throws(StateError)

  /// Starts an apply: from here on there is an entry in the history.
  func begin(_ start: ApplyStart, now: Instant) async throws(StateError)

  /// In one transaction: settles operations of earlier batches, with their resources, and
  /// journals what is attempted next. Either may be empty.
  func record(
    settled: [Settlement], intending: [IntendedOperation], nextLocalID: Int64, now: Instant
  ) async throws(StateError)

  /// Journals that operations are about to be sent, or sent again, and until when they can take
  /// effect then; they are intended and not settled.
  func send(
    _ sequences: [Int], until deadline: EffectDeadline, now: Instant
  ) async throws(StateError)

  /// In one transaction: gives resources and all below them other addresses, and remembers which
  /// `moved` entries are carried out.
  ///
  /// Moves happen at once, not one after the other, so that swaps and chains work. They come
  /// before the first `record` of an apply.
  func applyMoves(_ moves: [Move], remembering applied: [Move], now: Instant)
    async throws(StateError)

  /// Ends the apply that `begin` started.
  func finish(_ outcome: ApplyOutcome, now: Instant) async throws(StateError)

  /// Fails while it is not known of an operation whether it happened: `move`, `remove` and `adopt` do
  /// too.
  func refuseUnsettled() throws(StateError)

  /// `state mv`, which history shows as an entry of its own.
  func move(_ moves: [Move], by author: Author, now: Instant) async throws(StateError)

  /// `state rm`: forgets resources and all below them, and returns which; targets keep them.
  func remove(
    _ addresses: [Address], by author: Author, now: Instant
  ) async throws(StateError) -> [Address]

  /// In one transaction: stores resources as an account was found to hold them, each in place of
  /// what is at its address, and forgets others; history shows it as an entry of its own.
  ///
  /// Comes before `begin`. What is stored as given already is left alone; when nothing is left to
  /// do, nothing is written.
  func adopt(
    _ resources: [StoredResource], forgetting addresses: [Address], kind: ApplyRecord.Kind,
    by author: Author, now: Instant
  ) async throws(StateError)

  /// Forgets who is kept of what is stored, or being made, at an address, and says how many that were;
  /// history shows it as an entry of its own.
  ///
  /// What a target has stays there, and the name of the list does. Where nobody is kept, nothing is
  /// written.
  func forgetMembers(
    of address: Address, by author: Author, now: Instant
  ) async throws(StateError) -> Int

  /// Stores a document in place of everything but the lock; the last thing but `markMoved` that a
  /// session does.
  func replace(with document: StateDocument) async throws(StateError)

  /// Says that the state is elsewhere from now on: nobody else opens it here any more.
  func markMoved(to place: StatePlace) async throws(StateError)

  /// As the backend tells it, with what this session wrote.
  func members(
    of list: String, after last: SealedMember?, _ page: ([SealedMember]) throws -> Void
  ) async throws

  /// As the backend tells it, with what this session wrote.
  func memberCounts() async throws(StateError) -> [String: Int]

  /// Frees the lock; the session is of no use afterwards.
  func close() async throws(StateError)
}

extension StateSession {
  /// Hands on everybody who is kept of a list.
  public func members(of list: String, _ page: ([SealedMember]) throws -> Void) async throws {
    try await members(of: list, after: nil, page)
  }

  /// Somebody who is kept of a list, or may have come to it; nobody where nobody is.
  public func firstMember(of list: String) async throws -> SealedMember? {
    try await StateStore.firstMember(of: list) { try await members(of: $0, $1) }
  }
}

private struct Found: Error {}

/// All of a list were sealed with one key, so one of them tells whether it is there.
private func firstMember(
  of list: String,
  reading members: (_ list: String, _ page: ([SealedMember]) throws -> Void) async throws -> Void
) async throws -> SealedMember? {
  var member: SealedMember?
  for name in MemberList.names(of: list) where member == nil {
    do {
      try await members(name) { page in
        member = page.first
        if member != nil { throw Found() }
      }
    } catch is Found {}
  }
  return member
}
