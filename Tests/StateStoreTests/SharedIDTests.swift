import AdsModel
import Foundation
import GRDB
import Planning
import TestSupport
import Testing

@testable import StateStore

/// A state of an earlier pinplan that has one id at two addresses: refused, and mended by `state rm`.
struct SharedIDTests {
  private static let men = Address.adGroup("spring", "men")
  private static let quoted = Address.keyword(in: women, .exact, "women's sofa")

  /// Puts resources into the table past all checks, as an earlier pinplan could.
  private func smuggle(_ resources: [StoredResource], into folder: Folder) throws {
    let connection = try SQLiteConnection(folder.state, naming: folder.state)
    try connection.use { database in
      var tally = try HeadRow.read(database).tally
      let table = try ResourceTable(database)
      for resource in resources { try table.put(resource, tally: &tally) }
      try database.execute(
        sql: "UPDATE workspace SET resource_count = ?, resource_sum = ?",
        arguments: [tally.count, Int64(bitPattern: tally.sum)])
      try SealedTables.sealFirstRow(database)
    }
  }

  private func mending(_ folder: Folder) -> SQLiteBackend {
    SQLiteBackend(path: folder.state, sharing: true)
  }

  @Test func `it is refused by every reading and writing with the commands that mend it`()
    async throws
  {
    let folder = try Folder()
    try await folder.backend.store([.sample(women, id: "17")])
    try smuggle([.sample(Self.men, id: "17")], into: folder)
    let error = failure { () throws(StateError) in try folder.backend.read() }
    #expect(
      error?.description == """
        the state \(folder.state) has the id 17 both at ad_group/spring/men and at \
        ad_group/spring/women, which an earlier pinplan let in; take the wrong one out of the YAML \
        and forget it with `pinplan state rm ad_group/spring/men` or \
        `pinplan state rm ad_group/spring/women`
        """)
    #expect(error?.exitCode == 3)
    #expect(
      await awaitedFailure { () async throws(StateError) in try await folder.backend.open() }
        == error)
    let contents = try folder.contents()
    #expect(try mending(folder).read()?.resources.count == 2)
    #expect(try folder.contents() == contents)
  }

  @Test func `several are mended one by one, addresses with spaces and quotes too`() async throws {
    let folder = try Folder()
    try await folder.backend.store([.sample(women, id: "17"), .sample(sofa, id: "5")])
    try smuggle([.sample(Self.men, id: "17"), .sample(Self.quoted, id: "5")], into: folder)
    func words() -> String? {
      failure { () throws(StateError) in try folder.backend.read() }?.description
    }
    func forget(_ addresses: Address...) async throws {
      let session = try await mending(folder).open()
      #expect(try await session.remove(addresses, by: .ana, now: .noon) == addresses)
      try await session.close()
    }
    #expect(
      words()?.contains(
        "both at ad_group/spring/men and at ad_group/spring/women (and 1 more like it), which")
        == true)
    try await forget(Self.men)
    #expect(
      words()?.hasSuffix(
        """
        `pinplan state rm 'keyword/spring/women/exact/corner sofa'` or \
        `pinplan state rm 'keyword/spring/women/exact/women'\\''s sofa'`
        """) == true)
    try await forget(Self.quoted)
    #expect(try folder.backend.read()?.resources.map(\.address) == [women, sofa])
    #expect(try folder.backend.applies().map(\.kind) == [.apply, .remove, .remove])
  }

  @Test func `what an apply left open elsewhere in it does not stand in the way`() async throws {
    let folder = try Folder()
    func open(_ backend: SQLiteBackend) throws -> any StateSession {
      try backend.open(as: .alive(), account: .sample, target: .pinterest, now: .noon)
    }
    var session = try open(folder.backend)
    try await session.begin(.sample, now: .noon)
    try await session.create([.sample(women, id: "17")])
    let intent = IntendedOperation.create(9, .ad(in: Self.men, "new"))
    try await session.record(settled: [], intending: [intent], nextLocalID: 1, now: .noon)
    try await session.close()
    try smuggle([.sample(Self.men, id: "17")], into: folder)
    session = try open(mending(folder))
    let refused = await awaitedFailure { () async throws(StateError) in
      try await session.remove([Self.men], by: .ana, now: .noon)
    }
    #expect(refused == .unsettled(place: folder.state, operations: 1))
    #expect(try await session.remove([women], by: .ana, now: .noon) == [women])
    try await session.close()
    #expect(try folder.backend.read()?.resources.map(\.address) == [Self.men])
    #expect(try folder.backend.unsettledCount() == 1)
  }

  @Test func `with the commands: it can be looked at, is mended, and then planned for`()
    async throws
  {
    let folder = try Folder()
    try """
    version: 1
    account: { name: northwind-uk, country: GB }
    campaigns:
      spring: { objective: traffic, budget: { daily: 5.00 }, schedule: { start: 2027-01-01 } }

    """.write(toFile: folder.path + "/pinplan.yaml", atomically: true, encoding: .utf8)
    func run(_ command: String) throws -> BuiltPinplan.Answer {
      try BuiltPinplan.run(
        "pinplan \(command) --now 2026-11-22T10:00:00Z", in: URL(fileURLWithPath: folder.path))
    }
    #expect(try run("apply --auto-approve").status == 0)
    let stored = try #require(try folder.backend.read()?.resources.first)
    try smuggle(
      [
        .sample(
          .campaign("summer"), id: stored.id,
          json: String(decoding: stored.attributes, as: UTF8.self))
      ],
      into: folder)
    let message = """
      error: the state .pinplan/state.db has the id 1 both at campaign/spring and at campaign/summer, \
      which an earlier pinplan let in; take the wrong one out of the YAML and forget it with \
      `pinplan state rm campaign/spring` or `pinplan state rm campaign/summer`

      """
    for command in [
      "plan", "apply --auto-approve", "history", "state mv campaign/spring campaign/a",
    ] {
      let answer = try run(command)
      #expect(answer.unwrapped == message)
      #expect(answer.status == 3)
    }
    let list = try run("state list")
    #expect(list.status == 0)
    #expect(list.output.contains("campaign/spring"))
    #expect(list.output.contains("campaign/summer"))
    #expect(try run("state unlock").output == "Nobody holds the lock.\n")
    let mended = try run("state rm campaign/summer")
    #expect(mended.output == "Forgot 1 resource:\n  campaign/summer\n")
    let plan = try run("plan --detailed-exitcode")
    #expect(plan.status == 0, "\(plan.output)")
  }
}
