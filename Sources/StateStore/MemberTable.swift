import CustomerLists
import GRDB
import GRDBSQLite

/// Who was uploaded to which list: a million rows and more.
///
/// Of each list `member_list` has on record how many there are and what they come to. Nothing is read or
/// written of any of it where there are no lists.
struct MemberTable {
  private struct List {
    let number: Int64
    var tally = ResourceTable.Tally()
  }

  private let database: Database
  /// By name; none before they were needed.
  private var lists: [String: List]?

  init(_ database: Database) { self.database = database }

  // MARK: - Writing

  mutating func store(_ changes: [MembersWrite]) throws {
    for change in changes { try store(change) }
  }

  private mutating func store(_ change: MembersWrite) throws {
    var lists = try self.lists ?? Self.lists(database)
    if change.isForgotten, let list = lists.removeValue(forKey: change.list) {
      try forget(list)
    }
    // Nobody can go from a list that is not there.
    if !change.add.isEmpty || !change.remove.isEmpty && lists[change.list] != nil {
      let number = (lists.values.map(\.number).max() ?? 0) + 1
      var list = lists[change.list] ?? List(number: number)
      try remove(change.remove, from: &list)
      try add(change.add, to: &list)
      lists[change.list] = list
    }
    self.lists = lists
  }

  /// Stores lists in place of all; also those that nobody is on.
  mutating func replaceEverything(with lists: [String: [SealedMember]]) throws {
    try leaveNoTrace()
    try database.execute(sql: "DELETE FROM member WHERE workspace = 1")
    var stored: [String: List] = [:]
    for (name, members) in lists.sorted(by: { $0.key < $1.key }) {
      var list = List(number: Int64(stored.count + 1))
      try add(members, to: &list)
      stored[name] = list
    }
    self.lists = stored
  }

  private func forget(_ list: List) throws {
    try leaveNoTrace()
    try database.execute(
      sql: "DELETE FROM member WHERE workspace = 1 AND list = ?", arguments: [list.number])
  }

  private func remove(_ members: [SealedMember], from list: inout List) throws {
    guard !members.isEmpty else { return }
    try leaveNoTrace()
    let deletion = try RawStatement(
      database,
      "DELETE FROM member WHERE workspace = 1 AND list = ? AND lookup = ? RETURNING lookup, sealed")
    for member in members {
      try member.withColumns { lookup, _ in
        deletion.bind(list.number, at: 1)
        deletion.bind(blob: lookup, at: 2)
        while try deletion.next() {
          list.tally.take(Self.checksum(of: deletion.bytes(0), deletion.bytes(1)))
        }
      }
    }
  }

  private func add(_ members: [SealedMember], to list: inout List) throws {
    guard !members.isEmpty else { return }
    let insertion = try RawStatement(
      database,
      "INSERT OR IGNORE INTO member (workspace, list, lookup, sealed) VALUES (1, ?, ?, ?)")
    for member in members {
      try member.withColumns { lookup, sealed in
        insertion.bind(list.number, at: 1)
        insertion.bind(blob: lookup, at: 2)
        insertion.bind(blob: sealed, at: 3)
        if try insertion.run() > 0 { list.tally.add(Self.checksum(of: lookup, sealed)) }
      }
    }
  }

  /// Has SQLite write zeros over what is deleted from now on, which otherwise stays on pages that are
  /// free.
  private func leaveNoTrace() throws { try database.execute(sql: "PRAGMA secure_delete = ON") }

  /// Puts on record what the lists come to; the last thing that is done with them.
  mutating func seal() throws {
    guard let lists else { return }
    try SealedTables.empty("member_list", database)
    let insertion = try RawStatement(
      inserting: ["number", "name", "row_count", "row_sum"], into: "member_list", database)
    var inserted = ResourceTable.Tally()
    for (name, list) in lists.sorted(by: { $0.value.number < $1.value.number }) {
      insertion.bind(list.number, at: 1)
      insertion.bind(name, at: 2)
      insertion.bind(list.tally.count, at: 3)
      insertion.bind(Int64(bitPattern: list.tally.sum), at: 4)
      inserted.add(try insertion.runSealed())
    }
    try SealedTables.add(inserted, to: "member_list", database)
    self.lists = nil
  }

  // MARK: - Reading

  static func counts(_ database: Database) throws -> [String: Int] {
    try keptLists(database).mapValues { Int($0.tally.count) }
  }

  private static func keptLists(_ database: Database) throws -> [String: List] {
    // The version, by which a state has lists or none, is in the seal of the first row.
    try SealedTables.verifyFirstRow(database)
    return try Schema.knowsMembers(database) ? lists(database) : [:]
  }

  private static func lists(_ database: Database) throws -> [String: List] {
    try SealedTables.verify(database, "member_list")
    let rows = try RawStatement(
      database, "SELECT name, number, row_count, row_sum FROM member_list WHERE workspace = 1")
    var lists: [String: List] = [:]
    while try rows.next() {
      lists[rows.text(0)] = List(
        number: rows.integer(1),
        tally: .init(count: rows.integer(2), sum: UInt64(bitPattern: rows.integer(3))))
    }
    return lists
  }

  /// Hands on who is on a list once all of it is held against what it comes to; what `page` throws is
  /// returned, as it is no failure of the database.
  static func read(
    _ database: Database, _ name: String, after last: SealedMember?,
    _ page: ([SealedMember]) throws -> Void
  ) throws -> Result<Void, any Error> {
    guard let list = try keptLists(database)[name] else { return .success(()) }
    guard let last else {
      try verify(list, database)
      return try read(try members(of: list, database), page)
    }
    return try last.withColumns { lookup, _ in
      let rows = try members(of: list, database, after: true)
      rows.bind(blob: lookup, at: 2)
      return try read(rows, page)
    }
  }

  private static func read(
    _ rows: RawStatement, _ page: ([SealedMember]) throws -> Void
  ) throws -> Result<Void, any Error> {
    var members: [SealedMember] = []
    members.reserveCapacity(pageSize)
    let bytes = UnsafeMutableRawBufferPointer.allocate(
      byteCount: SealedMember.byteCount, alignment: 8)
    defer { bytes.deallocate() }
    while try rows.next() {
      let (lookup, sealed) = (rows.bytes(0), rows.bytes(1))
      UnsafeMutableRawBufferPointer(rebasing: bytes[..<lookup.count]).copyMemory(from: lookup)
      UnsafeMutableRawBufferPointer(rebasing: bytes[lookup.count...]).copyMemory(from: sealed)
      guard let member = SealedMember(bytes: UnsafeRawBufferPointer(bytes)) else {
        rows.reset()
        throw damage
      }
      members.append(member)
      guard members.count == pageSize else { continue }
      do { try page(members) } catch {
        rows.reset()
        return .failure(error)
      }
      members.removeAll(keepingCapacity: true)
    }
    return Result { if !members.isEmpty { try page(members) } }
  }

  private static let pageSize = 4096

  /// `isAfter` leaves out who comes before a lookup, to be bound then, and that one.
  private static func members(
    of list: List, _ database: Database, after isAfter: Bool = false
  ) throws -> RawStatement {
    let rows = try RawStatement(
      database,
      "SELECT lookup, sealed FROM member WHERE workspace = 1 AND list = ? \(isAfter ? "AND lookup > ? " : "")ORDER BY lookup"
    )
    rows.bind(list.number, at: 1)
    return rows
  }

  /// Holds the rows of a list against what it comes to, and to the order of their keys.
  private static func verify(_ list: List, _ database: Database) throws {
    let rows = try members(of: list, database)
    var found = ResourceTable.Tally()
    var previous: (UInt64, UInt64)?
    while try rows.next() {
      let (lookup, sealed) = (rows.bytes(0), rows.bytes(1))
      guard rows.type(0) == SQLITE_BLOB, rows.type(1) == SQLITE_BLOB,
        lookup.count == SealedMember.lookupByteCount,
        lookup.count + sealed.count == SealedMember.byteCount
      else {
        rows.reset()
        throw damage
      }
      let place = (
        UInt64(bigEndian: lookup.loadUnaligned(as: UInt64.self)),
        UInt64(bigEndian: lookup.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
      )
      guard previous.map({ $0 < place }) ?? true else {
        rows.reset()
        throw damage
      }
      previous = place
      found.add(checksum(of: lookup, sealed))
    }
    guard found == list.tally else { throw damage }
  }

  private static var damage: ResourceTable.Damage {
    ResourceTable.Damage(detail: "its table member is not what was written")
  }

  private static func checksum(
    of lookup: UnsafeRawBufferPointer, _ sealed: UnsafeRawBufferPointer
  ) -> UInt64 {
    var sum = Checksum()
    sum.combine(lookup)
    sum.combine(sealed)
    return sum.value
  }
}

extension SealedMember {
  /// Hands on its two columns: the lookup and all the rest.
  fileprivate func withColumns<Result>(
    _ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    try withUnsafeTemporaryAllocation(byteCount: Self.byteCount, alignment: 8) { bytes in
      write(to: bytes)
      let bytes = UnsafeRawBufferPointer(bytes)
      return try body(
        UnsafeRawBufferPointer(rebasing: bytes[..<Self.lookupByteCount]),
        UnsafeRawBufferPointer(rebasing: bytes[Self.lookupByteCount...]))
    }
  }
}
