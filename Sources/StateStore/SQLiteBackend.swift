import AdsModel
import CustomerLists
import Foundation
import GRDB
import Planning

/// State in one SQLite file, `.pinplan/state.db` of the project: the default.
///
/// The file is in WAL mode with `synchronous=FULL`: what is committed stays, power cut or not.
public struct SQLiteBackend: StateBackend {
  private let file: StateFile
  private let sharing: Bool

  /// Keeps state in the file at a path; the folder that it is in is made when there is none.
  ///
  /// `presence` says whether there may be no file; `sharing` takes a state that has one id at two
  /// addresses, for mending it.
  public init(path: String, presence: StatePresence = .unlessTraces, sharing: Bool = false) {
    self.sharing = sharing
    // SQLite keeps its log beside the file that a link leads to; messages keep the path as given.
    let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path)
    file = StateFile(
      path: target == nil ? path : URL(fileURLWithPath: path).resolvingSymlinksInPath().path,
      given: path, presence: presence)
  }

  public var place: String { file.path }

  public var files: [String] { ["", "-wal", "-shm", "-journal"].map { file.path + $0 } }

  public func head() throws(StateError) -> StateHead? {
    try Snapshot(file: file).read { try HeadRow.read($0).head }
  }

  public func read() throws(StateError) -> StoredState? {
    try Snapshot(file: file).read { try StoredState.read($0, .read($0), sharing: sharing) }
  }

  public func applies() throws(StateError) -> [ApplyRecord] {
    try Snapshot(file: file).read { try JournalReader(database: $0).applies() } ?? []
  }

  public func operations(ofApply number: Int64) throws(StateError) -> [OperationRecord] {
    try Snapshot(file: file).read { try JournalReader(database: $0).operations(ofApply: number) }
      ?? []
  }

  public func life(of address: Address) throws(StateError) -> [LifeEvent] {
    try Snapshot(file: file).read { try JournalReader(database: $0).life(of: address) } ?? []
  }

  public func begun(_ digits: String) throws(StateError) -> BegunApply? {
    try Snapshot(file: file).read { try JournalReader(database: $0).begun(digits) } ?? nil
  }

  public func unsettledCount() throws(StateError) -> Int {
    Int(try Snapshot(file: file).read { try HeadRow.read($0).head.unsettledCount } ?? 0)
  }

  public func unsettledSummary() throws(StateError) -> UnsettledSummary? {
    try Snapshot(file: file).read { database in
      guard try HeadRow.read(database).head.unsettledCount > 0 else { return nil }
      return try JournalReader(database: database).unsettledSummary()
    } ?? nil
  }

  public func recentEffect(at now: MachineTime) throws(StateError) -> RecentEffect? {
    try Snapshot(file: file).read { try JournalReader(database: $0).recentEffect(at: now) } ?? nil
  }

  public func members(
    of list: String, after last: SealedMember?, _ page: ([SealedMember]) throws -> Void
  ) throws {
    var isBegun = false
    try Snapshot(file: file).read { database in
      // Nobody gets the same page twice.
      guard !isBegun else { throw StateError.busy(place: file.path) }
      return try MemberTable.read(database, list, after: last) { members in
        isBegun = true
        try page(members)
      }
    }?.get()
  }

  public func memberCounts() throws(StateError) -> [String: Int] {
    try Snapshot(file: file).read { try MemberTable.counts($0) } ?? [:]
  }

  public func open(
    as holder: LockHolder, account: Account, target: TargetKind, now: Instant
  ) throws(StateError) -> any StateSession {
    if try file.examine() == nil {
      try file.create { database in
        try HeadRow.insert(
          database, lineage: UUID().uuidString.lowercased(), account: account, target: target,
          now: now)
      }
      _ = try file.examine()
    }
    try Snapshot(file: file).verifyLog()
    let path = file.path
    let connection = try SQLiteConnection(path, naming: path)
    let acquired: Acquisition
    do throws(StateError) {
      acquired = try connection.run { database in
        try Acquisition(
          database, StateLock(id: UUID().uuidString, holder: holder), account: account,
          target: target, path: path, sharing: sharing, presence: file.presence)
      }
    } catch {
      try? connection.close()
      throw error
    }
    file.removeDrafts()
    let store = SQLiteStore(
      connection, at: path, tally: acquired.tally, releasing: acquired.journal.releasing,
      sharing: sharing)
    return JournalSession(acquired.journal, in: store, freedLock: acquired.freed)
  }

  public func unlock(_ whose: UnlockRule) throws(StateError) -> LockHolder? {
    guard try file.examine() != nil else { return nil }
    try Snapshot(file: file).verifyLog()
    let path = file.path
    return try SQLiteConnection(path, naming: path).use { database in
      var freed: LockHolder?
      try database.inTransaction(.immediate) {
        let row = try HeadRow.read(database)
        guard let write = try row.head.unlocking(whose) else { return .rollback }
        var writer = try SQLiteWriter(database, write, tally: row.tally)
        try writer.store()
        freed = row.head.lock?.holder
        return .commit
      }
      return freed
    }
  }

  public func snapshot() throws(StateError) -> StateDocument? {
    try Snapshot(file: file).read { try StateDocument.read($0, sharing: sharing) }
  }

  public func refusesStaleWrites() throws(StateError) -> Bool? {
    guard try file.examine() != nil else { return nil }
    let path = file.path
    return try SQLiteConnection(path, naming: path).use { database in
      var isRefused = false
      try database.inTransaction(.immediate) {
        let head = try HeadRow.read(database).head
        isRefused = try !SQLiteWriter.take(
          .init(fence: head.fence - 1, lockID: head.lock?.id, serial: head.serial), head.serial,
          database)
        return .rollback
      }
      return isRefused
    }
  }

  public func setAside() throws(StateError) -> String? { try file.setAside() }
}
