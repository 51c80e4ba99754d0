import AdsModel
import Foundation
import GRDB
import Planning
import Testing

@testable import StateStore

struct MigrationTests {
  /// A state as the first version made it, with one resource that an apply left.
  private func firstVersion() throws -> Folder {
    let folder = try Folder()
    try FileManager.default.createDirectory(
      atPath: folder.path + "/.pinplan", withIntermediateDirectories: false)
    let queue = try DatabaseQueue(path: folder.state)
    try queue.writeWithoutTransaction { database in
      try database.execute(
        sql: "PRAGMA page_size = 8192; PRAGMA application_id = \(Schema.applicationID)")
      try database.execute(sql: Schema.migrations[0])
      try database.execute(sql: "PRAGMA user_version = 1")
      try HeadRow.insert(
        database, lineage: "old", account: .sample, target: .local, now: .noon)
      try database.execute(
        sql: """
          INSERT INTO apply VALUES (1, 1, 'apply', 'ana', 'runner', NULL, NULL, '0.1.0', NULL, NULL,
          1, 0, 0, 0, 0, 1, 1, 1);
          INSERT INTO op VALUES (1, 1, 0, 'campaign/spring', 'create', '1', '{}');
          INSERT INTO journal VALUES (1, 1, 1, 0, 0, 'intent', NULL, NULL, 1, 1, 1);
          UPDATE workspace SET serial = 1, fence = 1, unsettled_count = 1;
          """)
      try database.execute(sql: "PRAGMA journal_mode = WAL")
    }
    try queue.close()
    return folder
  }

  @Test func `a state of version 1 is read as it is, without a byte written`() throws {
    let folder = try firstVersion()
    let before = try folder.contents()
    #expect(try folder.backend.read()?.lineage == "old")
    #expect(try folder.backend.applies().map(\.number) == [1])
    #expect(try folder.backend.operations(ofApply: 1).map(\.address) == [spring])
    #expect(try folder.backend.life(of: spring).count == 1)
    #expect(try folder.backend.unsettledCount() == 1)
    let summary = try #require(try folder.backend.unsettledSummary())
    #expect(summary.count == 1)
    #expect(summary.until == nil)
    #expect(try folder.contents() == before)
  }

  @Test func `a state of version 1 is brought up to date when it is written`() async throws {
    let folder = try firstVersion()
    let session = try await folder.backend.open()
    let unsettled = try #require(session.unsettled.first)
    #expect(unsettled.operation.address == spring)
    #expect(unsettled.outcome == nil)
    #expect(unsettled.newerThan == nil)
    #expect(unsettled.deadline == nil)
    try await session.resolve([Resolution(unsettled, .didNotHappen)], now: .noon)
    #expect(session.unsettled.isEmpty)
    try await session.close()
    let version = try await DatabaseQueue(path: folder.state).read {
      try Int.fetchOne($0, sql: "PRAGMA user_version")
    }
    #expect(version == Schema.version)
    #expect(try folder.backend.unsettledCount() == 0)
  }
}
