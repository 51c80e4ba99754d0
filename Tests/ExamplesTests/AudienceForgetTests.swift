import AdsModel
import CustomerLists
import Foundation
import Planning
import StateStore
import TestSupport
import Testing

/// Everybody of a customer list is forgotten by a command.
struct AudienceForgetTests {
  private static let now = "--now 2026-11-22T10:00:00Z"
  private static let audience = Address.audience("customers")

  /// A project whose state keeps three people of an audience, and nobody of another one.
  private static func make(in folder: URL) async throws -> any StateBackend {
    try """
    version: 1
    account: { name: northwind-uk, country: GB, currency: GBP }

    """.write(
      to: folder.appendingPathComponent("pinplan.yaml"), atomically: true, encoding: .utf8)
    let backend: any StateBackend = SQLiteBackend(path: folder.path + "/.pinplan/state.db")
    let now = Instant(secondsSince1970: 1_795_348_800)
    let session = try await backend.open(
      as: .current(purpose: "apply", now: now),
      account: Account(name: "northwind-uk", country: "GB", currency: .gbp), target: .local,
      now: now)
    try await session.begin(
      ApplyStart(
        author: Author(user: "ana", host: "runner-7", toolVersion: "0.1.0"), planDigest: "",
        configurationDigest: "", summary: PlanSummary()), now: now)
    let stored = [(audience, "17"), (.audience("others"), "18")].map { address, id in
      var resource = StoredResource(
        address: address, id: id, status: .active, attributes: Array("{}".utf8))
      resource.privateValues.memberList = "list of \(id)"
      return resource
    }
    try await session.record(
      settled: [],
      intending: stored.enumerated().map {
        IntendedOperation(
          sequence: $0, kind: .create, address: $1.address, id: $1.id, fieldsJSON: $1.attributes)
      }, nextLocalID: 19, now: now)
    var settled = stored.enumerated().map { Settlement(sequence: $0, result: .done($1)) }
    settled[0].members = MembersWrite("list of 17", add: people())
    try await session.record(settled: settled, intending: [], nextLocalID: 19, now: now)
    try await session.finish(.done, now: now)
    try await session.close()
    return backend
  }

  private static func people() -> [SealedMember] {
    (UInt8(0)..<3).compactMap { number in
      var bytes = [UInt8](repeating: number, count: SealedMember.byteCount)
      bytes[SealedMember.lookupByteCount] = 3
      return bytes.withUnsafeBytes { SealedMember(bytes: $0) }
    }
  }

  @Test func `yes at a terminal forgets everybody`() async throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("pinplan-forget-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let backend = try await Self.make(in: folder)
    let answer = try BuiltPinplan.run(
      ["audience", "forget", "customers", "--format", "json"]
        + Self.now.split(separator: " ").map(String.init), typing: "yes\n", in: folder, with: [:])
    #expect(
      answer.results
        == #"{"format_version":1,"address":"audience/customers","forgotten":3,"diagnostics":[]}"#
        + "\n")
    #expect(answer.status == 0)
    #expect(try await backend.memberCounts() == [:])
  }

  @Test func `forgetting asks, says how many they were, and stands in the history`() async throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("pinplan-forget-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let backend = try await Self.make(in: folder)
    func run(_ arguments: String) throws -> BuiltPinplan.Answer {
      try BuiltPinplan.run("pinplan \(arguments) \(Self.now)", in: folder)
    }
    func answering(_ word: String) throws -> (results: String, messages: String, status: Int32) {
      try BuiltPinplan.run(
        ["audience", "forget", "customers"] + Self.now.split(separator: " ").map(String.init),
        typing: word + "\n", in: folder, with: [:])
    }
    let asked = try answering("y")
    #expect(
      asked.messages == """
        Forget 3 people of audience/customers? The account keeps them, and who has left the list since the last upload is not taken out there any more.
        Only yes will do: error: not approved; nothing was written

        """)
    #expect(asked.status == 1)
    let refused = try run("audience forget customers")
    #expect(refused.output == "error: nobody is there to approve; say --auto-approve\n")
    #expect(refused.status == 1)
    let refusedJSON = try run("audience forget customers --format json 2>/dev/null")
    #expect(
      refusedJSON.output == """
        {"format_version":1,"address":"audience/customers","forgotten":null,"diagnostics":[{"code":"apply.not_approved","severity":"error","message":"nobody is there to approve; say --auto-approve","hint":null,"file":null,"line":null,"column":null,"end_line":null,"end_column":null,"address":null,"notes":[]}]}

        """)
    #expect(try await backend.memberCounts() == ["list of 17": 3])
    let forgotten = try run("audience forget customers --auto-approve")
    #expect(
      forgotten.output == """
        Forgot 3 people of audience/customers. The account keeps them: the next plan takes
        everybody on the list for new.

        """)
    #expect(forgotten.status == 0)
    #expect(try await backend.memberCounts() == [:])
    let nobody = try run("audience forget audience/others")
    #expect(nobody.output == "Nobody is kept of audience/others; nothing was written.\n")
    #expect(
      try run("audience forget others --format json").output
        == #"{"format_version":1,"address":"audience/others","forgotten":0,"diagnostics":[]}"#
        + "\n")
    let unknown = try run("audience forget unknown --auto-approve")
    #expect(
      unknown.unwrapped
        == "error: no audience \"unknown\" is stored; there are \"customers\", \"others\"\n")
    #expect(unknown.status == 1)
    let history = try run("history audience/customers").output
    #expect(history.contains("audience forget 2  by "))
    #expect(history.contains("  ~ audience/customers  id 17\n      members"))
  }
}
