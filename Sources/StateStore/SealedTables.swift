import GRDB
import GRDBSQLite

/// Checksums over the rows of every table but `resource` and `member`, which have their own, and over
/// the tables.
///
/// Each row has one, and `seal` says of each table how many rows there are and what they come to, so
/// that a changed, a lost and an added row are noticed. Rows are read whole before they are believed,
/// and have to come in the order of their keys: in a tree where they do, every search finds them.
enum SealedTables {
  /// In the order in which they are sealed; each is keyed by its first columns, those in the list.
  static let keys: [(table: String, key: [String])] = [
    ("apply", ["workspace", "number"]), ("apply_end", ["workspace", "apply"]),
    ("apply_mark", ["workspace", "apply", "kind"]),
    ("apply_override", ["workspace", "apply", "position"]),
    ("apply_review", ["workspace", "apply"]), ("applied_move", ["workspace", "position"]),
    ("journal", ["workspace", "entry"]), ("member_list", ["workspace", "number"]),
    ("op", ["workspace", "apply", "seq"]),
  ]

  /// Holds tables against their seals; nothing where the schema is older than they are.
  static func verify(_ database: Database, _ tables: String...) throws {
    guard try hasSeals(database) else { return }
    for (table, key) in keys where tables.contains(table) {
      var found = ResourceTable.Tally()
      var previous: Key?
      try eachRow(of: table, database) { rows, seal, kept in
        let place = Key(rows, count: key.count)
        guard kept == seal, previous.map({ $0 < place }) ?? true else { throw damage(table) }
        found.add(seal)
        previous = place
      }
      guard try tally(of: table, database) == found else { throw damage(table) }
    }
  }

  /// Holds the pages of the file against each other, before anything is written.
  ///
  /// What is read is sealed; which pages are free is not, and writing into one that is not would
  /// destroy what is there.
  static func verifyStructure(_ database: Database) throws {
    let found = try String.fetchOne(database, sql: "PRAGMA quick_check(1)") ?? "nothing"
    guard found == "ok" else { throw ResourceTable.Damage(detail: found) }
  }

  private static func damage(_ table: String) -> ResourceTable.Damage {
    ResourceTable.Damage(detail: "its table \(table) is not what was written")
  }

  /// Told twice over: damage to the version number or to the schema is not to switch the seals off.
  static func hasSeals(_ database: Database) throws -> Bool {
    let sql = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'seal'"
    return try version(database) >= Schema.firstSealed || Int.fetchOne(database, sql: sql) == 1
  }

  private static func version(_ database: Database) throws -> Int {
    try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
  }

  /// Where a row stands in its table; numbers come before texts in every key.
  private struct Key: Comparable {
    private var numbers: (Int64, Int64, Int64) = (0, 0, 0)
    private var text = ""

    init(_ rows: RawStatement, count: Int) {
      numbers.0 = rows.integer(0)
      numbers.1 = rows.integer(1)
      guard count > 2 else { return }
      if let number = rows.wholeNumber(2) { numbers.2 = number } else { text = rows.text(2) }
    }

    static func == (one: Self, other: Self) -> Bool {
      one.numbers == other.numbers && one.text == other.text
    }

    static func < (one: Self, other: Self) -> Bool {
      one.numbers == other.numbers ? one.text < other.text : one.numbers < other.numbers
    }
  }

  /// Calls `body` with each row, the seal that it should have, and the one that is kept of it.
  private static func eachRow(
    of table: String, _ database: Database,
    _ body: (RawStatement, UInt64, UInt64?) throws -> Void
  ) throws {
    let rows = try RawStatement(database, "SELECT * FROM \(table)")
    let columns = rows.columnNames.map { ($0, RowSeal.Column($0)) }
    while try rows.next() {
      var seal = RowSeal()
      var kept: UInt64?
      for (index, (name, column)) in columns.enumerated() {
        let index = Int32(index)
        if name == "checksum" {
          kept = rows.wholeNumber(index).map(UInt64.init(bitPattern:))
        } else {
          rows.combine(index, as: column, into: &seal)
        }
      }
      do { try body(rows, seal.value, kept) } catch {
        rows.reset()
        throw error
      }
    }
  }
}

// MARK: - Totals

extension SealedTables {
  private static func tally(
    of table: String, _ database: Database
  ) throws -> ResourceTable.Tally? {
    let rows = try RawStatement(
      database, "SELECT row_count, row_sum FROM seal WHERE workspace = 1 AND name = ?")
    rows.bind(table, at: 1)
    guard try rows.next() else { return nil }
    defer { rows.reset() }
    guard let count = rows.wholeNumber(0), let sum = rows.wholeNumber(1) else { return nil }
    return .init(count: count, sum: UInt64(bitPattern: sum))
  }

  private static func keep(
    _ tally: ResourceTable.Tally, of table: String, _ database: Database
  ) throws {
    try database.execute(
      sql: """
        INSERT INTO seal (workspace, name, row_count, row_sum) VALUES (1, ?, ?, ?)
        ON CONFLICT (workspace, name) DO UPDATE SET row_count = excluded.row_count,
        row_sum = excluded.row_sum
        """,
      arguments: [table, tally.count, Int64(bitPattern: tally.sum)])
  }

  /// Counts rows that were sealed as they were written.
  static func add(
    _ rows: ResourceTable.Tally, to table: String, _ database: Database
  ) throws {
    guard rows.count > 0 else { return }
    guard var tally = try tally(of: table, database) else { throw damage(table) }
    tally.count += rows.count
    tally.sum &+= rows.sum
    try keep(tally, of: table, database)
  }

  /// Takes all rows out of a table that is written anew.
  static func empty(_ table: String, _ database: Database) throws {
    try database.execute(sql: "DELETE FROM \(table) WHERE workspace = 1")
    try keep(.init(), of: table, database)
  }

  /// Seals what was written before there were seals; what does not hold by then is damage.
  static func sealAll(_ database: Database) throws {
    try ResourceTable.sealAgain(database)
    for (table, key) in keys { try seal(table, keyedBy: key, database) }
    try sealFirstRow(database)
  }

  static func seal(_ table: String, keyedBy key: [String], _ database: Database) throws {
    var tally = ResourceTable.Tally()
    var seals: [(seal: UInt64, key: [DatabaseValue])] = []
    try eachRow(of: table, database) { rows, seal, _ in
      seals.append((seal, key.indices.map { rows.value(Int32($0)) }))
      tally.add(seal)
    }
    let condition = key.map { $0 + " = ?" }.joined(separator: " AND ")
    let update = try RawStatement(
      database, "UPDATE \(table) SET checksum = ? WHERE \(condition)")
    for (seal, key) in seals {
      update.bind(Int64(bitPattern: seal), at: 1)
      for (index, value) in key.enumerated() { update.bind(value, at: Int32(index) + 2) }
      try update.run()
    }
    try keep(tally, of: table, database)
  }
}

// MARK: - The first row

extension SealedTables {
  /// Holds the first row, whose totals all others are held against, to its seal.
  static func verifyFirstRow(_ database: Database) throws {
    guard try hasSeals(database) else { return }
    let version = try version(database)
    var count = 0
    try eachRow(of: "workspace", database) { _, seal, kept in
      count += 1
      guard kept == with(version, seal) else {
        throw ResourceTable.Damage(detail: "its first row is not what was written")
      }
    }
    guard count == 1 else { throw ResourceTable.Damage(detail: "its first row is missing") }
  }

  /// Seals the first row; the last thing that a transaction does that changed it.
  static func sealFirstRow(_ database: Database) throws {
    guard try hasSeals(database) else { return }
    let version = try version(database)
    var found: UInt64?
    try eachRow(of: "workspace", database) { _, seal, _ in found = with(version, seal) }
    guard let found else { return }
    try database.execute(
      sql: "UPDATE workspace SET checksum = ? WHERE id = 1",
      arguments: [Int64(bitPattern: found)])
  }

  /// With the version of the schema, by which the rest is read.
  private static func with(_ version: Int, _ seal: UInt64) -> UInt64 {
    var version = Int64(version)
    var sum = Checksum()
    withUnsafeBytes(of: &version) { sum.combine($0) }
    return seal &+ sum.value
  }
}
