import AdsModel
import GRDB
import Insights

/// The tables of an archive; what was shipped is frozen, and a change is a new version.
enum ArchiveTable {
  static let version = 1
  /// `pinI`, in the file's header.
  static let applicationID: Int32 = 0x7069_6E49

  /// The columns of the counts, by the metric that each holds.
  private static let columns = Metric.organicCounts

  static func isNew(_ database: Database) throws -> Bool {
    try number(database, "PRAGMA user_version") == 0
      && number(database, "SELECT count(*) FROM sqlite_schema") == 0
  }

  static func create(_ database: Database, _ account: String) throws {
    try database.execute(
      sql: """
        PRAGMA application_id = \(applicationID);
        PRAGMA user_version = \(version);
        CREATE TABLE archive (
          id INTEGER PRIMARY KEY CHECK (id = 1), account TEXT NOT NULL
        ) STRICT;
        CREATE TABLE day (
          filters TEXT NOT NULL, split TEXT NOT NULL, part TEXT NOT NULL, day INTEGER NOT NULL,
          status TEXT NOT NULL, impressions INTEGER, engagements INTEGER, pin_clicks INTEGER,
          outbound_clicks INTEGER, saves INTEGER, PRIMARY KEY (filters, split, part, day)
        ) STRICT, WITHOUT ROWID;
        """)
    try database.execute(
      sql: "INSERT INTO archive (id, account) VALUES (1, ?)", arguments: [account])
  }

  /// Throws unless the file is an archive of the account that this pinplan understands.
  static func judge(_ database: Database, _ account: String, _ path: String) throws {
    guard try !isNew(database) else { return }
    guard try number(database, "PRAGMA application_id") == Int(applicationID) else {
      throw ArchiveFault(path, .foreign)
    }
    let found = try number(database, "PRAGMA user_version")
    guard found <= version else {
      throw ArchiveFault(path, .newer(found: found, supported: version))
    }
    let verdict = try String.fetchOne(database, sql: "PRAGMA quick_check(1)") ?? ""
    guard verdict == "ok", found > 0 else {
      throw ArchiveFault(path, .damaged(detail: found > 0 ? verdict : "its format is \(found)"))
    }
    guard let stored = try String.fetchOne(database, sql: "SELECT account FROM archive") else {
      throw ArchiveFault(path, .damaged(detail: "it does not say whose it is"))
    }
    guard stored == account else {
      throw ArchiveFault(path, .otherAccount(stored: stored, given: account))
    }
  }

  static func days(
    _ database: Database, _ key: SeriesKey, _ range: DayRange
  ) throws -> [String: [DayNumbers]] {
    guard try !isNew(database) else { return [:] }
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT part, day, status, \(names) FROM day
        WHERE filters = ? AND split = ? AND day BETWEEN ? AND ? ORDER BY part, day
        """,
      arguments: [key.filters, key.split, range.from.number, range.to.number])
    var parts: [String: [DayNumbers]] = [:]
    for row in rows { parts[row[0], default: []].append(day(row)) }
    return parts
  }

  /// Columns: part, day, status, then the counts.
  private static func day(_ row: Row) -> DayNumbers {
    var numbers = Numbers()
    for (index, metric) in columns.enumerated() { numbers.set(metric, row[3 + index]) }
    return DayNumbers(
      Day(number: row[1]), DataStatus(rawValue: row[2]), numbers, origin: .archive)
  }

  /// Writes the days that differ from what is there.
  static func store(
    _ database: Database, _ key: SeriesKey, _ days: [DayNumbers]
  ) throws -> (added: Int, changed: Int) {
    var counts = (added: 0, changed: 0)
    guard let first = days.map(\.day).min(), let last = days.map(\.day).max() else { return counts }
    let kept = try self.days(database, key, DayRange(from: first, to: last))[key.part] ?? []
    let known = Dictionary(kept.map { ($0.day, $0) }) { $1 }
    let marks = Array(repeating: "?", count: 5 + columns.count).joined(separator: ", ")
    for var day in days {
      day.origin = .archive
      if let kept = known[day.day] {
        // What was final once is not lost to what is not.
        if kept == day || kept.status.isFinal && !day.status.isFinal { continue }
        counts.changed += 1
      } else {
        counts.added += 1
      }
      try database.execute(
        sql: """
          INSERT OR REPLACE INTO day (filters, split, part, day, status, \(names)) VALUES (\(marks))
          """,
        arguments: [key.filters, key.split, key.part, day.day.number, day.status.rawValue]
          + StatementArguments(columns.map { day.numbers[$0] }))
    }
    return counts
  }

  private static var names: String { columns.map(\.rawValue).joined(separator: ", ") }

  private static func number(_ database: Database, _ sql: String) throws -> Int {
    try Int.fetchOne(database, sql: sql) ?? 0
  }
}
