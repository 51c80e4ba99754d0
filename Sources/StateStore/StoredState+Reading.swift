import AdsModel
import GRDB
import Planning

extension StoredState {
  /// Reads everything that planning needs to know.
  static func read(_ database: Database, _ row: HeadRow) throws -> Self {
    try read(database, row) { _ in }
  }

  /// `respelled` is told what the table does not hold as it is read.
  static func read(
    _ database: Database, _ row: HeadRow, respelled: (RespelledKeywords) throws -> Void
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
    let keywords = RespelledKeywords(
      try ResourceTable.read(database, expecting: row.tally),
      decimals: row.head.account.currency.decimals)
    try demandOneAddressAnID(keywords.resources)
    try respelled(keywords)
    return Self(
      lineage: row.head.lineage, serial: row.head.serial, account: row.head.account,
      target: row.head.target, resources: keywords.resources,
      appliedMoves: appliedMoves, nextLocalID: row.head.nextLocalID)
  }

  /// Two spellings of one keyword are one row by now; what still shares an id is no state of ours.
  private static func demandOneAddressAnID(_ resources: [StoredResource]) throws {
    var owned = OwnedIDs()
    for resource in resources where resource.address.kind.hasOneAddressAnID {
      guard let conflict = owned.add(resource) else { continue }
      throw ResourceTable.Damage(
        detail: "\(conflict.owner) and \(conflict.other) have one id, \(conflict.id)")
    }
  }
}
