import AdsModel
import GRDB
import Planning

/// Writes one decided write into the tables, in the caller's transaction; it reads no more than totals.
struct SQLiteWriter {
  var tally: ResourceTable.Tally
  private let write: StateWrite
  let database: Database
  let resources: ResourceTable
  var rows: JournalRows
  var members: MemberTable

  init(_ database: Database, _ write: StateWrite, tally: ResourceTable.Tally) throws {
    self.database = database
    self.write = write
    self.tally = tally
    resources = try ResourceTable(database)
    rows = try JournalRows(database, write)
    members = MemberTable(database)
  }

  /// Moves the serial on if a condition holds, and says whether it does.
  static func take(
    _ condition: StateWrite.Condition, _ serial: Int64, _ database: Database
  ) throws -> Bool {
    try database.execute(
      sql: """
        UPDATE workspace SET serial = ?
        WHERE id = 1 AND serial = ? AND fence = ? AND lock_id = ?
        """,
      arguments: [serial, condition.serial, condition.fence, condition.lockID])
    return database.changesCount == 1
  }

  mutating func store() throws {
    for entry in write.entries { try store(entry) }
    if let totals = write.totals {
      try database.execute(
        sql: """
          UPDATE workspace SET next_local_id = ?, resource_count = ?, resource_sum = ?,
          unsettled_count = ? WHERE id = 1
          """,
        arguments: [
          totals.nextLocalID, tally.count, Int64(bitPattern: tally.sum), totals.unsettledCount,
        ])
    }
    try rows.seal()
    try members.seal()
    try SealedTables.sealFirstRow(database)
  }

  private mutating func store(_ entry: StateWrite.Entry) throws {
    switch entry {
    case .lock(let lock, let fence): try HeadRow.setLock(database, lock, fence: fence)
    case .account(let account): try HeadRow.update(database, account)
    case .begin(let entry): try rows.insert(entry)
    case .intend(let operations, let apply):
      for operation in operations { try rows.insert(operation, of: apply) }
    case .done(let steps, let apply): for step in steps { try rows.insert(step, of: apply) }
    case .phases(let runs, let apply): for run in runs { try rows.insert(run, of: apply) }
    case .resources(let writes):
      for write in writes {
        switch write {
        case .put(let resource): try resources.put(resource, tally: &tally)
        case .delete(let address): try resources.delete(address, tally: &tally)
        }
      }
    case .members(let changes): try members.store(changes)
    case .unfinished(let creations): try UnfinishedColumn.write(creations, database)
    case .appliedMoves(let moves):
      try SealedTables.empty("applied_move", database)
      for (position, move) in moves.enumerated() { try rows.insert(move, at: position) }
    case .end(let apply, let outcome): try rows.insert(outcome, of: apply)
    case .everything(let document): try replaceEverything(with: document)
    case .moved(let place): try HeadRow.setPlace(database, place)
    }
  }
}
