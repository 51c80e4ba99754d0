import AdsModel
import GRDB
import Planning

extension SQLiteWriter {
  /// Stores what a document holds in place of what all tables do.
  mutating func replaceEverything(with document: StateDocument) throws {
    for (table, _) in SealedTables.keys { try SealedTables.empty(table, database) }
    try database.execute(sql: "DELETE FROM resource WHERE workspace = 1")
    tally = ResourceTable.Tally()
    try HeadRow.replace(database, with: document.head)
    for resource in document.sortedResources { try resources.put(resource, tally: &tally) }
    try members.replaceEverything(with: document.lists)
    try UnfinishedColumn.write(document.unfinished, database)
    for (position, move) in document.appliedMoves.enumerated() {
      try rows.insert(move, at: position)
    }
    for entry in document.history { try insert(entry) }
    try database.execute(
      sql: """
        UPDATE workspace SET next_local_id = ?, resource_count = ?, resource_sum = ?,
        unsettled_count = ? WHERE id = 1
        """,
      arguments: [
        document.head.nextLocalID, tally.count, Int64(bitPattern: tally.sum),
        document.head.unsettledCount,
      ])
  }

  private mutating func insert(_ entry: StateDocument.Entry) throws {
    let number = entry.begun.number
    (rows.serial, rows.now) = (entry.serial, entry.startedAt)
    try rows.insert(entry.begun)
    for operation in entry.operations { try rows.insert(operation, of: number) }
    for run in entry.runs {
      (rows.serial, rows.now) = (run.serial, run.at)
      try rows.insert(run.run, of: number)
    }
    guard let end = entry.end else { return }
    (rows.serial, rows.now) = (end.serial, end.at)
    try rows.insert(end.outcome, of: number)
  }
}
