import AdsModel
import GRDB
import Planning

/// Takes the lock and reads what is stored, in one transaction.
struct Acquisition {
  let journal: Journal
  let tally: ResourceTable.Tally
  let freed: LockHolder?

  /// Refused to another project, and while the lock's holder may be alive; messages name the path.
  init(
    _ database: Database, _ lock: StateLock, account: Account, target: TargetKind, path: String,
    sharing: Bool, presence: StatePresence
  ) throws {
    var found: Self?
    try database.inTransaction(.immediate) {
      let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
      guard version <= Schema.version else {
        throw StateError.file(path, .newer(found: version, supported: Schema.version))
      }
      try SealedTables.verifyFirstRow(database)
      try SealedTables.verifyStructure(database)
      if version < Schema.version { try Schema.migrate(database, from: version) }
      var row = try HeadRow.read(database)
      let head = row.head
      let write = try head.taking(lock, account: account, target: target, at: path, presence)
      let history = JournalReader(database: database)
      let state = try StoredState.read(database, row, sharing: sharing) {
        try $0.write(database, &row)
      }
      let journal = Journal(
        state, unsettled: head.unsettledCount == 0 ? [] : try history.unsettled(), taking: write,
        head: head, of: account, at: path,
        tip: try history.tip(), lastEntry: try history.lastEntry())
      var writer = try SQLiteWriter(database, write, tally: row.tally)
      try writer.store()
      found = Self(journal: journal, tally: row.tally, freed: head.lock?.holder)
      return .commit
    }
    guard let found else {
      preconditionFailure("a transaction that commits has found its workspace")
    }
    self = found
  }

  private init(journal: Journal, tally: ResourceTable.Tally, freed: LockHolder?) {
    self.journal = journal
    self.tally = tally
    self.freed = freed
  }
}
