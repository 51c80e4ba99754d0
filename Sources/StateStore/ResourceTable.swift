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
  private let deletion: RawStatement

  init(_ database: Database) throws {
    insertion = try RawStatement(
      database,
      """
      INSERT OR IGNORE INTO resource (workspace, address, remote_id, status, attributes,
      defaulted, start_day, replaces, version, checksum) VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
    deletion = try RawStatement(
      database, "DELETE FROM resource WHERE workspace = 1 AND address = ? RETURNING checksum")
  }

  /// Writes a resource in place of the one at its address.
  func put(_ resource: StoredResource, tally: inout Tally) throws {
    var address = resource.address.description
    try address.withUTF8 { address in
      let address = UnsafeRawBufferPointer(address)
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
        // Most are new, and finding out costs as much as writing.
        if try insertion.run() == 0 {
          try delete(address, tally: &tally)
          try insertion.run()
        }
      }
      tally.add(checksum)
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
    var defaults = Defaults()
    while try rows.next() {
      let row = Row(rows)
      guard row.computedChecksum == row.checksum, let address = Address(stored: row.address),
        let status = Status(stored: row.status)
      else {
        throw Damage(detail: "the row of \(rows.text(0)) is not what was written")
      }
      resources.append(
        StoredResource(
          address: address, id: String(decoding: row.id, as: UTF8.self), status: status,
          attributes: Array(row.attributes), defaulted: defaults.paths(row.defaulted),
          start: row.start.map { Day(number: Int($0)) }, replaces: rows.optionalText(6),
          version: row.version))
      found.add(row.checksum)
    }
    guard found.count == tally.count else {
      throw Damage(detail: "it has \(found.count) resources and should have \(tally.count)")
    }
    guard found == tally else { throw Damage(detail: "a resource is not the one last written") }
    return resources
  }

  /// The columns of one row, each fetched once; good until the next row.
  private struct Row {
    let address, id, status, attributes, defaulted, replaces: UnsafeRawBufferPointer
    let start: Int64?
    let version: Int64
    let checksum: UInt64

    init(_ rows: RawStatement) {
      address = rows.bytes(0)
      id = rows.bytes(1)
      status = rows.bytes(2)
      attributes = rows.bytes(3)
      defaulted = rows.bytes(4)
      start = rows.isNull(5) ? nil : rows.integer(5)
      replaces = rows.bytes(6)
      version = rows.integer(7)
      checksum = UInt64(bitPattern: rows.integer(8))
    }

    var computedChecksum: UInt64 {
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
      if let entry = known.first(where: { $0.text.elementsEqual(text) }) { return entry.paths }
      let paths = text.split(separator: UInt8(ascii: "\n"))
        .map { FieldPath(String(decoding: $0, as: UTF8.self)) }
      known.append((Array(text), paths))
      return paths
    }
  }
}

extension Checksum {
  fileprivate mutating func combine(_ text: String) {
    var text = text
    text.withUTF8 { combine(UnsafeRawBufferPointer($0)) }
  }
}

extension Status {
  private static let words = allCases.map { ($0, Array($0.rawValue.utf8)) }

  fileprivate init?(stored bytes: UnsafeRawBufferPointer) {
    guard let word = Self.words.first(where: { $0.1.elementsEqual(bytes) }) else { return nil }
    self = word.0
  }
}

extension Address {
  /// Takes an address as we wrote it; its checksum was right, so its form is not looked at again.
  init?(stored bytes: UnsafeRawBufferPointer) {
    guard let slash = bytes.firstIndex(of: UInt8(ascii: "/")), slash >= 2 else { return nil }
    let path = String(
      decoding: UnsafeRawBufferPointer(rebasing: bytes[(slash + 1)...]), as: UTF8.self)
    // The words differ in their first two letters or in their lengths.
    switch (bytes[0], bytes[1], slash) {
    case (UInt8(ascii: "c"), _, 8): self = .campaign(path)
    case (UInt8(ascii: "k"), _, 7): self = Self.keyword.replacing(parts: [path[...]])
    case (UInt8(ascii: "a"), UInt8(ascii: "d"), 8):
      self = Self.adGroup.replacing(parts: [path[...]])
    case (UInt8(ascii: "a"), UInt8(ascii: "d"), 2): self = Self.ad.replacing(parts: [path[...]])
    case (UInt8(ascii: "a"), UInt8(ascii: "u"), 8): self = .audience(path)
    default: return nil
    }
  }

  private static let adGroup = Self.adGroup("", "")
  private static let ad = Self.ad(in: adGroup, "")
  private static let keyword = Self.keyword(in: adGroup, .broad, "")
}
