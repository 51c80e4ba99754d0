import CustomerLists
import GRDB
import Planning

/// A state file whose lock is held; every write proves that it still is.
final class SQLiteStore: JournalStore {
  private let connection: SQLiteConnection
  private let path: String
  /// The write that gives the lock back; none once it was.
  private var releasing: StateWrite?
  /// Over what the last transaction of ours left; the lock keeps others from changing it.
  private var tally: ResourceTable.Tally

  /// Whether two addresses may have one id.
  private let sharing: Bool

  init(
    _ connection: SQLiteConnection, at path: String, tally: ResourceTable.Tally,
    releasing: StateWrite,
    sharing: Bool
  ) {
    self.sharing = sharing
    self.connection = connection
    self.path = path
    self.tally = tally
    self.releasing = releasing
  }

  deinit { if let releasing { try? release(releasing) } }

  /// Stands in for a full disk in tests.
  func limitPages(to count: Int) throws(StateError) {
    try connection.run { try $0.execute(sql: "PRAGMA max_page_count = \(count)") }
  }

  func store(_ write: StateWrite) throws(StateError) -> StoredState? {
    let (tally, state) = try connection.run { database in
      var tally = self.tally
      var state: StoredState?
      try database.inTransaction(.immediate) {
        guard try SQLiteWriter.take(write.condition, write.serial, database) else {
          throw StateError.lockLost(place: path)
        }
        var writer = try SQLiteWriter(database, write, tally: tally)
        try writer.store()
        tally = writer.tally
        if write.isReadBack { state = try .read(database, .read(database), sharing: sharing) }
        return .commit
      }
      // Of a list that comes in a thousand parts none is read back.
      if write.hasMembers { try database.execute(sql: "PRAGMA shrink_memory") }
      return (tally, state)
    }
    self.tally = tally
    return state
  }

  func members(
    of list: String, after last: SealedMember?, _ page: ([SealedMember]) throws -> Void
  ) throws {
    var result: Result<Void, any Error> = .success(())
    try connection.run { database in
      try database.inTransaction(.deferred) {
        result = try MemberTable.read(database, list, after: last, page)
        return .commit
      }
    }
    try result.get()
  }

  func memberCounts() throws(StateError) -> [String: Int] {
    try connection.run { try MemberTable.counts($0) }
  }

  func close(_ write: StateWrite) throws(StateError) {
    releasing = nil
    try release(write)
  }

  private func release(_ write: StateWrite) throws(StateError) {
    let released = Result { () throws(StateError) in
      try connection.run { database in
        try database.inTransaction(.immediate) {
          let row = try HeadRow.read(database)
          let isOurs =
            row.head.lock?.id == write.condition.lockID && row.head.fence == write.condition.fence
          // A lock that is somebody else's by now is left alone.
          if isOurs { try HeadRow.setLock(database, nil, fence: write.condition.fence) }
          return .commit
        }
        try database.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
      }
    }
    try connection.close()
    try released.get()
  }
}
