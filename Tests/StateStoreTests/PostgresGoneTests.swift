import Foundation
import Planning
import TestSupport
import Testing

@testable import StateStore

/// A known state of which something is gone: each way is an error that says so, and never a new project.
@Suite(.enabled(if: DatabaseServer.missing.isEmpty, "there is no PostgreSQL server"))
struct PostgresGoneTests {
  /// A project with its mark, whose state has a schema of its own.
  private final class Project {
    let folder = try? Folder()
    let state: PostgresState
    let schema = "s" + UUID().uuidString.prefix(8).lowercased()

    init() throws {
      guard let server = DatabaseServer.shared else { throw DatabaseServer.Failure.none }
      try PostgresState(server.ways.url).sql("CREATE SCHEMA \(schema)")
      state = try PostgresState(
        server.ways.url + "?options=-csearch_path%3D\(schema)", workspace: "northwind-uk")
    }

    deinit { _ = try? state.sql("DROP SCHEMA IF EXISTS \(schema) CASCADE") }

    var marker: String { (folder?.path ?? "") + "/.pinplan/state.json" }

    func backend(_ other: PostgresState? = nil) -> MarkedBackend {
      let backend = (other ?? state).backend()
      return MarkedBackend(
        backend,
        ProjectMarker(StatePlace(backend: "postgres", place: backend.place), path: marker))
    }
  }

  private static let place = "workspace northwind-uk of database pinplan at this machine"

  private func words(_ backend: any StateBackend) async -> [String] {
    let read = await awaitedFailure { () async throws(StateError) in try await backend.read() }
    let open = await awaitedFailure { () async throws(StateError) in try await backend.open() }
    #expect(read?.exitCode == 3 && open?.exitCode == 3)
    return [read, open].map { $0?.description ?? "nothing was thrown" }
  }

  /// What is done to the state, and what is said then; `LINEAGE` is its lineage.
  private static let ways: [(sql: [String], words: String)] = [
    (
      [
        "DROP TABLE meta, workspace, resource, applied_move, apply, apply_override, apply_mark, apply_review, apply_end, op, journal, member_list, member"
      ],
      "there is no state in \(place), and the project had one, of lineage LINEAGE; put it back, and remove MARKER only if nothing was ever applied"
    ),
    (
      ["DROP TABLE meta"],
      "there is no state in \(place), and the project had one, of lineage LINEAGE; put it back, and remove MARKER only if nothing was ever applied"
    ),
    (
      ["DELETE FROM workspace"],
      "there is no state in \(place), and the project had one, of lineage LINEAGE; put it back, and remove MARKER only if nothing was ever applied"
    ),
    (
      ["UPDATE workspace SET name = 'other'"],
      "there is no state in \(place), and the project had one, of lineage LINEAGE; put it back, and remove MARKER only if nothing was ever applied"
    ),
    (
      ["DROP TABLE workspace"],
      "the state in \(place) is damaged (relation \"workspace\" does not exist (42P01); a table is not what pinplan made) and is left as it is; put back a good copy of it"
    ),
    (
      ["DROP TABLE resource"],
      "the state in \(place) is damaged (relation \"resource\" does not exist (42P01); a table is not what pinplan made) and is left as it is; put back a good copy of it"
    ),
    (
      ["ALTER TABLE workspace DROP COLUMN lineage"],
      "the state in \(place) is damaged (column \"lineage\" does not exist (42703); a table is not what pinplan made) and is left as it is; put back a good copy of it"
    ),
    (
      ["TRUNCATE resource"],
      "the state in \(place) is damaged (it has 0 resources and should have 2) and is left as it is; put back a good copy of it"
    ),
    (
      ["UPDATE resource SET remote_id = '8' WHERE remote_id = '7'"],
      "the state in \(place) is damaged (the row of campaign/spring is not what was written) and is left as it is; put back a good copy of it"
    ),
    (
      ["UPDATE workspace SET serial = 1"],
      "the state in \(place) is damaged (its row in workspace is not what was written (XX001)) and is left as it is; put back a good copy of it"
    ),
    (
      ["UPDATE meta SET schema_version = 7"],
      "the state in \(place) was written by a newer pinplan: its format is 7, this one reads up to 1; use the newer pinplan"
    ),
    (
      ["ALTER TABLE meta RENAME COLUMN schema_version TO version"],
      "what is in \(place) is not a pinplan state and is left as it is; move it away, or put back the state that belongs there"
    ),
  ]

  @Test(arguments: ways.indices)
  func `a known state of which something is gone is exit 3, and nothing is made in its place`(
    _ way: Int
  ) async throws {
    let project = try Project()
    try await project.backend().store([.sample(spring, id: "7"), .sample(women, id: "2")])
    let lineage = try #require(try await project.backend().lineage())
    let (sql, expected) = Self.ways[way]
    for statement in sql { try project.state.sql(statement) }
    let told = expected.replacing("LINEAGE", with: lineage)
      .replacing("MARKER", with: project.marker)
    #expect(await words(project.backend()) == [told, told])
  }

  @Test func `another state in its place is exit 3`() async throws {
    let project = try Project()
    try await project.backend().store([.sample(spring, id: "7")])
    let old = try #require(try await project.backend().lineage())
    try project.state.sql("DELETE FROM workspace")
    try await project.state.backend().store([.sample(spring, id: "9")])
    let new = try #require(try await project.state.backend().lineage())
    let told =
      "the state in \(Self.place) is of lineage \(new), and the project's is of lineage \(old); put the project's own back, and remove \(project.marker) only if the state there is meant"
    #expect(await words(project.backend()) == [told, told])
  }

  @Test func `operations that are open and not in the journal are exit 3`() async throws {
    let project = try Project()
    let session = try await project.backend().open(.dead())
    try await session.begin(.sample, now: .noon)
    try await session.record(
      settled: [], intending: [.create(0, spring)], nextLocalID: 1, now: .noon)
    try project.state.sql("TRUNCATE journal")
    let error = await awaitedFailure { () async throws(StateError) in
      try await project.backend().open()
    }
    #expect(
      error?.description
        == "the state in \(Self.place) is damaged (1 of its operations are open, and its history tells of 0) and is left as it is; put back a good copy of it"
    )
  }

  @Test func `a database that was set back under an apply stops it`() async throws {
    let project = try Project()
    let session = try await project.backend().open()
    try await session.begin(.sample, now: .noon)
    try project.state.sql("UPDATE workspace SET revision = revision - 1")
    let error = await awaitedFailure { () async throws(StateError) in
      try await session.record(
        settled: [], intending: [.create(0, spring)], nextLocalID: 1, now: .noon)
    }
    #expect(error == .lockLost(place: Self.place))
    try await session.close()
  }

  @Test func `a schema that may not be used is no empty database`() async throws {
    let project = try Project()
    try await project.state.backend().store([.sample(spring, id: "7")])
    let reader = try PostgresState(
      project.state.url.replacing("pinplan@", with: "reader@"), workspace: "northwind-uk")
    let error = await awaitedFailure { () async throws(StateError) in
      try await reader.backend().read()
    }
    #expect(
      error?.description
        == "the state in \(Self.place) may not be used: its tables are in the schema \(project.schema), which this role may not use (42501); give this job the right to read and write it, then try again"
    )
  }

  @Test func `tables in a schema of somebody else keep nobody from making their own`() async throws
  {
    let (theirs, own) = (try Project(), try Project())
    try await theirs.state.backend().store([.sample(spring, id: "7")])
    try own.state.sql("GRANT ALL ON SCHEMA \(own.schema) TO reader")
    let reader = try PostgresState(
      own.state.url.replacing("pinplan@", with: "reader@"), workspace: "northwind-uk")
    #expect(try await reader.backend().read() == nil)
  }

  @Test func `what is expected and not there is said to be missing`() async throws {
    let project = try Project()
    let error = await awaitedFailure { () async throws(StateError) in
      try await project.state.backend(.expected).read()
    }
    #expect(error == .store(Self.place, .missing))
    let opening = await awaitedFailure { () async throws(StateError) in
      try await project.state.backend(.expected).open()
    }
    #expect(opening == .store(Self.place, .missing))
  }
}
