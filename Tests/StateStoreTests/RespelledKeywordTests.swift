import AdsModel
import Foundation
import GRDB
import Planning
import Testing

@testable import StateStore

/// States of a pinplan that stored keywords as they were typed are read as they are written today.
struct RespelledKeywordTests {
  private static let adGroup = Address.adGroup("spring", "women")
  private static let composed = Address.keyword(in: adGroup, .broad, "caf\u{E9}")
  private static let decomposed = Address.keyword(in: adGroup, .broad, "cafe\u{301}")

  private static func row(
    _ address: Address, id: String, status: Status = .active, version: Int64 = 1
  ) -> StoredResource {
    var resource = StoredResource.sample(
      address, id: id, json: #"{"text":"\#(address.key)","match":"broad"}"#)
    resource.status = status
    resource.version = version
    return resource
  }

  /// What is read before anything is written, and what the table holds once the lock was taken.
  private static func outcome(_ rows: [StoredResource]) async throws -> (
    read: [StoredResource], kept: [StoredResource]
  ) {
    let folder = try Folder()
    let first = try await folder.backend.open()
    try await first.close()
    let queue = try DatabaseQueue(path: folder.state)
    try queue.inDatabase { database in
      var workspace = try HeadRow.read(database)
      let table = try ResourceTable(database)
      for row in rows { try table.put(row, tally: &workspace.tally) }
      try database.execute(
        sql: "UPDATE workspace SET resource_count = ?, resource_sum = ?",
        arguments: [workspace.tally.count, Int64(bitPattern: workspace.tally.sum)])
      try SealedTables.sealFirstRow(database)
    }
    try queue.close()
    let before = try folder.contents()
    let read = try folder.backend.read()?.resources ?? []
    #expect(try folder.contents() == before)
    let session = try await folder.backend.open()
    #expect(
      session.state.resources.sorted { $0.address < $1.address }
        == read.sorted { $0.address < $1.address })
    try await session.close()
    let again = try DatabaseQueue(path: folder.state)
    let kept = try again.inDatabase { database in
      try ResourceTable.read(database, expecting: HeadRow.read(database).tally)
    }
    try again.close()
    #expect(try folder.backend.read()?.resources == kept)
    return (read, kept)
  }

  @Test func `a keyword stored decomposed is the composed one`() async throws {
    let outcome = try await Self.outcome([Self.row(Self.decomposed, id: "7")])
    #expect(outcome.kept == [Self.row(Self.composed, id: "7")])
    #expect(outcome.read == outcome.kept)
  }

  @Test func `two rows of one keyword are one, the last that was written`() async throws {
    let old = Self.row(Self.decomposed, id: "7", status: .archived, version: 3)
    let new = Self.row(Self.composed, id: "7", version: 4)
    #expect(try await Self.outcome([old, new]).kept == [new])
    let newer = Self.row(Self.decomposed, id: "7", version: 5)
    #expect(
      try await Self.outcome([new, newer]).kept == [Self.row(Self.composed, id: "7", version: 5)])
  }

  @Test func `two keywords of their own ids stay two rows`() async throws {
    let rows = [Self.row(Self.decomposed, id: "7"), Self.row(Self.composed, id: "8")]
    #expect(try await Self.outcome(rows).kept == rows)
  }

  @Test func `what is archived on record gives way`() async throws {
    let rows = [
      Self.row(Self.decomposed, id: "7"), Self.row(Self.composed, id: "8", status: .archived),
    ]
    #expect(try await Self.outcome(rows).kept == [Self.row(Self.composed, id: "7")])
  }

  @Test func `three spellings of one keyword are one row`() async throws {
    let upper = Address.keyword(in: Self.adGroup, .broad, "CAF\u{C9}")
    let rows = [
      Self.row(Self.decomposed, id: "7", version: 2), Self.row(upper, id: "7", version: 3),
    ]
    #expect(try await Self.outcome(rows).kept == [Self.row(Self.composed, id: "7", version: 3)])
  }
}
