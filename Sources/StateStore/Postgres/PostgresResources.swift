import AdsModel
import Planning

/// The stored resources in PostgreSQL: tens of thousands of rows, which come and go many at once.
enum PostgresResources {
  private static let table = PostgresTable.resource

  // MARK: - Reading

  static func reading(_ workspace: String) -> PostgresStatement {
    table.reading(workspace, ordered: "address")
  }

  /// Every resource, in the order of their addresses, each held against its checksum and all of them against what
  /// they come to.
  static func read(
    _ rows: PostgresRows, expecting tally: PostgresTally
  ) throws(ResourceTable.Damage) -> [StoredResource] {
    var resources: [StoredResource] = []
    resources.reserveCapacity(rows.count)
    var found = PostgresTally()
    var defaults = DefaultedLists()
    for index in 0..<rows.count {
      let row = rows[index]
      guard table.isWhole(row), let resource = resource(row, &defaults) else {
        throw ResourceTable.Damage(detail: "the row of \(row.text(0)) is not what was written")
      }
      found.add(table.kept(row))
      resources.append(resource)
    }
    guard found.count == tally.count else {
      throw ResourceTable.Damage(
        detail: "it has \(found.count) resources and should have \(tally.count)")
    }
    guard found == tally else {
      throw ResourceTable.Damage(detail: "a resource is not the one last written")
    }
    return resources
  }

  private static func resource(
    _ row: PostgresRow, _ defaults: inout DefaultedLists
  ) -> StoredResource? {
    guard let address = row.withText(0, { Address(stored: $0) }),
      let status = Status(rawValue: row.text(2)), let values = PrivateValues(row, 8),
      let replaced = PrivateValues(row, 9)
    else { return nil }
    return StoredResource(
      address: address, id: row.text(1), status: status, attributes: row.textBytes(3),
      defaulted: defaults.paths(row.raw(4)),
      start: row.optionalInteger(5).map { Day(number: Int($0)) }, replaces: row.optionalText(6),
      version: row.integer(7), privateValues: values, replacedValues: replaced)
  }

  // MARK: - Writing

  /// What a write does to resources: at each address the last word counts.
  static func storing(_ writes: [ResourceWrite], of workspace: Int64) -> [PostgresStatement] {
    guard !writes.isEmpty else { return [] }
    var last: [Address: Int] = [:]
    for (index, write) in writes.enumerated() { last[write.address] = index }
    var addresses = PostgresArray(of: .text)
    var insertion = PostgresInsertion(table)
    for (index, write) in writes.enumerated() where last[write.address] == index {
      addresses.append(write.address.description)
      if case .put(let resource) = write { insertion.add(resource) }
    }
    let deletion = counted(
      "DELETE FROM resource WHERE workspace = $1 AND address = ANY($2) RETURNING checksum", by: "-",
      [.integer(workspace), .array(addresses)])
    guard !insertion.isEmpty else { return [deletion] }
    return [
      deletion,
      counted(
        insertion.sql(returning: "RETURNING checksum"), by: "+",
        insertion.parameters(of: workspace)),
    ]
  }

  /// Stores all of a document, where nothing is left of what was there.
  static func storing(
    _ resources: [StoredResource], of workspace: Int64
  ) -> PostgresStatement {
    var insertion = PostgresInsertion(table)
    for resource in resources { insertion.add(resource) }
    return counted(
      insertion.sql(returning: "RETURNING checksum"), by: "+", insertion.parameters(of: workspace))
  }

  /// Keeps the totals with what some rows come to; `$1` is the state in both.
  private static func counted(
    _ sql: String, by sign: String, _ parameters: [PostgresParameter]
  ) -> PostgresStatement {
    PostgresStatement(
      """
      WITH changed AS (\(sql))
      UPDATE workspace SET
        resource_count = resource_count \(sign) (SELECT count(*) FROM changed),
        resource_sum = resource_sum \(sign) CAST(
          (SELECT coalesce(sum(checksum & 4294967295), 0) FROM changed) AS bigint)
      WHERE id = $1
      """, parameters)
  }
}

extension ResourceWrite {
  fileprivate var address: Address {
    switch self {
    case .put(let resource): resource.address
    case .delete(let address): address
    }
  }
}

extension PostgresInsertion {
  fileprivate mutating func add(_ resource: StoredResource) {
    add(resource.address.description)
    add(resource.id)
    add(resource.status.rawValue)
    add(resource.attributes)
    add(resource.defaulted.stored)
    add(resource.start.map { Int64($0.number) })
    add(resource.replaces)
    add(resource.version)
    add(resource.privateValues.json)
    add(resource.replacedValues.json)
  }
}

extension PrivateValues {
  /// Reads a column, where no value is none of them.
  init?(_ row: PostgresRow, _ column: Int32) {
    if row.isNull(column) { self.init() } else { self.init(json: row.textBytes(column)) }
  }
}

/// The few lists of defaulted fields that many resources share.
private struct DefaultedLists {
  private var known: [(text: [UInt8], paths: [FieldPath])] = [([], [])]

  mutating func paths(_ text: UnsafeRawBufferPointer) -> [FieldPath] {
    if let place = known.firstIndex(where: { $0.text.elementsEqual(text) }) {
      return known[place].paths
    }
    let paths = text.split(separator: UInt8(ascii: "\n"))
      .map { FieldPath(String(decoding: $0, as: UTF8.self)) }
    known.append((Array(text), paths))
    return paths
  }
}
