import AdsModel
import GRDB
import Planning

/// Takes the lock and reads what is stored, in one transaction.
struct Acquisition {
  let state: StoredState
  let freed: LockHolder?
  let unsettled: [UnsettledOperation]
  let fence: Int64
  let totals: JournalWriter.Totals

  /// An objection says why this is not the state that is wanted; messages name the path.
  init(
    _ database: Database, lock: Workspace.Lock, path: String, sharing: Bool,
    objection: (Workspace) -> StateError?
  ) throws {
    var found: (Workspace, StoredState, [UnsettledOperation])?
    var totals = JournalWriter.Totals()
    try database.inTransaction(.immediate) {
      let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
      guard version <= Schema.version else {
        throw StateError.newer(path: path, found: version, supported: Schema.version)
      }
      try SealedTables.verifyWorkspace(database)
      try SealedTables.verifyStructure(database)
      if version < Schema.version { try Schema.migrate(database, from: version) }
      var workspace = try Workspace.read(database)
      if let error = objection(workspace) { throw error }
      if let holder = workspace.lock?.holder, !holder.isKnownDead {
        throw StateError.locked(holder)
      }
      let history = History(database: database)
      let state = try StoredState.read(database, workspace, sharing: sharing) {
        try $0.write(database, &workspace)
      }
      found = (
        workspace, state,
        workspace.unsettledCount == 0 ? [] : try history.unsettled()
      )
      totals = try JournalWriter.Totals(
        database, workspace, owners: OwnedIDs(found?.1.resources ?? []))
      try Workspace.setLock(database, lock, fence: workspace.fence + 1)
      return .commit
    }
    guard let (workspace, state, unsettled) = found else {
      preconditionFailure("a transaction that commits has found its workspace")
    }
    self.state = state
    self.unsettled = unsettled
    self.totals = totals
    freed = workspace.lock?.holder
    fence = workspace.fence + 1
  }
}
