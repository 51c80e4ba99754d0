import CustomerLists
import Foundation
import Planning
import TestSupport
import Testing

@testable import StateStore

/// What is of this backend alone: round trips, lost answers, leases, rights, and what is said when something is gone.
@Suite(
  .enabled(
    if: DatabaseServer.missing.isEmpty,
    "postgres and postgres behind PgBouncer are skipped: \(DatabaseServer.missing) are not installed"
  ))
struct PostgresStoreTests {
  private let server: DatabaseServer

  init() throws {
    guard let server = DatabaseServer.shared else { throw DatabaseServer.Failure.none }
    self.server = server
  }

  private func state() throws -> PostgresState { try PostgresState(server.ways.url) }

  /// The same workspace by another way.
  private func state(
    _ state: PostgresState, as role: String = "pinplan", port: Int? = nil, password: String = ""
  ) throws -> PostgresState {
    let user = password.isEmpty ? role : "\(role):\(password)"
    return try PostgresState(
      "postgres://\(user)@127.0.0.1:\(port ?? server.ways.port)/pinplan",
      workspace: state.workspace)
  }

  private func words(
    _ body: () async throws(StateError) -> Any?
  ) async -> String {
    await awaitedFailure(body)?.description ?? "nothing was thrown"
  }

  // MARK: - Round trips and lost answers

  @Test func `a batch is one round trip`() async throws {
    let direct = try state()
    try await direct.backend().store([.sample(spring)])
    let relay = try Relay(to: server.ways.port)
    let session = try await state(direct, port: relay.port).backend().open()
    try await session.begin(.sample, now: .noon)
    let before = relay.turns
    try await session.record(
      settled: [], intending: [.create(0, women)], nextLocalID: 9, now: .noon)
    #expect(relay.turns == before + 1)
    try await session.record(
      settled: [Settlement(sequence: 0, result: .done(.sample(women, id: "2")))],
      intending: [.create(1, hero)], nextLocalID: 9, now: .noon)
    #expect(relay.turns == before + 2)
    try await session.close()
    #expect(relay.turns == before + 3)
  }

  @Test(arguments: [Relay.Cut.beforeRequest, .beforeAnswer, .held])
  func `a write whose answer is lost is stored once`(_ cut: Relay.Cut) async throws {
    let direct = try state()
    let relay = try Relay(to: server.ways.port)
    let session = try await state(direct, port: relay.port).backend().open()
    try await session.begin(.sample, now: .noon)
    relay.cutNext(cut)
    try await session.record(
      settled: [], intending: [.create(0, spring)], nextLocalID: 1, now: .noon)
    // What arrives late is refused, and nothing is stored twice.
    relay.release()
    relay.cutNext(cut)
    try await session.record(
      settled: [Settlement(sequence: 0, result: .done(.sample(spring, id: "7")))],
      intending: [], nextLocalID: 8, now: .noon)
    relay.release()
    try await session.finish(.done, now: .noon)
    try await session.close()
    let backend = direct.backend()
    #expect(try await backend.read()?.resources.map(\.id) == ["7"])
    #expect(try await backend.operations(ofApply: 1).map(\.phase) == [.done])
    #expect(try await backend.read()?.serial == 4)
    #expect(try await backend.holder() == nil)
  }

  @Test func `whoever takes the lock and does not hear of it has it once`() async throws {
    let direct = try state()
    try await direct.backend().store([.sample(spring)])
    let relay = try Relay(to: server.ways.port)
    // The connection is there by then, and what is stored is read in four round trips.
    let backend = try state(direct, port: relay.port).backend()
    _ = try await backend.read()
    relay.cutNext(.beforeAnswer, skipping: 4)
    let session = try await backend.open()
    try await session.begin(.sample, now: .noon)
    try await session.close()
    #expect(try await direct.backend().holder() == nil)
  }

  /// How many connections the server has under a name.
  private func connections(_ name: String) throws -> Int64? {
    try state().sql("SELECT count(*) FROM pg_stat_activity WHERE application_name = '\(name)'")[0]
      .first?.integer(0)
  }

  @Test func `all work of an apply is on one connection`() async throws {
    let name = UUID().uuidString
    let state = try PostgresState(server.ways.url + "?application_name=\(name)")
    let session = try await state.backend().open()
    try await session.begin(.sample, now: .noon)
    try await session.record(
      settled: [], intending: [.create(0, spring)], nextLocalID: 1, now: .noon)
    #expect(try connections(name) == 1)
    try await session.close()
  }

  @Test func `many who make the tables at once make them once`() async throws {
    let schema = "m" + UUID().uuidString.prefix(8).lowercased()
    try state().sql("CREATE SCHEMA \(schema)")
    let url = server.ways.url + "?options=-csearch_path%3D\(schema)"
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<8 {
        group.addTask {
          let backend = try PostgresState(url, workspace: "w\(number)").backend()
          try await backend.store([.sample(spring, id: "\(number)")])
        }
      }
      try await group.waitForAll()
    }
    let known = try PostgresState(url).sql(
      "SELECT count(*) FROM workspace", "SELECT schema_version FROM meta")
    #expect(known.map { $0.first?.integer(0) } == [8, PostgresSchema.version])
    for number in 0..<8 {
      let backend = try PostgresState(url, workspace: "w\(number)").backend()
      #expect(try await backend.read()?.resources.map(\.id) == ["\(number)"])
    }
    try state().sql("DROP SCHEMA \(schema) CASCADE")
  }

  // MARK: - The lease

  @Test func `a holder whose lease may be over proves the lock before it sends`() async throws {
    let state = try state()
    let session = try await state.backend().open()
    #expect(session.isHeld())
    try await session.begin(.sample, now: .noon)
    _ = try await state.backend().unlock(.anybody)
    let error = await awaitedFailure { () async throws(StateError) in
      try await session.record(
        settled: [], intending: [.create(0, spring)], nextLocalID: 1, now: .noon)
    }
    #expect(error == .lockLost(place: state.backend().place))
    #expect(!session.isHeld())
    try await session.close()
  }

  @Test func `a lease is counted from before it was asked for, and is prolonged by every write`()
    async throws
  {
    let state = try state()
    let session = try await state.backend().open()
    func left() throws -> Int64 {
      let rows = try state.sql(
        "SELECT CAST(extract(epoch FROM lock_expires_at - clock_timestamp()) AS bigint) FROM workspace WHERE name = :workspace"
      )
      return rows[0].first?.integer(0) ?? 0
    }
    #expect((3500...3600).contains(try left()))
    try state.sql(
      "UPDATE workspace SET lock_expires_at = clock_timestamp() + interval '5 s' WHERE name = :workspace"
    )
    try await session.begin(.sample, now: .noon)
    #expect((3500...3600).contains(try left()))
    try await session.close()
  }

  @Test func `a thread prolongs the lease on a connection of its own, and learns that it is lost`()
    async throws
  {
    let state = try state()
    try await state.backend().open().close()
    try state.sql(
      "UPDATE workspace SET lock_id = 'L', fence = 9, lock_expires_at = clock_timestamp() WHERE name = :workspace"
    )
    let id = try state.sql("SELECT id FROM workspace WHERE name = :workspace")[0].first?.integer(0)
    let name = UUID().uuidString
    let own = try PostgresState(
      server.ways.url + "?application_name=\(name)", workspace: state.workspace)
    let lease = PostgresLease(
      .init(workspace: try #require(id), lockID: "L", fence: 9),
      at: try PostgresAddress(own.environment), span: .seconds(3),
      asked: PostgresLease.now - .seconds(4))
    defer { lease.end() }
    #expect(!lease.isHeld, "it is over by now")
    try await until { lease.isHeld }
    #expect(try connections(name) == 1)
    try state.sql("UPDATE workspace SET fence = 10 WHERE name = :workspace")
    try await until { !lease.isHeld }
  }

  private func until(_ holds: () -> Bool) async throws {
    for _ in 0..<600 where !holds() { try await Task.sleep(for: .milliseconds(100)) }
    #expect(holds())
  }

  @Test(arguments: ["9", "0", "-60", "1m", "86401", "60.5"])
  func `a lease of a wrong length is refused`(_ written: String) async throws {
    let state = try state()
    let backend = PostgresBackend(
      workspace: "w", presence: .unlessTraces,
      environment: state.environment.merging(["PINPLAN_STATE_LEASE": written]) { $1 })
    #expect(
      await words { () async throws(StateError) in try await backend.read() }
        == """
        the state in workspace w of database pinplan at this machine cannot be used: PINPLAN_STATE_LEASE is \
        `\(written)`; write whole seconds, 10 at least, such as `60`
        """)
  }

  // MARK: - Rights

  @Test func `a role that may only read is enough for reading, and writes nothing`() async throws {
    let owner = try state()
    try await owner.backend().store([.sample(spring), .sample(women, id: "2")])
    let backend = try state(owner, as: "reader").backend()
    #expect(try await backend.read()?.resources.count == 2)
    #expect(try await backend.applies().count == 1)
    #expect(try await backend.operations(ofApply: 1).count == 2)
    #expect(try await backend.life(of: women).count == 1)
    #expect(try await backend.begun("sha256:11")?.first.record.number == 1)
    #expect(try await backend.recentEffect(at: .current) == nil)
    #expect(try await backend.unsettledSummary() == nil)
    #expect(
      await words { () async throws(StateError) in try await backend.open() }
        == """
        the state in \(backend.place) may not be used: permission denied for table workspace (42501); give this \
        job the right to read and write it, then try again
        """)
  }

  @Test func `a role without rights is refused, and never told that nothing is stored`()
    async throws
  {
    let owner = try state()
    try await owner.backend().store([.sample(spring)])
    let backend = try state(owner, as: "nobody").backend()
    #expect(
      await words { () async throws(StateError) in try await backend.read() }
        == """
        the state in \(backend.place) may not be used: permission denied for table meta (42501); give this job \
        the right to read and write it, then try again
        """)
  }

  @Test func `a wrong password is refused with the server's words, and not repeated`() async throws
  {
    let backend = try state(state(), as: "locked", password: "swordfish").backend()
    #expect(
      await words { () async throws(StateError) in try await backend.read() }
        == """
        the state in \(backend.place) may not be used: connection to server at "127.0.0.1", port \
        \(server.ways.port) failed: FATAL: password authentication failed for user "locked" (28P01); give this \
        job the right to read and write it, then try again
        """)
  }
}

extension Relay.Cut: CustomTestStringConvertible {
  public var testDescription: String { "\(self)" }
}
