import AdsModel
import CustomerLists
import Foundation
import Planning

/// State in a PostgreSQL database: a row of `workspace` for each, with rows in the other tables.
///
/// The lock is in that row, with a lease on the database's clock. Whoever reads needs the right to read and no more;
/// whoever writes makes the tables where there are none.
public struct PostgresBackend: StateBackend {
  public let place: String
  let workspace: String
  let presence: StatePresence
  let access: Result<Access, StateError>

  struct Access: Sendable {
    let link: PostgresLink
    let lease: Duration
  }

  /// `workspace` names the state among others of the database; `presence` says whether there may be none.
  public init(workspace: String, presence: StatePresence, environment: [String: String]) {
    self.init(
      workspace: workspace, presence: presence, environment: environment,
      patience: .seconds(60))
  }

  /// `patience` is how long the server may take for anything.
  init(
    workspace: String, presence: StatePresence = .unlessTraces, environment: [String: String],
    patience: Duration
  ) {
    self.workspace = workspace
    self.presence = presence
    let address = Result { () throws(StoreFault) in try PostgresAddress(environment) }
    let place =
      switch address {
      case .success(let address): "workspace \(workspace) of \(address.description)"
      case .failure: "workspace \(workspace) of a PostgreSQL database"
      }
    self.place = place
    access = Result { () throws(StoreFault) in
      Access(
        link: PostgresLink(try address.get(), patience: patience),
        lease: try .stateLease(environment))
    }.mapError { .store(place, $0) }
  }

  public var files: [String] { [] }

  /// How often somebody may be faster before we give up.
  static let attempts = 8

  // MARK: - Reading

  /// Reads in one transaction, or finds out that there is no state.
  private func reading<Value, Failure: Error>(
    _ body: (PostgresReader) async throws(Failure) -> Value
  ) async throws(StateError) -> Result<Value, Failure>? {
    guard let (connection, row) = try await begun() else {
      if presence == .expected { throw .store(place, .missing) }
      return nil
    }
    let reader = PostgresReader(
      row: row, workspace: workspace, place: place, connection: connection)
    let value: Value
    do throws(Failure) {
      value = try await body(reader)
    } catch {
      _ = try? await connection.run([PostgresStatement("ROLLBACK")])
      return .failure(error)
    }
    _ = try await reader.run(PostgresConnection.commit)
    try await access.get().link.give(connection)
    return .success(value)
  }

  func read<Value>(
    _ body: (PostgresReader) async throws(StateError) -> Value
  ) async throws(StateError) -> Value? {
    try await reading(body)?.get()
  }

  /// A transaction that reads, with the row of the state; none where there is no state.
  private func begun() async throws(StateError) -> (PostgresConnection, PostgresHead)? {
    let link = try access.get().link
    var isSecondLook = false
    while true {
      var isOld = false
      do throws(PostgresFailure) {
        let taken = try await link.take()
        isOld = taken.isOld
        guard let row = try await head(on: taken.connection) else {
          _ = try await taken.connection.run(PostgresConnection.commit)
          await link.give(taken.connection)
          return nil
        }
        return (taken.connection, try self.row(row))
      } catch {
        // One that was kept may have been lost meanwhile.
        if isOld, error.isPassing { continue }
        guard ["42P01", "42703", "3F000"].contains(error.code) else {
          throw error.error(at: place)
        }
        guard try await hasTables() else { return nil }
        // Somebody may just have made them.
        if isSecondLook { throw error.error(at: place) }
        isSecondLook = true
      }
    }
  }

  private func row(_ row: PostgresRow) throws(PostgresFailure) -> PostgresHead {
    guard let head = PostgresHead(row) else {
      throw .refused(code: "XX001", "its row in workspace is not what was written", statement: 0)
    }
    return head
  }

  private func head(
    on connection: PostgresConnection
  ) async throws(PostgresFailure) -> PostgresRow? {
    let begin = PostgresConnection.beginReading
    let answers = try await connection.run(
      begin + [
        PostgresStatement("SELECT schema_version FROM meta WHERE id = 1"),
        PostgresHead.reading(workspace),
      ])
    if let version = answers[begin.count].first?.integer(0), version > PostgresSchema.version {
      throw .refused(code: "42P01", "", statement: 0)
    }
    return answers[begin.count + 1].first
  }

  /// Finds out why tables are not as they should be: whether they are there, in the version that this pinplan
  /// knows.
  private func hasTables() async throws(StateError) -> Bool {
    do throws(PostgresFailure) {
      let connection = try await freshConnection()
      guard let version = try await Self.version(connection) else {
        guard let schema = try await hiddenSchema(connection) else { return false }
        throw .refused(
          code: "42501", "its tables are in the schema \(schema), which this role may not use",
          statement: 0)
      }
      if version > PostgresSchema.version {
        throw .refused(code: "newer", "\(version)", statement: 0)
      }
      return version > 0
    } catch {
      if case .refused("newer", let found, _) = error {
        throw .document(
          place, .newer(found: Int(found) ?? 0, supported: Int(PostgresSchema.version)))
      }
      // A table of that name without the column is somebody else's.
      if error.code == "42703" { throw .document(place, .foreign) }
      throw error.error(at: place)
    }
  }

  /// The version of the tables; none where there are none.
  static func version(
    _ connection: PostgresConnection
  ) async throws(PostgresFailure) -> Int64? {
    do throws(PostgresFailure) {
      return try await connection.run([
        PostgresStatement("SELECT schema_version FROM meta WHERE id = 1")
      ])[0].first?.integer(0) ?? 0
    } catch {
      guard ["42P01", "3F000"].contains(error.code) else { throw error }
      return nil
    }
  }

  private func freshConnection() async throws(PostgresFailure) -> PostgresConnection {
    guard case .success(let access) = access else {
      preconditionFailure("whoever got an answer has an address")
    }
    return try await PostgresConnection.open(access.link.address, patience: access.link.patience)
  }

  /// A schema of this role's `search_path` with tables of states that it may not look into, which is another thing
  /// than none; those of others are nobody's business.
  private func hiddenSchema(
    _ connection: PostgresConnection
  ) async throws(PostgresFailure) -> String? {
    try await connection.run([
      PostgresStatement(
        """
        SELECT CAST(n.nspname AS text) FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
        WHERE c.relname = 'meta' AND a.attname = 'schema_version'
        AND NOT has_schema_privilege(n.oid, 'USAGE') AND n.nspname = ANY(string_to_array(replace(replace(
          replace(current_setting('search_path'), '$user', current_user), '"', ''), ' ', ''), ','))
        LIMIT 1
        """)
    ])[0].first?.text(0)
  }

  public func head() async throws(StateError) -> StateHead? {
    try await read { reader throws(StateError) in reader.row.head }
  }

  public func read() async throws(StateError) -> StoredState? {
    try await read { reader throws(StateError) in try await reader.state() }
  }

  public func applies() async throws(StateError) -> [ApplyRecord] {
    try await read { reader throws(StateError) in
      try await reader.document(.heads()).applies
    } ?? []
  }

  public func operations(ofApply number: Int64) async throws(StateError) -> [OperationRecord] {
    try await read { reader throws(StateError) in
      try await reader.document(.init(applies: [number])).operations(ofApply: number)
    } ?? []
  }

  public func life(of address: Address) async throws(StateError) -> [LifeEvent] {
    try await read { reader throws(StateError) in try await reader.life(of: address) } ?? []
  }

  public func begun(_ digits: String) async throws(StateError) -> BegunApply? {
    try await read { reader throws(StateError) in try await reader.begun(digits) } ?? nil
  }

  public func unsettledCount() async throws(StateError) -> Int {
    Int(
      try await read { reader throws(StateError) in reader.row.head.unsettledCount } ?? 0)
  }

  public func unsettledSummary() async throws(StateError) -> UnsettledSummary? {
    try await read { reader throws(StateError) in
      try await reader.unsettled().unsettledSummary
    } ?? nil
  }

  public func recentEffect(at now: MachineTime) async throws(StateError) -> RecentEffect? {
    try await read { reader throws(StateError) in
      try await reader.recentEffect(at: now)
    } ?? nil
  }

  public func snapshot() async throws(StateError) -> StateDocument? {
    try await read { reader throws(StateError) in try await reader.snapshot() }
  }

  public func members(
    of list: String, after last: SealedMember?, _ page: ([SealedMember]) throws -> Void
  ) async throws {
    try await reading { reader in try await reader.members(of: list, after: last, page) }?.get()
  }

  public func memberCounts() async throws(StateError) -> [String: Int] {
    try await read { reader throws(StateError) in try await reader.memberCounts() } ?? [:]
  }
}
