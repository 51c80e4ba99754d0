import Foundation
import Planning
import TestSupport
import Testing

@testable import StateStore

/// A server that goes away, stands still, is full or takes no writes, also in the middle of an apply.
@Suite(
  .serialized, .enabled(if: DatabaseServer.missing.isEmpty, "there is no PostgreSQL server"))
final class PostgresOutageTests {
  private let server: DatabaseServer
  private let state: PostgresState

  init() throws {
    server = try DatabaseServer(isPooled: false)
    state = try PostgresState(server.ways.url, workspace: "northwind-uk")
  }

  private func backend(_ patience: Duration = .seconds(60)) -> PostgresBackend {
    PostgresBackend(
      workspace: state.workspace, environment: state.environment, patience: patience)
  }

  private static let place = "workspace northwind-uk of database pinplan at this machine"

  @Test func `an apply outlasts a server that is killed and comes back`() async throws {
    let session = try await backend().open()
    try await session.begin(.sample, now: .noon)
    try server.stop()
    let starting = Task { [server] in try server.start() }
    try await session.record(
      settled: [], intending: [.create(0, spring)], nextLocalID: 1, now: .noon)
    try await starting.value
    try await session.record(
      settled: [Settlement(sequence: 0, result: .done(.sample(spring, id: "7")))], intending: [],
      nextLocalID: 8, now: .noon)
    try await session.finish(.done, now: .noon)
    try await session.close()
    #expect(try await backend().read()?.resources.map(\.id) == ["7"])
  }

  @Test func `a server that does not come back stops an apply, and its intents are found later`()
    async throws
  {
    let session = try await backend(.seconds(1)).open(.dead())
    try await session.begin(.sample, now: .noon)
    try await session.record(
      settled: [], intending: [.create(0, spring)], nextLocalID: 1, now: .noon)
    try server.stop()
    let error = await awaitedFailure { () async throws(StateError) in
      try await session.record(
        settled: [Settlement(sequence: 0, result: .done(.sample(spring, id: "7")))],
        intending: [], nextLocalID: 8, now: .noon)
    }
    let words = error?.description ?? ""
    let told = "it is not known whether the last write to the state in \(Self.place) was stored: "
    #expect(words.hasPrefix(told))
    #expect(
      words.hasSuffix("; run the command again once it can be reached, which finds out"))
    let reading = await awaitedFailure { () async throws(StateError) in
      try await backend(.seconds(1)).read()
    }
    let refused = """
      the state in \(Self.place) cannot be reached: connection to server at "127.0.0.1", port \
      \(server.ways.port) failed: Connection refused
      """
    #expect(reading?.description.hasPrefix(refused) == true, "\(String(describing: reading))")
    try? await session.close()
    try server.start()
    let next = try await backend().open()
    #expect(next.unsettled.map(\.operation.address) == [spring])
    try await next.close()
  }

  @Test func `a connection that stands still is given up, and what was on it is refused later`()
    async throws
  {
    let session = try await backend(.seconds(3)).open()
    try await session.begin(.sample, now: .noon)
    let rows = try state.sql(
      "SELECT CAST(pid AS bigint) FROM pg_stat_activity WHERE application_name = 'pinplan' AND pid <> pg_backend_pid()"
    )
    let stopped = rows[0].all.map { Int32($0.integer(0)) }
    for pid in stopped { kill(pid, SIGSTOP) }
    try await session.record(
      settled: [], intending: [.create(0, spring)], nextLocalID: 1, now: .noon)
    for pid in stopped { kill(pid, SIGCONT) }
    try await session.record(
      settled: [Settlement(sequence: 0, result: .done(.sample(spring, id: "7")))], intending: [],
      nextLocalID: 8, now: .noon)
    try await session.finish(.done, now: .noon)
    try await session.close()
    #expect(try await backend().operations(ofApply: 1).map(\.phase) == [.done])
  }

  @Test func `a disk without room is said to be full`() async throws {
    let session = try await backend().open()
    try await session.begin(.sample, now: .noon)
    try state.sql(
      """
      CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION
      'could not extend file "base/1": No space left on device' USING ERRCODE = '53100'; END $$
      """,
      "CREATE TRIGGER full_disk BEFORE INSERT ON op EXECUTE FUNCTION full_disk()")
    let error = await awaitedFailure { () async throws(StateError) in
      try await session.record(
        settled: [], intending: [.create(0, spring)], nextLocalID: 1, now: .noon)
    }
    #expect(
      error?.description == """
        there is no room left for the state in \(Self.place): could not extend file "base/1": No space left on \
        device (53100); make room there, then try again
        """)
    try await session.close()
    #expect(try await backend().unsettledCount() == 0)
  }

  @Test(arguments: [2, 1000])
  func `a write that met another one is tried again, a few times`(_ races: Int) async throws {
    let session = try await backend().open()
    try await session.begin(.sample, now: .noon)
    try state.sql(
      "CREATE SEQUENCE races",
      """
      CREATE FUNCTION race() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF nextval('races') <= \(races) THEN
      RAISE EXCEPTION 'could not serialize access' USING ERRCODE = '40001'; END IF; RETURN NULL; END $$
      """,
      "CREATE TRIGGER race BEFORE INSERT ON op EXECUTE FUNCTION race()")
    let error = await awaitedFailure { () async throws(StateError) in
      try await session.record(
        settled: [], intending: [.create(0, spring)], nextLocalID: 1, now: .noon)
    }
    try await session.close()
    let tries = try state.sql("SELECT last_value FROM races")[0].first?.integer(0)
    #expect(tries == (races == 2 ? 3 : 6))
    #expect(error == (races == 2 ? nil : .busy(place: Self.place)))
    #expect(try await backend().unsettledCount() == (races == 2 ? 1 : 0))
  }

  @Test func `a server that takes no writes is refused before anything is sent`() async throws {
    try await backend().store([.sample(spring)])
    try state.sql("ALTER ROLE pinplan SET default_transaction_read_only = on")
    #expect(try await backend().read()?.resources.count == 1)
    let error = await awaitedFailure { () async throws(StateError) in try await backend().open() }
    #expect(
      error?.description == """
        the state in \(Self.place) may not be used: cannot execute SELECT in a read-only transaction (25006): it \
        is a copy that is only read, or is set to take no writes; give this job the right to read and write it, \
        then try again
        """)
  }

  @Test func `a database or a role that is not there is said to be missing`() async throws {
    func words(_ url: String) async throws -> String {
      let state = try PostgresState(url, workspace: "northwind-uk")
      return await awaitedFailure { () async throws(StateError) in
        try await state.backend().read()
      }?.description ?? "nothing was thrown"
    }
    let server = "connection to server at \"127.0.0.1\", port \(self.server.ways.port) failed"
    let nowhere = state.url.replacing(#/pinplan$/#) { _ in "nowhere" }
    #expect(
      try await words(nowhere) == """
        the state in workspace northwind-uk of database nowhere at this machine cannot be used: \(server): FATAL: \
        database "nowhere" does not exist (3D000); make it with `createdb`, or name another one
        """)
    let stranger = state.url.replacing("pinplan@", with: "stranger@")
    #expect(
      try await words(stranger) == """
        the state in \(Self.place) may not be used: \(server): FATAL: role "stranger" does not exist (28000); give \
        this job the right to read and write it, then try again
        """)
  }
}
