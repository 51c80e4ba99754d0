import CLibPQ

/// What a statement returned, in binary; freed with the last who holds it.
final class PostgresRows: @unchecked Sendable {
  private let result: OpaquePointer

  /// Takes over a result.
  init(_ result: OpaquePointer) { self.result = result }

  deinit { pq_clear(result) }

  var count: Int { Int(pq_ntuples(result)) }

  /// How many rows a statement that returns none changed.
  var changedCount: Int { Int(String(cString: pq_cmdTuples(result))) ?? 0 }

  /// A row; the first one where nothing is said.
  subscript(index: Int) -> PostgresRow { PostgresRow(rows: self, index: Int32(index)) }

  var first: PostgresRow? { count > 0 ? self[0] : nil }

  var all: [PostgresRow] { (0..<count).map { self[$0] } }

  fileprivate func isNull(_ row: Int32, _ column: Int32) -> Bool {
    pq_getisnull(result, row, column) != 0
  }

  /// Good as long as the rows are.
  fileprivate func bytes(_ row: Int32, _ column: Int32) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(
      start: pq_getvalue(result, row, column), count: Int(pq_getlength(result, row, column)))
  }
}

struct PostgresRow {
  fileprivate let rows: PostgresRows
  fileprivate let index: Int32

  func isNull(_ column: Int32) -> Bool { rows.isNull(index, column) }

  /// As they were sent, which of a text is how it is stored; good as long as the rows are.
  func raw(_ column: Int32) -> UnsafeRawBufferPointer { rows.bytes(index, column) }

  func integer(_ column: Int32) -> Int64 {
    let bytes = raw(column)
    switch bytes.count {
    case 8: return Int64(bigEndian: bytes.loadUnaligned(as: Int64.self))
    case 4: return Int64(Int32(bigEndian: bytes.loadUnaligned(as: Int32.self)))
    default: return 0
    }
  }

  func optionalInteger(_ column: Int32) -> Int64? { isNull(column) ? nil : integer(column) }

  func boolean(_ column: Int32) -> Bool { raw(column).first == 1 }

  /// Hands on the bytes of a text as it was before it was stored.
  func withText<Result>(
    _ column: Int32, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    let stored = raw(column)
    guard PostgresText.hasMark(stored) else { return try body(stored) }
    return try PostgresText.original(stored).withUnsafeBytes(body)
  }

  func text(_ column: Int32) -> String { withText(column) { String(decoding: $0, as: UTF8.self) } }

  func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

  func textBytes(_ column: Int32) -> [UInt8] { withText(column) { Array($0) } }
}
