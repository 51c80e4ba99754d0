import CustomerLists

/// Who was uploaded to which list, in PostgreSQL: a million rows and more.
///
/// The database itself keeps count of each list and of what its rows come to, so that nobody has to be read when some
/// come or go.
enum PostgresMembers {
  // MARK: - Writing

  static func storing(_ change: MembersWrite, of workspace: Int64) -> [PostgresStatement] {
    let name = change.list
    var statements: [PostgresStatement] = []
    if change.isForgotten { statements += forgetting(name, of: workspace) }
    // Nobody goes from a list that is not there: nothing is found of it.
    if !change.remove.isEmpty {
      var lookups = PostgresArray(of: .bytes)
      for member in change.remove { lookups.append(lookup: member) }
      statements.append(
        counted(
          """
          DELETE FROM member WHERE workspace = $1 AND list = (\(number)) AND lookup = ANY($3)
          RETURNING checksum
          """, by: "-", [.integer(workspace), .text(name), .array(lookups)]))
    }
    if !change.add.isEmpty { statements += adding(change.add, to: name, of: workspace) }
    return statements
  }

  /// Brings people onto a list, which is there afterwards also with nobody.
  static func adding(
    _ members: [SealedMember], to name: String, of workspace: Int64
  ) -> [PostgresStatement] {
    var (lookups, sealed) = (PostgresArray(of: .bytes), PostgresArray(of: .bytes))
    var checksums = PostgresArray(of: .integer)
    for member in members {
      lookups.append(lookup: member)
      sealed.append(sealed: member)
      checksums.append(checksum(of: member))
    }
    return [
      PostgresStatement(
        """
        INSERT INTO member_list (workspace, name, number, row_count, row_sum)
        SELECT $1, $2, coalesce(max(number), 0) + 1, 0, 0 FROM member_list WHERE workspace = $1
        ON CONFLICT (workspace, name) DO NOTHING
        """, .integer(workspace), .text(name)),
      counted(
        """
        INSERT INTO member (workspace, list, lookup, sealed, checksum)
        SELECT $1, (\(number)), * FROM unnest($3, $4, $5)
        ON CONFLICT (workspace, list, lookup) DO NOTHING RETURNING checksum
        """, by: "+",
        [
          .integer(workspace), .text(name), .array(lookups), .array(sealed), .array(checksums),
        ]),
    ]
  }

  private static func forgetting(_ name: String, of workspace: Int64) -> [PostgresStatement] {
    [
      "DELETE FROM member WHERE workspace = $1 AND list = (\(number))",
      "DELETE FROM member_list WHERE workspace = $1 AND name = $2",
    ].map { PostgresStatement($0, .integer(workspace), .text(name)) }
  }

  private static let number =
    "SELECT number FROM member_list WHERE workspace = $1 AND name = $2"

  private static func counted(
    _ sql: String, by sign: String, _ parameters: [PostgresParameter]
  ) -> PostgresStatement {
    PostgresStatement(
      """
      WITH changed AS (\(sql))
      UPDATE member_list SET
        row_count = row_count \(sign) (SELECT count(*) FROM changed),
        row_sum = row_sum \(sign) CAST(
          (SELECT coalesce(sum(checksum), 0) FROM changed) AS bigint)
      WHERE workspace = $1 AND name = $2
      """, parameters)
  }

  /// In 32 bits, so that those of a list can be added up.
  static func checksum(of member: SealedMember) -> Int64 {
    var sum = Checksum()
    member.bytes.withUnsafeBytes { sum.combine($0) }
    return Int64(sum.value & 0xFFFF_FFFF)
  }

  // MARK: - Reading

  struct List: Sendable {
    let number: Int64
    let tally: PostgresTally
  }

  static func lists(_ workspace: String) -> PostgresStatement {
    PostgresStatement(
      """
      SELECT name, number, row_count, row_sum FROM member_list
      WHERE workspace = (SELECT id FROM workspace WHERE name = $1)
      """, .text(workspace))
  }

  static func lists(_ rows: PostgresRows) -> [String: List] {
    Dictionary(
      rows.all.map { row in
        (
          row.text(0),
          List(
            number: row.integer(1),
            tally: PostgresTally(count: row.integer(2), sum: row.integer(3)))
        )
      }
    ) { $1 }
  }

  static let pageSize = 16_384

  /// The next members of a list in the order of lookups, after one or from the beginning.
  static func page(
    of list: Int64, _ workspace: String, after last: SealedMember?
  ) -> PostgresStatement {
    var lookups = PostgresArray(of: .bytes)
    if let last { lookups.append(lookup: last) }
    return PostgresStatement(
      """
      SELECT lookup, sealed FROM member
      WHERE workspace = (SELECT id FROM workspace WHERE name = $1) AND list = $2
      \(last == nil ? "AND cardinality($3) = 0" : "AND lookup > ($3)[1]")
      ORDER BY lookup LIMIT \(pageSize)
      """, .text(workspace), .integer(list), .array(lookups))
  }

  /// None where a row is nobody.
  static func members(_ rows: PostgresRows) -> [SealedMember]? {
    var members: [SealedMember] = []
    members.reserveCapacity(rows.count)
    for row in rows.all {
      let bytes = Array(row.raw(0)) + Array(row.raw(1))
      guard row.raw(0).count == SealedMember.lookupByteCount,
        let member = bytes.withUnsafeBytes(SealedMember.init(bytes:))
      else { return nil }
      members.append(member)
    }
    return members
  }
}

extension PostgresArray {
  fileprivate mutating func append(lookup member: SealedMember) {
    append(Array(member.bytes[..<SealedMember.lookupByteCount]))
  }

  fileprivate mutating func append(sealed member: SealedMember) {
    append(Array(member.bytes[SealedMember.lookupByteCount...]))
  }
}
