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

/// A state as the last version made it that knew nothing of what targets remember.
struct FifthVersionTests {
  private func fifthVersion() async throws -> Folder {
    let folder = try Folder()
    try await folder.backend.store([.sample(spring), .sample(women, id: "2")])
    let session = try await folder.backend.open()
    try await session.begin(.sample, now: .noon)
    try await session.record(
      settled: [], intending: [.create(0, hero)], nextLocalID: 9, now: .noon)
    try await session.close()
    let queue = try DatabaseQueue(path: folder.state)
    try await queue.writeWithoutTransaction { database in
      try database.execute(
        sql: """
          ALTER TABLE resource DROP COLUMN private;
          ALTER TABLE resource DROP COLUMN replaced_private;
          ALTER TABLE journal DROP COLUMN step;
          ALTER TABLE journal DROP COLUMN step_name;
          ALTER TABLE journal DROP COLUMN private;
          ALTER TABLE workspace DROP COLUMN unfinished;
          DROP TABLE member;
          DROP TABLE member_list;
          DELETE FROM seal WHERE name = 'member_list';
          PRAGMA user_version = 5;
          """)
      try database.dropLinks()
      try SealedTables.sealFirstRow(database)
      try database.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
    }
    try queue.close()
    return folder
  }

  @Test func `a state of version 5 is read as it is, without a byte written`() async throws {
    let folder = try await fifthVersion()
    let before = try folder.contents()
    let state = try #require(try folder.backend.read())
    #expect(state.resources.map(\.address) == [women, spring])
    #expect(state.resources.allSatisfy { $0.privateValues.isEmpty && $0.replacedValues.isEmpty })
    #expect(state.unfinished.isEmpty)
    #expect(try folder.backend.applies().map(\.number) == [1, 2])
    #expect(try folder.backend.operations(ofApply: 2).map(\.phase) == [.intent])
    #expect(try folder.backend.begun("sha256:11")?.runs.count == 1)
    #expect(try folder.backend.unsettledSummary()?.count == 1)
    #expect(try folder.contents() == before)
  }

  @Test func `a state of version 5 is brought up to date when it is written`() async throws {
    let folder = try await fifthVersion()
    let before = try folder.backend.read()?.resources
    let session = try await folder.backend.open()
    #expect(session.unsettled.map(\.progress) == [nil])
    try await session.resolve([Resolution(session.unsettled[0], .didNotHappen)], now: .noon)
    try await session.begin(.sample, now: .noon)
    var stepped = IntendedOperation.create(0, .audience("a"))
    stepped.step = OperationStep("list")
    try await session.record(settled: [], intending: [stepped], nextLocalID: 9, now: .noon)
    try await session.record(
      settled: [Settlement(sequence: 0, result: .stepDone(["list": "7"], nil))], intending: [],
      nextLocalID: 9, now: .noon)
    try await session.close()
    let state = try #require(try folder.backend.read())
    #expect(state.resources == before)
    #expect(
      state.unfinished == [
        UnfinishedCreation(.audience("a"), after: "list", ["list": "7"])
      ])
    let version = try await DatabaseQueue(path: folder.state).read {
      try Int.fetchOne($0, sql: "PRAGMA user_version")
    }
    #expect(version == Schema.version)
  }
}

/// A state as the last version made it that kept nobody.
struct SixthVersionTests {
  private static let audience = Address.audience("a")

  private func sixthVersion() async throws -> Folder {
    let folder = try Folder()
    var resource = StoredResource.sample(Self.audience, id: "17")
    resource.privateValues = ["list": "7"]
    try await folder.backend.store([.sample(spring), resource])
    let queue = try DatabaseQueue(path: folder.state)
    try await queue.writeWithoutTransaction { database in
      try database.execute(
        sql: """
          DROP TABLE member;
          DROP TABLE member_list;
          DELETE FROM seal WHERE name = 'member_list';
          PRAGMA user_version = 6;
          """)
      try database.dropLinks()
      try SealedTables.sealFirstRow(database)
      try database.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
    }
    try queue.close()
    return folder
  }

  @Test func `a state of version 6 is read as it is, without a byte written`() async throws {
    let folder = try await sixthVersion()
    let before = try folder.contents()
    let state = try #require(try folder.backend.read())
    #expect(state.resources.map(\.privateValues) == [["list": "7"], [:]])
    #expect(try folder.backend.memberCounts() == [:])
    #expect(try await folder.backend.allMembers(of: "m1") == [])
    #expect(try folder.backend.applies().map(\.number) == [1])
    #expect(try folder.contents() == before)
  }

  @Test func `a state of version 6 is brought up to date when it is written`() async throws {
    let folder = try await sixthVersion()
    let session = try await folder.backend.open()
    var resource = session.state.resources[0]
    resource.privateValues.memberList = "m1"
    try await session.begin(.sample, now: .noon)
    let intent = IntendedOperation(
      sequence: 0, kind: .update, address: Self.audience, id: "17", fieldsJSON: Array("[]".utf8))
    try await session.record(settled: [], intending: [intent], nextLocalID: 9, now: .noon)
    var done = Settlement(sequence: 0, result: .done(resource))
    done.members = MembersWrite("m1", add: (0..<9).members)
    try await session.record(settled: [done], intending: [], nextLocalID: 9, now: .noon)
    try await session.close()
    #expect(try folder.backend.memberCounts() == ["m1": 9])
    #expect(try await folder.backend.allMembers(of: "m1") == (0..<9).members)
    let version = try await DatabaseQueue(path: folder.state).read {
      try Int.fetchOne($0, sql: "PRAGMA user_version")
    }
    #expect(version == Schema.version)
  }
}

extension Database {
  /// Makes a state one of before version 8.
  fileprivate func dropLinks() throws {
    try execute(
      sql: """
        ALTER TABLE apply DROP COLUMN link;
        ALTER TABLE workspace DROP COLUMN moved_backend;
        ALTER TABLE workspace DROP COLUMN moved_place;
        """)
    try SealedTables.seal("apply", keyedBy: ["workspace", "number"], self)
  }
}

/// A state as the last version made it whose history was not chained.
struct SeventhVersionTests {
  @Test func `the chain begins with the first entry of this version`() async throws {
    let folder = try Folder()
    try await folder.backend.store([.sample(spring)])
    let queue = try DatabaseQueue(path: folder.state)
    try await queue.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA user_version = 7")
      try database.dropLinks()
      try SealedTables.sealFirstRow(database)
      try database.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
    }
    try queue.close()
    let before = try folder.contents()
    let old = try #require(try folder.backend.snapshot())
    #expect(old.history.map(\.begun.link) == [nil])
    #expect(old.brokenLinks == [])
    #expect(try folder.backend.head()?.movedTo == nil)
    #expect(try folder.contents() == before)
    try await folder.backend.store([.sample(women, id: "2")])
    let new = try #require(try folder.backend.snapshot())
    #expect(new.history.map { $0.begun.link == nil } == [true, false])
    #expect(new.brokenLinks == [])
  }
}
