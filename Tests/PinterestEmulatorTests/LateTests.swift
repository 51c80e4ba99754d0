import Foundation
import Hummingbird
import HummingbirdTesting
import Testing

@testable import PinterestEmulator

/// Requests that take effect later than they came, or show it later.
struct LateTests {
  private static let campaigns = "/v5/ad_accounts/549755885175/campaigns"

  private func names(_ session: Session, _ path: String = "campaigns") async -> [String] {
    let items = await session.ads("GET", path).body?["items"]?.array ?? []
    return items.compactMap { $0["name"]?.string ?? $0["value"]?.string }
  }

  private func trueNames(_ session: Session) async -> [String] {
    let dump = await session.admin("GET", "dump").body
    return dump?["campaigns"]?.array?.compactMap { $0["name"]?.string } ?? []
  }

  /// Until a request that is carried out late has come.
  private func waitForRequest(_ session: Session) async throws {
    while await session.admin("GET", "pending").body?["commits"]?.array?.isEmpty != false {
      try await Task.sleep(for: .milliseconds(10))
    }
  }

  private func waitForRest(_ session: Session) async throws {
    while await session.admin("GET", "pending").body?["at_rest"] != true {
      try await Task.sleep(for: .milliseconds(10))
    }
  }

  private func withClient(
    _ test: @escaping @Sendable (any TestClientProtocol, Session) async throws -> Void
  ) async throws {
    let session = try Session()
    try await Emulator(engine: session.engine).application().test(.live) { client in
      try await test(client, session)
    }
  }

  /// Creates a campaign over a connection; nil when it ends without an answer.
  private func create(_ client: any TestClientProtocol) async -> Int? {
    let body = JSON.array([.object(.campaign)])
    let answer = try? await client.execute(
      uri: Self.campaigns, method: .post, headers: [.authorization: "Bearer pina_emulator"],
      body: ByteBuffer(bytes: body.bytes))
    return answer?.status.code
  }

  @Test func `a late commit is not there, then is, and is answered then`() async throws {
    try await withClient { client, session in
      _ = await session.admin("POST", "faults", ["kind": "commits_late", "after_ms": 1200])
      let status = Task { await create(client) }
      while await session.admin("GET", "requests").body?["items"] == [] {
        try await Task.sleep(for: .milliseconds(5))
      }
      #expect(await names(session) == [])
      let pending = await session.admin("GET", "pending").body
      #expect(pending?["at_rest"] == false)
      #expect(pending?["commits"]?.array?.map { $0["operation"] } == ["campaigns/create"])
      let entry = await session.admin("GET", "requests").body?["items"]?.array?.first
      #expect(entry?["status"] == .null)
      #expect(await status.value == 200)
      #expect(await names(session) == ["Spring"])
      let after = await session.admin("GET", "requests?operation=campaigns/create")
      #expect(after.body?["items"]?.array?.map { $0["status"] } == [200])
      #expect(await session.admin("GET", "pending").body?["at_rest"] == true)
    }
  }

  @Test func `a late commit goes on without its client, and when the faults are cleared`()
    async throws
  {
    try await withClient { client, session in
      _ = await session.admin("POST", "faults", ["kind": "commits_late", "after_ms": 6000])
      let port = try #require(client.port)
      let curl = Process()
      curl.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      curl.arguments = [
        "curl", "--silent", "--header", "Authorization: Bearer pina_emulator",
        "--data-binary", JSON.array([.object(.campaign)]).text,
        "http://127.0.0.1:\(port)\(Self.campaigns)",
      ]
      try curl.run()
      // It is gone once the request has come, however slow this machine is.
      try await waitForRequest(session)
      kill(curl.processIdentifier, SIGKILL)
      curl.waitUntilExit()
      _ = await session.admin("DELETE", "faults")
      #expect(await trueNames(session) == [])
      try await waitForRest(session)
      #expect(await trueNames(session) == ["Spring"])
    }
  }

  @Test func `a connection can end at once and the commit come later`() async throws {
    try await withClient { client, session in
      _ = await session.admin(
        "POST", "faults", ["kind": "commits_late_after_close", "after_ms": 9000])
      #expect(await create(client) == nil)
      #expect(await trueNames(session) == [])
      try await waitForRest(session)
      #expect(await trueNames(session) == ["Spring"])
      let entry = await session.admin("GET", "requests").body?["items"]?.array?.first
      #expect(entry?["status"] == .null)
    }
  }

  @Test func `an error can come at once and the commit later`() async throws {
    let session = try Session()
    _ = await session.admin(
      "POST", "faults",
      ["kind": "commits_late_after_error", "status": 504, "message": "Late.", "after_ms": 600])
    let answer = await session.ads("POST", "campaigns", [.object(.campaign)])
    #expect(answer.status == 504)
    #expect(answer.body == ["code": 504, "message": "Late."])
    #expect(await trueNames(session) == [])
    try await waitForRest(session)
    #expect(await trueNames(session) == ["Spring"])
    let entry = await session.admin("GET", "requests").body?["items"]?.array?.first
    #expect(entry?["status"] == 504)
  }

  @Test func `a late commit meets the account as it is then`() async throws {
    let session = try Session()
    let id = await session.made("campaigns", .campaign)
    _ = await session.admin(
      "POST", "faults", ["kind": "commits_late_after_close", "after_ms": 200])
    _ = await session.item("POST", "ad_groups", .adGroup(id))
    _ = await session.admin("PATCH", "entities/campaigns/\(id)", ["status": "ARCHIVED"])
    try await waitForRest(session)
    #expect(await names(session, "ad_groups") == [])
  }

  @Test func `a reset forgets what is still to come`() async throws {
    let session = try Session()
    _ = await session.admin(
      "POST", "faults", ["kind": "commits_late_after_close", "after_ms": 100])
    _ = await session.item("POST", "campaigns", .campaign)
    _ = await session.admin("POST", "reset")
    #expect(await session.admin("GET", "pending").body?["at_rest"] == true)
    try await Task.sleep(for: .milliseconds(200))
    #expect(await trueNames(session) == [])
  }

  @Test func `what is visible late is hidden from every read and known to every write`()
    async throws
  {
    let session = try Session()
    _ = await session.made("campaigns", .campaign.with(["name": "First"]))
    _ = await session.admin("POST", "faults", ["kind": "visible_late", "after_ms": 1200])
    let id = await session.made("campaigns", .campaign.with(["name": "Second"]))
    let group = await session.made("ad_groups", .adGroup(id))
    #expect(group != "none")
    #expect(await names(session) == ["First"])
    #expect(await names(session, "campaigns?order=DESCENDING&page_size=1") == ["First"])
    #expect(await names(session, "campaigns?campaign_ids=\(id)") == [])
    #expect(await session.ads("GET", "campaigns/\(id)").status == 404)
    #expect(await trueNames(session) == ["First", "Second"])
    #expect(await session.admin("GET", "pending").body?["hidden"]?.array?.count == 1)
    try await waitForRest(session)
    #expect(await names(session) == ["First", "Second"])
    #expect(await session.ads("GET", "campaigns/\(id)").status == 200)
  }

  @Test func `changes and archivings are visible late, of what lies below too`() async throws {
    let session = try Session()
    let campaign = await session.made("campaigns", .campaign)
    let group = await session.made("ad_groups", .adGroup(campaign))
    let ad = await session.made("ads", .ad(group))
    _ = await session.admin(
      "POST", "faults", ["kind": "visible_late", "after_ms": 1200, "times": "always"])
    _ = await session.item(
      "PATCH", "campaigns",
      ["id": .string(campaign), "ad_account_id": "549755885175", "name": "Autumn"])
    _ = await session.item("PATCH", "ad_groups", ["id": .string(group), "status": "ARCHIVED"])
    #expect(await names(session) == ["Spring"])
    #expect(await session.ads("GET", "ad_groups/\(group)").body?["status"] == "ACTIVE")
    #expect(await session.ads("GET", "ads/\(ad)").body?["status"] == "ACTIVE")
    try await waitForRest(session)
    #expect(await names(session) == ["Autumn"])
    #expect(await session.ads("GET", "ad_groups/\(group)").body?["status"] == "ARCHIVED")
    #expect(await session.ads("GET", "ads/\(ad)").body?["status"] == "ARCHIVED")
  }

  @Test func `keywords and audiences are visible late`() async throws {
    let session = try Session()
    let campaign = await session.made("campaigns", .campaign)
    let list = "keywords?campaign_id=\(campaign)"
    let word: (String) -> JSON = { text in
      [
        "parent_id": .string(campaign),
        "keywords": [["match_type": "EXACT_NEGATIVE", "value": .string(text)]],
      ]
    }
    let first = await session.ads("POST", "keywords", word("one"))
    let id = first.body?["keywords"]?.array?.first?["id"] ?? .null
    _ = await session.admin(
      "POST", "faults", ["kind": "visible_late", "after_ms": 1200, "times": "always"])
    _ = await session.ads("POST", "keywords", word("two"))
    _ = await session.ads("PATCH", "keywords", ["keywords": [["id": id, "archived": true]]])
    let audience = await session.ads(
      "POST", "audiences",
      [
        "name": "Late", "audience_type": "VISITOR",
        "rule": ["visitor_source_id": "2617998078211"],
      ])
    #expect(audience.status == 200)
    #expect(await names(session, list) == ["one"])
    #expect(await names(session, "audiences").contains("Late") == false)
    try await waitForRest(session)
    #expect(await names(session, list) == ["two"])
    #expect(await names(session, "audiences").contains("Late"))
  }

  @Test func `a row that changes twice never goes back`() async throws {
    let session = try Session()
    let id = await session.made("campaigns", .campaign)
    let rename: (String) -> Row = {
      ["id": .string(id), "ad_account_id": "549755885175", "name": .string($0)]
    }
    // So long that no slow machine gets there.
    _ = await session.admin("POST", "faults", ["kind": "visible_late", "after_ms": 3_600_000])
    _ = await session.item("PATCH", "campaigns", rename("Slow"))
    _ = await session.admin("POST", "faults", ["kind": "visible_late", "after_ms": 1])
    _ = await session.item("PATCH", "campaigns", rename("Quick"))
    try await Task.sleep(for: .milliseconds(20))
    #expect(await names(session) == ["Spring"])
    #expect(await trueNames(session) == ["Quick"])
  }

  @Test func `a connection can end and the commit be visible late`() async throws {
    try await withClient { client, session in
      _ = await session.admin(
        "POST", "faults", ["kind": "visible_late", "close": true, "after_ms": 9000])
      #expect(await create(client) == nil)
      #expect(await trueNames(session) == ["Spring"])
      #expect(await names(session) == [])
      try await waitForRest(session)
      #expect(await names(session) == ["Spring"])
    }
  }

  @Test func `a late commit can be visible later still`() async throws {
    try await withClient { client, session in
      _ = await session.admin(
        "POST", "faults", ["kind": "commits_late", "after_ms": 50, "hidden_ms": 9000])
      #expect(await create(client) == 200)
      #expect(await trueNames(session) == ["Spring"])
      #expect(await names(session) == [])
      try await waitForRest(session)
      #expect(await names(session) == ["Spring"])
    }
  }

  @Test func `drawn delays follow from the seed and stay in their bounds`() throws {
    func delays(_ seed: Int) throws -> [Int] {
      let rule: JSON = [
        "kind": "commits_late", "up_to_ms": 3000, "seed": .integer(seed), "times": "always",
      ]
      var fault = try Fault(rule, id: 1)
      return (1...200).map { hit in
        fault.hits = hit
        return fault.delay
      }
    }
    let drawn = try delays(7)
    #expect(try delays(7) == drawn)
    #expect(try delays(8) != drawn)
    #expect(drawn.allSatisfy { (0...3000).contains($0) })
    #expect(drawn.contains { $0 < 500 })
    #expect(drawn.contains { $0 > 2500 })
    let lowest = SplitMix.number(1, seed: -1, upTo: -5)
    #expect(lowest == 0)
  }
}
