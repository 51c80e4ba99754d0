import AdsModel
import GRDB
import GRDBSQLite
import Planning

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The stored resources: tens of thousands of rows, each with a checksum.
struct ResourceTable {
  /// How many rows there are, and the sum of their checksums: `workspace` keeps it too.
  struct Tally: Hashable {
    var count: Int64 = 0
    var sum: UInt64 = 0

    mutating func add(_ checksum: UInt64) {
      count += 1
      sum &+= checksum
    }

    mutating func take(_ checksum: UInt64) {
      count -= 1
      sum &-= checksum
    }
  }

  /// Why a row cannot be what was written.
  struct Damage: Error { let detail: String }

  private let insertion: RawStatement
  private let deletion: RawStatement

  init(_ database: Database) throws {
    insertion = try RawStatement(
      database,
      """
      INSERT OR IGNORE INTO resource (workspace, address, remote_id, status, attributes,
      defaulted, start_day, replaces, version, checksum, private, replaced_private)
      VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
    deletion = try RawStatement(
      database, "DELETE FROM resource WHERE workspace = 1 AND address = ? RETURNING checksum")
  }

  /// Writes a resource in place of the one at its address.
  func put(_ resource: StoredResource, tally: inout Tally) throws {
    var address = resource.address.description
    try address.withUTF8 { address in
      let address = UnsafeRawBufferPointer(address)
      let defaulted = resource.defaulted.stored
      let (values, replaced) = (resource.privateValues.json, resource.replacedValues.json)
      var checksum = Self.checksum(of: resource, at: address, defaulted: defaulted)
      checksum.combine(private: values, replaced: replaced)
      try resource.attributes.withUnsafeBytes { attributes in
        insertion.bind(address, at: 1)
        insertion.bind(resource.id, at: 2)
        insertion.bind(resource.status.rawValue, at: 3)
        insertion.bind(attributes, at: 4)
        insertion.bind(defaulted, at: 5)
        insertion.bind(resource.start.map { Int64($0.number) }, at: 6)
        insertion.bind(resource.replaces, at: 7)
        insertion.bind(resource.version, at: 8)
        insertion.bind(Int64(bitPattern: checksum.value), at: 9)
        insertion.bind(values.map { String(decoding: $0, as: UTF8.self) }, at: 10)
        insertion.bind(replaced.map { String(decoding: $0, as: UTF8.self) }, at: 11)
        // Most are new, and finding out costs as much as writing.
        if try insertion.run() == 0 {
          try delete(address, tally: &tally)
          try insertion.run()
        }
      }
      tally.add(checksum.value)
    }
  }

  func delete(_ address: Address, tally: inout Tally) throws {
    var address = address.description
    try address.withUTF8 { try delete(UnsafeRawBufferPointer($0), tally: &tally) }
  }

  private func delete(_ address: UnsafeRawBufferPointer, tally: inout Tally) throws {
    deletion.bind(address, at: 1)
    while try deletion.next() { tally.take(UInt64(bitPattern: deletion.integer(0))) }
  }

  private static func checksum(
    of resource: StoredResource, at address: UnsafeRawBufferPointer, defaulted: String
  ) -> Checksum {
    var sum = Checksum()
    sum.combine(address, type: SQLITE_TEXT)
    sum.combine(resource.id)
    sum.combine(resource.status.rawValue)
    resource.attributes.withUnsafeBytes { sum.combine($0, type: SQLITE_TEXT) }
    sum.combine(defaulted)
    sum.combine(resource.start.map { Int64($0.number) })
    sum.combine(resource.replaces)
    sum.combine(resource.version)
    return sum
  }
}

extension ResourceTable {
  private static let columns = """
    address, remote_id, status, attributes, defaulted, start_day, replaces, version, checksum,
    private, replaced_private
    """

  private static let columnsBeforeSteps = """
    address, remote_id, status, attributes, defaulted, start_day, replaces, version, checksum,
    NULL, NULL
    """

  /// Writes the checksums of today in place of the first ones, and what they come to.
  static func sealAgain(_ database: Database) throws {
    let rows = try RawStatement(
      database,
      "SELECT \(columns) FROM resource WHERE workspace = 1 ORDER BY address")
    var (first, again) = (Tally(), Tally())
    var seals: [(address: [UInt8], seal: UInt64)] = []
    while try rows.next() {
      let row = Row(rows)
      guard let checksum = row.checksum, row.firstChecksum == checksum else {
        throw Damage(detail: "the row of \(rows.text(0)) is not what was written")
      }
      first.add(checksum)
      again.add(row.seal(rows))
      seals.append((Array(row.address), row.seal(rows)))
    }
    let update = try RawStatement(
      database, "UPDATE resource SET checksum = ? WHERE workspace = 1 AND address = ?")
    for (address, seal) in seals {
      try address.withUnsafeBytes { bytes in
        update.bind(Int64(bitPattern: seal), at: 1)
        update.bind(bytes, at: 2)
        _ = try update.run()
      }
    }
    // A state that is just being made has no first row yet.
    let totals = try RawStatement(
      database, "SELECT resource_count, resource_sum FROM workspace WHERE id = 1")
    guard try totals.next() else { return }
    let kept = Tally(count: totals.integer(0), sum: UInt64(bitPattern: totals.integer(1)))
    totals.reset()
    guard kept == first else { throw Damage(detail: "a resource is not the one last written") }
    try database.execute(
      sql: "UPDATE workspace SET resource_sum = ? WHERE id = 1",
      arguments: [Int64(bitPattern: again.sum)])
  }

  /// Reads every resource, in the order of their addresses, and holds each against its checksum.
  ///
  /// `note` gets each as it is read.
  static func read(
    _ database: Database, expecting tally: Tally, noting note: (StoredResource) -> Void = { _ in }
  ) throws -> [StoredResource] {
    let rows = try RawStatement(
      database,
      """
      SELECT \(try Schema.knowsSteps(database) ? columns : columnsBeforeSteps)
      FROM resource WHERE workspace = 1 ORDER BY address
      """)
    var resources: [StoredResource] = []
    resources.reserveCapacity(Int(clamping: min(max(tally.count, 0), 1_000_000)))
    var found = Tally()
    var defaults = Defaults()
    let isSealed = try SealedTables.hasSeals(database)
    var previous: [UInt8] = []
    while try rows.next() {
      let row = Row(rows)
      guard let checksum = row.checksum,
        (isSealed ? row.seal(rows) : row.firstChecksum) == checksum,
        let resource = resource(row, rows, &defaults)
      else {
        throw Damage(detail: "the row of \(rows.text(0)) is not what was written")
      }
      note(resource)
      resources.append(resource)
      found.add(checksum)
      // Rows whose sum is right may still lie where no search finds them.
      guard previous.withUnsafeBytes({ row.address.follows($0) }) else {
        throw Damage(detail: "the row of \(rows.text(0)) is not where it was written")
      }
      previous.removeAll(keepingCapacity: true)
      previous.append(contentsOf: row.address)
    }
    guard found.count == tally.count else {
      throw Damage(detail: "it has \(found.count) resources and should have \(tally.count)")
    }
    guard found == tally else { throw Damage(detail: "a resource is not the one last written") }
    return resources
  }

  /// The resource of a row; none where a column is nothing that was ever written.
  private static func resource(
    _ row: Row, _ rows: RawStatement, _ defaults: inout Defaults
  ) -> StoredResource? {
    guard let address = Address(stored: row.address), let status = Status(stored: row.status),
      let values = PrivateValues(rows, 9), let replaced = PrivateValues(rows, 10)
    else { return nil }
    return StoredResource(
      address: address, id: String(decoding: row.id, as: UTF8.self), status: status,
      attributes: Array(row.attributes), defaulted: defaults.paths(row.defaulted),
      start: row.start.map { Day(number: Int($0)) }, replaces: rows.optionalText(6),
      version: row.version, privateValues: values, replacedValues: replaced)
  }

  /// The columns of one row, each fetched once; good until the next row.
  private struct Row {
    let address, id, status, attributes, defaulted, replaces: UnsafeRawBufferPointer
    let start: Int64?
    let version: Int64
    /// None where there is no number.
    let checksum: UInt64?

    init(_ rows: RawStatement) {
      address = rows.bytes(0)
      id = rows.bytes(1)
      status = rows.bytes(2)
      attributes = rows.bytes(3)
      defaulted = rows.bytes(4)
      start = rows.isNull(5) ? nil : rows.integer(5)
      replaces = rows.bytes(6)
      version = rows.integer(7)
      checksum = rows.wholeNumber(8).map(UInt64.init(bitPattern:))
    }

    /// Over the columns with their types: no value is not an empty one.
    func seal(_ rows: RawStatement) -> UInt64 {
      var sum = Checksum()
      sum.combine(address, type: rows.type(0))
      sum.combine(id, type: rows.type(1))
      sum.combine(status, type: rows.type(2))
      sum.combine(attributes, type: rows.type(3))
      sum.combine(defaulted, type: rows.type(4))
      sum.combine(start, type: rows.type(5))
      sum.combine(replaces, type: rows.type(6))
      sum.combine(version, type: rows.type(7))
      // What no value is of counts nothing, as in the states of before.
      for column: Int32 in [9, 10] where !rows.isNull(column) {
        sum.combine(UInt64(column))
        sum.combine(rows.bytes(column), type: rows.type(column))
      }
      return sum.value
    }

    /// What the first versions of the state kept, to which an empty text was as good as none.
    var firstChecksum: UInt64 {
      var sum = Checksum()
      for bytes in [address, id, status, attributes, defaulted] { sum.combine(bytes) }
      sum.combine(UInt64(bitPattern: start ?? .min))
      sum.combine(replaces)
      sum.combine(UInt64(bitPattern: version))
      return sum.value
    }
  }

  /// The few lists of defaulted fields that many resources share.
  private struct Defaults {
    private var known: [(text: [UInt8], paths: [FieldPath])] = [([], [])]

    mutating func paths(_ text: UnsafeRawBufferPointer) -> [FieldPath] {
      for place in known.indices where text.isExactly(known[place].text) {
        return known[place].paths
      }
      let paths = text.split(separator: UInt8(ascii: "\n"))
        .map { FieldPath(String(decoding: $0, as: UTF8.self)) }
      known.append((Array(text), paths))
      return paths
    }
  }
}

extension [FieldPath] {
  /// As the tables keep it, a line each.
  var stored: String {
    // Most resources have one defaulted field or none, and nothing to join.
    guard count > 1 else { return first?.text ?? "" }
    return map(\.text).joined(separator: "\n")
  }
}

extension Checksum {
  fileprivate mutating func combine(private values: [UInt8]?, replaced: [UInt8]?) {
    for (column, json) in [(9, values), (10, replaced)] as [(UInt64, [UInt8]?)] {
      guard let json else { continue }
      combine(column)
      json.withUnsafeBytes { combine($0, type: SQLITE_TEXT) }
    }
  }

  fileprivate mutating func combine(_ bytes: UnsafeRawBufferPointer, type: Int32) {
    combine(UInt64(UInt32(bitPattern: type)))
    if type != SQLITE_NULL { combine(bytes) }
  }

  fileprivate mutating func combine(_ text: String?) {
    guard var text else { return combine(UInt64(SQLITE_NULL)) }
    text.withUTF8 { combine(UnsafeRawBufferPointer($0), type: SQLITE_TEXT) }
  }

  fileprivate mutating func combine(_ number: Int64?, type: Int32? = nil) {
    combine(UInt64(UInt32(bitPattern: type ?? (number == nil ? SQLITE_NULL : SQLITE_INTEGER))))
    if let number { combine(UInt64(bitPattern: number)) }
  }
}

extension UnsafeRawBufferPointer {
  fileprivate func isExactly(_ other: [UInt8]) -> Bool {
    guard count == other.count, let start = baseAddress else { return count == other.count }
    return other.withUnsafeBytes { other in
      other.baseAddress.map { memcmp(start, $0, count) == 0 } ?? true
    }
  }

  /// Whether a text comes after another one, by their bytes, as in SQLite's keys.
  fileprivate func follows(_ other: Self) -> Bool {
    guard let start = other.baseAddress, other.count > 0 else { return true }
    guard let ours = baseAddress else { return false }
    let order = memcmp(ours, start, Swift.min(count, other.count))
    return order > 0 || (order == 0 && count > other.count)
  }
}

extension Status {
  private static let words = allCases.map { ($0, Array($0.rawValue.utf8)) }

  fileprivate init?(stored bytes: UnsafeRawBufferPointer) {
    for place in Self.words.indices where bytes.isExactly(Self.words[place].1) {
      self = Self.words[place].0
      return
    }
    return nil
  }
}
