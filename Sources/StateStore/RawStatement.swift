import GRDB
import GRDBSQLite

private var emptyText: UnsafePointer<CChar> {
  UnsafeRawPointer(StaticString("").utf8Start).assumingMemoryBound(to: CChar.self)
}

/// Where short texts lie while they are bound, a place for each column: SQLite would allocate one for each text.
private final class BoundTexts {
  private static let columns = 24
  private static let length = 256

  private let bytes = UnsafeMutableRawBufferPointer.allocate(
    byteCount: columns * length, alignment: 1)

  deinit { bytes.deallocate() }

  /// A copy that stays until another text is bound to the column, counted from 1; none of a text that is too long.
  func copy(of text: UnsafeBufferPointer<UInt8>, at index: Int32) -> UnsafePointer<CChar>? {
    guard let start = text.baseAddress, let base = bytes.baseAddress, text.count <= Self.length,
      (1...Self.columns).contains(Int(index))
    else { return nil }
    let copy = base + (Int(index) - 1) * Self.length
    copy.copyMemory(from: start, byteCount: text.count)
    return UnsafePointer(copy.assumingMemoryBound(to: CChar.self))
  }
}

/// Tells SQLite to copy what is bound at once.
private var copied: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }

/// A prepared statement driven through SQLite's own calls, for the rows that come in thousands.
///
/// GRDB's rows and arguments box every value; here texts go in and out as plain bytes.
struct RawStatement {
  /// Keeps the handle alive.
  private let statement: Statement
  private let handle: OpaquePointer
  /// Takes in what is bound, where a row is sealed as it is written.
  private let seal: Seal?
  private let texts = BoundTexts()

  private final class Seal {
    let columns: [RowSeal.Column]
    var row = RowSeal()

    init(_ columns: [RowSeal.Column]) {
      self.columns = columns
      begin()
    }

    func begin() {
      row = RowSeal()
      row.combine(1, in: Self.workspace)
    }

    private static let workspace = RowSeal.Column("workspace")

    func column(_ index: Int32) -> RowSeal.Column? {
      columns.indices.contains(Int(index) - 1) ? columns[Int(index) - 1] : nil
    }
  }

  /// Inserts rows of `workspace` 1 with their seals; columns are bound in the order given.
  init(inserting columns: [String], into table: String, _ database: Database) throws {
    let names = columns.joined(separator: ", ")
    let marks = Array(repeating: "?", count: columns.count + 1).joined(separator: ", ")
    try self.init(
      database,
      "INSERT INTO \(table) (workspace, \(names), checksum) VALUES (1, \(marks))",
      seal: Seal(columns.map { RowSeal.Column($0) }))
  }

  init(_ database: Database, _ sql: String) throws { try self.init(database, sql, seal: nil) }

  private init(_ database: Database, _ sql: String, seal: Seal?) throws {
    self.seal = seal
    statement = try database.cachedStatement(sql: sql)
    handle = statement.sqliteStatement
    sqlite3_reset(handle)
    sqlite3_clear_bindings(handle)
  }

  func bind(_ value: Int64, at index: Int32) {
    sqlite3_bind_int64(handle, index, value)
    if let seal, let column = seal.column(index) { seal.row.combine(value, in: column) }
  }

  func bind(_ value: DatabaseValue, at index: Int32) {
    switch value.storage {
    case .int64(let number): bind(number, at: index)
    case .string(let text): bind(text, at: index)
    case .null, .double, .blob: sqlite3_bind_null(handle, index)
    }
  }

  func bind(_ value: Int64?, at index: Int32) {
    if let value { bind(value, at: index) } else { sqlite3_bind_null(handle, index) }
  }

  /// The bytes must stay where they are until the statement has run.
  func bind(_ bytes: UnsafeRawBufferPointer, at index: Int32) {
    // No pointer would bind NULL, which an empty text is not.
    let text = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
    sqlite3_bind_text(handle, index, text ?? emptyText, Int32(bytes.count), nil)
    if let seal, let column = seal.column(index) { seal.row.combine(text: bytes, in: column) }
  }

  func bind(_ text: String?, at index: Int32) {
    guard let text else {
      sqlite3_bind_null(handle, index)
      return
    }
    let isBound: Void? = text.utf8.withContiguousStorageIfAvailable { bind(copying: $0, at: index) }
    if isBound == nil {
      Array(text.utf8).withUnsafeBufferPointer { bind(copying: $0, at: index) }
    }
  }

  private func bind(copying bytes: UnsafeBufferPointer<UInt8>, at index: Int32) {
    if let copy = texts.copy(of: bytes, at: index) {
      sqlite3_bind_text(handle, index, copy, Int32(bytes.count), nil)
    } else {
      let start = UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self)
      sqlite3_bind_text(handle, index, start ?? emptyText, Int32(bytes.count), copied)
    }
    if let seal, let column = seal.column(index) {
      seal.row.combine(text: UnsafeRawBufferPointer(bytes), in: column)
    }
  }

  /// The bytes must stay where they are until the statement has run; they are in no seal.
  func bind(blob bytes: UnsafeRawBufferPointer, at index: Int32) {
    sqlite3_bind_blob(handle, index, bytes.baseAddress, Int32(bytes.count), nil)
  }

  /// Runs a statement that returns no rows, and counts the rows that it changed.
  @discardableResult
  func run() throws -> Int {
    let code = sqlite3_step(handle)
    sqlite3_reset(handle)
    guard code == SQLITE_DONE else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
    return Int(sqlite3_changes(sqlite3_db_handle(handle)))
  }

  /// Runs an insertion with the seal of what was bound, and returns it.
  func runSealed() throws -> UInt64 {
    guard let seal else { preconditionFailure("only an insertion is sealed") }
    let value = seal.row.value
    seal.begin()
    sqlite3_bind_int64(handle, Int32(seal.columns.count) + 1, Int64(bitPattern: value))
    try run()
    return value
  }

  var columnNames: [String] {
    (0..<sqlite3_column_count(handle)).map { index in
      sqlite3_column_name(handle, index).map { String(cString: $0) } ?? ""
    }
  }

  /// Takes a column into the seal of its row, whatever type its value has.
  func combine(_ index: Int32, as column: RowSeal.Column, into seal: inout RowSeal) {
    switch sqlite3_column_type(handle, index) {
    case SQLITE_NULL: break
    case SQLITE_INTEGER: seal.combine(integer(index), in: column)
    case SQLITE_TEXT: seal.combine(text: bytes(index), in: column)
    case let type: seal.combine(other: bytes(index), type: type, in: column)
    }
  }

  func value(_ index: Int32) -> DatabaseValue {
    wholeNumber(index)?.databaseValue ?? optionalText(index)?.databaseValue ?? .null
  }

  /// None where there is anything but a whole number, which SQLite would make one of.
  func wholeNumber(_ column: Int32) -> Int64? {
    sqlite3_column_type(handle, column) == SQLITE_INTEGER ? integer(column) : nil
  }

  func type(_ column: Int32) -> Int32 { sqlite3_column_type(handle, column) }

  /// Goes to the next row; false after the last one.
  func next() throws -> Bool {
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE:
      sqlite3_reset(handle)
      return false
    case let code:
      sqlite3_reset(handle)
      throw DatabaseError(resultCode: ResultCode(rawValue: code))
    }
  }

  /// Ends a query before its last row.
  func reset() { sqlite3_reset(handle) }

  func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

  func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

  /// The column's bytes, good until the next row.
  func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
    // As a blob, which needs no ending zero; for a text it is the same bytes.
    let start = sqlite3_column_blob(handle, column)
    return UnsafeRawBufferPointer(
      start: start, count: Int(sqlite3_column_bytes(handle, column)))
  }

  func text(_ column: Int32) -> String { String(decoding: bytes(column), as: UTF8.self) }

  func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }
}
