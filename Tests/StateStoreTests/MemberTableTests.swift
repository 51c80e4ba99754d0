import AdsModel
import CustomerLists
import Foundation
import GRDB
import Planning
import Testing

@testable import StateStore

/// Lists in a SQLite file: many people, what damage does to them, and what is left of them.
struct MemberTableTests {
  private static let audience = Address.audience("buyers")

  private static func resource() -> StoredResource {
    var resource = StoredResource.sample(audience, id: "17")
    resource.privateValues = ["members": "m1"]
    return resource
  }

  /// Uploads batches one by one, and ends.
  private static func upload(_ folder: Folder, _ batches: [[SealedMember]]) async throws {
    let session = try await folder.backend.open()
    try await session.begin(.sample, now: .noon)
    var intent = IntendedOperation.create(0, audience)
    intent.step = OperationStep("upload")
    try await session.record(settled: [], intending: [intent], nextLocalID: 9, now: .noon)
    for batch in batches {
      var done = Settlement(sequence: 0, result: .stepDone(["members": "m1"], nil))
      done.members = MembersWrite("m1", add: batch)
      try await session.record(settled: [done], intending: [intent], nextLocalID: 9, now: .noon)
    }
    try await session.record(
      settled: [Settlement(sequence: 0, result: .done(resource()))], intending: [], nextLocalID: 9,
      now: .noon)
    try await session.finish(.done, now: .noon)
    try await session.close()
  }

  @Test func `many members are read in pages, in the order of their lookups`() async throws {
    let folder = try Folder()
    let members = (0..<10_000).members
    try await Self.upload(folder, [Array(members[..<6_000]), Array(members[5_000...])])
    var read: [SealedMember] = []
    var largest = 0
    try folder.backend.members(of: "m1", after: nil) { page in
      read += page
      largest = max(largest, page.count)
    }
    #expect(read == members)
    #expect(largest < 5_000)
    #expect(try folder.backend.memberCounts() == ["m1": 10_000])
  }

  @Test func `what a reader throws comes through, and ends the reading`() async throws {
    struct Enough: Error {}
    let folder = try Folder()
    try await Self.upload(folder, [(0..<9_000).members])
    var pages = 0
    #expect(throws: Enough.self) {
      try folder.backend.members(of: "m1", after: nil) { _ in
        pages += 1
        throw Enough()
      }
    }
    #expect(pages == 1)
    let session = try await folder.backend.open()
    await #expect(throws: Enough.self) {
      try await session.members(of: "m1") { _ in throw Enough() }
    }
    // The session is good for everything else.
    #expect(try await session.forgetMembers(of: Self.audience, by: .ana, now: .noon) == 9_000)
    try await session.close()
  }

  @Test func `a state that is written to while members are read is not read twice`() async throws {
    let folder = try Folder()
    try await Self.upload(folder, [(0..<9_000).members])
    let queue = try DatabaseQueue(path: folder.state)
    var pages = 0
    let error = #expect(throws: StateError.self) {
      try folder.backend.members(of: "m1", after: nil) { _ in
        pages += 1
        guard pages == 1 else { return }
        try queue.inDatabase { database in
          try database.execute(sql: "UPDATE workspace SET fence = fence + 1")
          try SealedTables.sealFirstRow(database)
        }
      }
    }
    #expect(error == .busy(place: folder.state))
    #expect(pages == 3)
    try queue.close()
  }

  @Test func `a member that was changed, lost, added or moved is noticed before anybody is read`()
    async throws
  {
    let changes = [
      "UPDATE member SET sealed = zeroblob(49) WHERE lookup = (SELECT max(lookup) FROM member)",
      "UPDATE member SET sealed = CAST(sealed AS TEXT)",
      "UPDATE member SET sealed = x'00' WHERE lookup = (SELECT min(lookup) FROM member)",
      "UPDATE member SET lookup = x'00' WHERE lookup = (SELECT min(lookup) FROM member)",
      "UPDATE member SET list = 2 WHERE lookup = (SELECT min(lookup) FROM member)",
      "DELETE FROM member WHERE lookup = (SELECT max(lookup) FROM member)",
      "INSERT INTO member VALUES (1, 1, zeroblob(16), zeroblob(49))",
      "DELETE FROM member",
    ]
    for change in changes {
      let folder = try Folder()
      try await Self.upload(folder, [(0..<5_000).members])
      let queue = try DatabaseQueue(path: folder.state)
      try queue.inDatabase { database in
        try database.execute(sql: change)
        #expect(database.changesCount > 0)
      }
      try queue.close()
      let error = #expect(throws: StateError.self, "\(change)") {
        try folder.backend.members(of: "m1", after: nil) { _ in Issue.record("\(change)") }
      }
      #expect(
        error?.description == """
          the state file \(folder.state) is damaged (its table member is not what was written) and is \
          left as it is; put back a good copy of it
          """)
    }
  }

  @Test func `of people who are forgotten no byte is left in the file`() async throws {
    let folder = try Folder()
    let members = (0..<3_000).members
    try await Self.upload(folder, [members])
    func found() throws -> Int {
      let files = try folder.contents().values
      return members.count { member in
        let sealed = Data(member.bytes[16..<32])
        return files.contains { $0.range(of: sealed) != nil }
      }
    }
    #expect(try found() == 3_000)
    let session = try await folder.backend.open()
    _ = try await session.forgetMembers(of: Self.audience, by: .ana, now: .noon)
    try await session.close()
    #expect(try found() == 0)
  }

  @Test func `a session that knows no list asks for none`() async throws {
    let folder = try Folder()
    try await folder.backend.store([.sample(spring)])
    let session = try await folder.backend.open()
    try await session.begin(.sample, now: .noon)
    // Whoever looked at the tables of members now would fail.
    let queue = try DatabaseQueue(path: folder.state)
    try await queue.writeWithoutTransaction { database in
      try database.execute(sql: "DROP TABLE member; DROP TABLE member_list")
    }
    try await session.create([.sample(women, id: "2"), .sample(hero, id: "3")])
    try await session.finish(.done, now: .noon)
    try await session.close()
    #expect(try folder.backend.read()?.resources.count == 3)
    try queue.close()
  }
}
