/// A table whose rows belong to a state and have a checksum each.
struct PostgresTable: Sendable {
  let name: String
  let columns: [Column]

  struct Column: Sendable {
    let name: String
    let element: PostgresArray.Element
    fileprivate let seal: RowSeal.Column
  }

  /// Columns are texts but for those that end with a hash.
  private init(_ name: String, _ columns: String...) {
    self.name = name
    self.columns = columns.map { column in
      let isNumber = column.hasSuffix("#")
      let name = isNumber ? String(column.dropLast()) : column
      return Column(name: name, element: isNumber ? .integer : .text, seal: .init(name))
    }
  }

  static let resource = Self(
    "resource", "address", "remote_id", "status", "attributes", "defaulted", "start_day#",
    "replaces", "version#", "private", "replaced_private")
  static let appliedMove = Self("applied_move", "position#", "from_address", "to_address")
  static let apply = Self(
    "apply", "number#", "kind", "actor", "host", "run_url", "git_commit", "tool_version",
    "plan_digest", "configuration_digest", "creates#", "updates#", "replaces#", "archives#",
    "unchanged#", "fence#", "serial#", "started_at#", "link")
  static let override = Self("apply_override", "apply#", "position#", "code", "reason")
  static let mark = Self("apply_mark", "apply#", "kind", "newest_id")
  static let review = Self("apply_review", "apply#", "first_apply#", "review")
  static let end = Self("apply_end", "apply#", "outcome", "reason", "serial#", "ended_at#")
  static let operation = Self(
    "op", "apply#", "seq#", "address", "kind", "remote_id", "fields", "outcome")
  static let run = Self(
    "journal", "entry#", "apply#", "first_seq#", "last_seq#", "phase", "remote_id", "error",
    "fence#", "serial#", "at#", "effect_wall#", "effect_boot", "effect_monotonic#",
    "effect_span#", "step#", "step_name", "private")

  /// Those of the history, whose rows are counted together.
  static let history = [apply, override, mark, review, end, operation, run]

  /// The names of all tables with rows of a state beside its own row.
  static let names =
    history.map(\.name) + [resource.name, appliedMove.name, "member_list", "member"]
}

// MARK: - Reading

extension PostgresTable {
  /// Rows of a state by its name, which is `$1`; the checksum comes last.
  func reading(
    _ workspace: String, where condition: String = "true", ordered: String? = nil,
    _ parameters: [PostgresParameter]? = nil
  ) -> PostgresStatement {
    let names = (columns.map(\.name) + ["checksum"]).joined(separator: ", ")
    return PostgresStatement(
      """
      SELECT \(names) FROM \(name)
      WHERE workspace = (SELECT id FROM workspace WHERE name = $1) AND (\(condition))
      \(ordered.map { "ORDER BY \($0)" } ?? "")
      """, parameters ?? [.text(workspace)])
  }

  /// Whether a row is what was written.
  func isWhole(_ row: PostgresRow) -> Bool { kept(row) == seal(row) }

  /// The checksum that is kept of a row.
  func kept(_ row: PostgresRow) -> UInt64 {
    UInt64(bitPattern: row.integer(Int32(columns.count)))
  }

  private func seal(_ row: PostgresRow) -> UInt64 {
    var seal = RowSeal()
    for (index, column) in columns.enumerated() {
      let index = Int32(index)
      guard !row.isNull(index) else { continue }
      switch column.element {
      case .integer: seal.combine(row.integer(index), in: column.seal)
      case .text, .bytes: row.withText(index) { seal.combine(text: $0, in: column.seal) }
      }
    }
    return seal.value
  }
}

// MARK: - Writing

/// Rows of one table that are inserted together, one array a column.
struct PostgresInsertion {
  private let table: PostgresTable
  private var columns: [PostgresArray]
  private var seals = PostgresArray(of: .integer)
  private(set) var tally = PostgresTally()
  private var seal = RowSeal()
  /// The column that comes next.
  private var place = 0

  init(_ table: PostgresTable) {
    self.table = table
    columns = table.columns.map { PostgresArray(of: $0.element) }
  }

  var isEmpty: Bool { seals.count == 0 }

  mutating func add(_ value: Int64?) {
    columns[place].append(value)
    if let value { seal.combine(value, in: table.columns[place].seal) }
    next()
  }

  mutating func add(_ text: String?) {
    guard var text else { return addNone() }
    text.withUTF8 { add(UnsafeRawBufferPointer($0)) }
  }

  mutating func add(_ text: [UInt8]?) {
    guard let text else { return addNone() }
    text.withUnsafeBytes { add($0) }
  }

  private mutating func add(_ text: UnsafeRawBufferPointer) {
    columns[place].append(text)
    seal.combine(text: text, in: table.columns[place].seal)
    next()
  }

  private mutating func addNone() {
    columns[place].append(nil as String?)
    next()
  }

  /// Ends a row with its last column.
  private mutating func next() {
    place += 1
    guard place == columns.count else { return }
    seals.append(Int64(bitPattern: seal.value))
    tally.add(seal.value)
    (place, seal) = (0, RowSeal())
  }

  /// `returning` is what the rows are asked for, as a part of a longer statement.
  func sql(returning: String = "") -> String {
    let names = (table.columns.map(\.name) + ["checksum"]).joined(separator: ", ")
    let marks = (2...columns.count + 2).map { "$\($0)" }.joined(separator: ", ")
    return """
      INSERT INTO \(table.name) (workspace, \(names))
      SELECT $1, * FROM unnest(\(marks)) \(returning)
      """
  }

  func parameters(of workspace: Int64) -> [PostgresParameter] {
    [.integer(workspace)] + (columns + [seals]).map { .array($0) }
  }

  func statement(of workspace: Int64) -> PostgresStatement {
    PostgresStatement(sql(), parameters(of: workspace))
  }
}
