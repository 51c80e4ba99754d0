import AdsModel
import GRDB
import Planning

extension StoredState {
  /// Reads everything that planning needs to know.
  static func read(_ database: Database, _ row: HeadRow, sharing: Bool = false) throws -> Self {
    try read(database, row, sharing: sharing) { _ in }
  }

  /// `respelled` is told what the table does not hold as it is read; `sharing` lets two addresses
  /// have one id.
  static func read(
    _ database: Database, _ row: HeadRow, sharing: Bool,
    respelled: (RespelledKeywords) throws -> Void
  ) throws -> Self {
    try SealedTables.verify(database, "applied_move")
    let rows = try RawStatement(
      database,
      """
      SELECT from_address, to_address FROM applied_move WHERE workspace = 1 ORDER BY position
      """)
    var appliedMoves: [Move] = []
    while try rows.next() {
      guard let from = Address(stored: rows.bytes(0)), let to = Address(stored: rows.bytes(1))
      else { throw ResourceTable.Damage(detail: "a move names no address") }
      appliedMoves.append(Move(from: from, to: to))
    }
    var survey = StoredSurvey(count: Int(clamping: row.tally.count))
    let stored = try ResourceTable.read(database, expecting: row.tally) { survey.add($0) }
    let keywords = RespelledKeywords(
      stored, odd: survey.oddKeywords, decimals: row.head.account.currency.decimals)
    // Two spellings of one keyword are one row by now.
    if !sharing,
      let shared = SharedIDs(
        in: keywords.resources, survey: survey.oddKeywords.isEmpty ? survey : nil)
    {
      throw shared
    }
    try respelled(keywords)
    return Self(
      lineage: row.head.lineage, serial: row.head.serial, account: row.head.account,
      target: row.head.target, resources: keywords.resources,
      unfinished: try UnfinishedColumn.read(database), appliedMoves: appliedMoves,
      nextLocalID: row.head.nextLocalID)
  }
}
