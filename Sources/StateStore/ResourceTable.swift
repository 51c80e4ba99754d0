import AdsModel
import GRDB
import Planning

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
  private let lookup: RawStatement
  private let deletion: RawStatement

  init(_ database: Database) throws {
    insertion = try RawStatement(
      database,
      """
      INSERT OR REPLACE INTO resource (workspace, address, remote_id, status, attributes,
      defaulted, start_day, replaces, version, checksum) VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
    lookup = try RawStatement(
      database, "SELECT checksum FROM resource WHERE workspace = 1 AND address = ?")
    deletion = try RawStatement(
      database, "DELETE FROM resource WHERE workspace = 1 AND address = ?")
  }

  /// Writes a resource in place of the one at its address.
  func put(_ resource: StoredResource, tally: inout Tally) throws {
    var address = resource.address.description
    try address.withUTF8 { address in
      let address = UnsafeRawBufferPointer(address)
      try forget(address, tally: &tally)
      let defaulted = resource.defaulted.map(\.text).joined(separator: "\n")
      let checksum = Self.checksum(of: resource, at: address, defaulted: defaulted)
      try resource.attributes.withUnsafeBytes { attributes in
        insertion.bind(address, at: 1)
        insertion.bind(resource.id, at: 2)
        insertion.bind(resource.status.rawValue, at: 3)
        insertion.bind(attributes, at: 4)
        insertion.bind(defaulted, at: 5)
        insertion.bind(resource.start.map { Int64($0.number) }, at: 6)
        insertion.bind(resource.replaces, at: 7)
        insertion.bind(resource.version, at: 8)
        insertion.bind(Int64(bitPattern: checksum), at: 9)
        try insertion.run()
      }
      tally.add(checksum)
    }
  }

  func delete(_ address: Address, tally: inout Tally) throws {
    var address = address.description
    try address.withUTF8 { address in
      let address = UnsafeRawBufferPointer(address)
      guard try forget(address, tally: &tally) else { return }
      deletion.bind(address, at: 1)
      try deletion.run()
    }
  }

  /// Takes the row at an address out of the tally; false when there is none.
  @discardableResult
  private func forget(_ address: UnsafeRawBufferPointer, tally: inout Tally) throws -> Bool {
    lookup.bind(address, at: 1)
    guard try lookup.next() else { return false }
    tally.take(UInt64(bitPattern: lookup.integer(0)))
    lookup.reset()
    return true
  }

  private static func checksum(
    of resource: StoredResource, at address: UnsafeRawBufferPointer, defaulted: String
  ) -> UInt64 {
    var sum = Checksum()
    sum.combine(address)
    sum.combine(resource.id)
    sum.combine(resource.status.rawValue)
    resource.attributes.withUnsafeBytes { sum.combine($0) }
    sum.combine(defaulted)
    sum.combine(UInt64(bitPattern: resource.start.map { Int64($0.number) } ?? .min))
    sum.combine(resource.replaces ?? "")
    sum.combine(UInt64(bitPattern: resource.version))
    return sum.value
  }
}

extension ResourceTable {
  /// Reads every resource, in the order of their addresses, and holds each against its checksum.
  static func read(_ database: Database, expecting tally: Tally) throws -> [StoredResource] {
    let rows = try RawStatement(
      database,
      """
      SELECT address, remote_id, status, attributes, defaulted, start_day, replaces, version,
      checksum FROM resource WHERE workspace = 1 ORDER BY address
      """)
    var resources: [StoredResource] = []
    resources.reserveCapacity(Int(clamping: min(max(tally.count, 0), 1_000_000)))
    var found = Tally()
    var paths: [String: [FieldPath]] = ["": []]
    while try rows.next() {
      let checksum = UInt64(bitPattern: rows.integer(8))
      let computed = Self.checksum(of: rows)
      guard computed == checksum, let address = Address(stored: rows.bytes(0)),
        let status = Status(rawValue: rows.text(2))
      else {
        throw Damage(detail: "the row of \(rows.text(0)) is not what was written")
      }
      let defaulted = rows.text(4)
      if paths[defaulted] == nil {
        paths[defaulted] = defaulted.split(separator: "\n").map { FieldPath(String($0)) }
      }
      resources.append(
        StoredResource(
          address: address, id: rows.text(1), status: status, attributes: Array(rows.bytes(3)),
          defaulted: paths[defaulted] ?? [],
          start: rows.isNull(5) ? nil : Day(number: Int(rows.integer(5))),
          replaces: rows.optionalText(6), version: rows.integer(7)))
      found.add(checksum)
    }
    guard found.count == tally.count else {
      throw Damage(detail: "it has \(found.count) resources and should have \(tally.count)")
    }
    guard found == tally else { throw Damage(detail: "a resource is not the one last written") }
    return resources
  }

  private static func checksum(of rows: RawStatement) -> UInt64 {
    var sum = Checksum()
    for column in 0...4 as ClosedRange<Int32> { sum.combine(rows.bytes(column)) }
    sum.combine(UInt64(bitPattern: rows.isNull(5) ? .min : rows.integer(5)))
    sum.combine(rows.bytes(6))
    sum.combine(UInt64(bitPattern: rows.integer(7)))
    return sum.value
  }
}

extension Checksum {
  fileprivate mutating func combine(_ text: String) {
    var text = text
    text.withUTF8 { combine(UnsafeRawBufferPointer($0)) }
  }
}

extension Address {
  /// Takes an address as we wrote it; its checksum was right, so its form is not looked at again.
  init?(stored bytes: UnsafeRawBufferPointer) {
    guard let slash = bytes.firstIndex(of: UInt8(ascii: "/")),
      let kind = Self.kinds.first(where: { $0.name.elementsEqual(bytes[..<slash]) })
    else { return nil }
    let path = String(decoding: bytes[(slash + 1)...], as: UTF8.self)
    self = kind.sample.replacing(parts: [path[...]])
  }

  private static let kinds: [(name: [UInt8], sample: Self)] = [
    .keyword(in: .adGroup("", ""), .broad, ""), .ad(in: .adGroup("", ""), ""), .adGroup("", ""),
    .campaign(""), .audience(""),
  ].map { (Array($0.kind.rawValue.utf8), $0) }
}
