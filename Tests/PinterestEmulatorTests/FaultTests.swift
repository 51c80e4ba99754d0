import Foundation
import Hummingbird
import HummingbirdTesting
import Testing

@testable import PinterestEmulator

/// Over real connections, as that is where most of this shows.
struct FaultTests {
  private let create = "/v5/ad_accounts/549755885175/campaigns"

  /// Sends one campaign; nil when the connection ends without an answer.
  private func attempt(
    _ client: any TestClientProtocol, _ name: String
  ) async -> (status: Int, body: String)? {
    let body = JSON.array([.object(.campaign.with(["name": .string(name)]))])
    let response = try? await client.execute(
      uri: create, method: .post, headers: [.authorization: "Bearer pina_emulator"],
      body: ByteBuffer(bytes: body.bytes))
    return response.map { ($0.status.code, String(buffer: $0.body)) }
  }

  private func withClient(
    _ test: @escaping @Sendable (any TestClientProtocol, Session) async throws -> Void
  ) async throws {
    let session = try Session()
    let emulator = Emulator(engine: session.engine)
    try await emulator.application().test(.live) { client in try await test(client, session) }
  }

  @Test(
    arguments: [
      ("error_before_commit", 500, 0), ("error_after_commit", 500, 1),
      ("close_before_commit", nil, 0), ("close_after_commit", nil, 1), ("rate_limited", 429, 0),
      ("unauthorized", 401, 0), ("garbage_body", 200, 1), ("truncated_body", nil, 1),
      ("partial_batch", 200, 0), ("slow", 200, 1), ("hang", nil, 0),
    ] as [(String, Int?, Int)])
  func `a fault hits its request once and commits or not`(
    kind: String, status: Int?, made: Int
  ) async throws {
    try await withClient { client, session in
      _ = await session.admin(
        "POST", "faults",
        [
          "kind": .string(kind), "match": ["operation": "campaigns/create"], "at": 2,
          "after_ms": 50, "items": [0],
        ])
      #expect(await attempt(client, "first")?.status == 200)
      let hit = await attempt(client, "second")
      #expect(hit?.status == status)
      let live = await session.ads("GET", "campaigns").body?["items"]?.array ?? []
      #expect(live.count { $0["name"] == "second" } == made)
    }
    // A closed connection needs a new one; the account goes on.
    try await withClient { client, _ in #expect(await attempt(client, "third")?.status == 200) }
  }

  @Test func `an answer that hangs comes never, and the connection ends with the faults`()
    async throws
  {
    try await withClient { client, session in
      _ = await session.admin(
        "POST", "faults",
        ["kind": "hang", "commit": true, "match": ["operation": "campaigns/create"]])
      let hung = Task { await attempt(client, "hung") }
      var live: [JSON] = []
      for _ in 0..<2400 where live.isEmpty {
        try await Task.sleep(for: .milliseconds(25))
        live = await session.ads("GET", "campaigns").body?["items"]?.array ?? []
      }
      #expect(live.count == 1)
      _ = await session.admin("DELETE", "faults")
      #expect(await hung.value?.status == nil)
    }
  }

  @Test func `a garbage body is not JSON and a rate limit says when`() async throws {
    let session = try Session()
    _ = await session.admin(
      "POST", "faults",
      [["kind": "garbage_body"], ["kind": "rate_limited", "retry_after": 7]])
    let garbage = await session.deliver("GET", "/user_account")
    #expect(throws: JSON.SyntaxError.self) { try JSON(parsing: garbage.bytes) }
    let limited = await session.send("GET", "/user_account")
    #expect(limited.status == 429)
    #expect(limited.headers["Retry-After"] == "7")
  }

  @Test func `a rule matches by method, path, operation and category`() async throws {
    for match: JSON in [
      ["method": "POST"], ["path_prefix": "/ad_accounts/549755885175/campaigns"],
      ["operation": "campaigns/create"], ["category": "ads_write"],
    ] {
      let session = try Session()
      _ = await session.admin("POST", "faults", ["kind": "error_before_commit", "match": match])
      #expect(await session.send("GET", "/user_account").status == 200)
      #expect(await session.ads("POST", "campaigns", [.object(.campaign)]).status == 500)
      #expect(await session.ads("POST", "campaigns", [.object(.campaign)]).status == 200)
    }
  }

  @Test func `a rule can count every request, and hit always`() async throws {
    let session = try Session()
    _ = await session.admin(
      "POST", "faults", ["kind": "unauthorized", "at": 3, "count": "all", "times": "always"])
    var statuses: [Int] = []
    for path in ["/user_account", "/ad_accounts", "/boards", "/user_account"] {
      statuses.append(await session.send("GET", path).status)
    }
    #expect(statuses == [200, 200, 401, 401])
    _ = await session.admin("DELETE", "faults")
    #expect(await session.send("GET", "/boards").status == 200)
  }

  @Test func `a partial batch keeps the items that the rule leaves`() async throws {
    let session = try Session()
    _ = await session.admin(
      "POST", "faults",
      ["kind": "partial_batch", "items": [1], "code": 77, "message": "Not now."])
    let body = JSON.array(Array(repeating: .object(.campaign), count: 3))
    let items = await session.ads("POST", "campaigns", body).body?["items"]?.array ?? []
    #expect(items.map { $0["data"] != nil } == [true, false, true])
    #expect(items[1]["exceptions"] == [["code": 77, "message": "Not now."]])
  }

  @Test func `keywords of a partial batch come back as errors`() async throws {
    let session = try Session()
    let campaign = await session.made("campaigns", .campaign)
    _ = await session.admin(
      "POST", "faults", ["kind": "partial_batch", "items": [0], "message": "Not now."])
    let keywords: JSON = [
      ["match_type": "EXACT_NEGATIVE", "value": "one"],
      ["match_type": "EXACT_NEGATIVE", "value": "two"],
    ]
    let answer = await session.ads(
      "POST", "keywords", ["parent_id": .string(campaign), "keywords": keywords])
    #expect(answer.body?["keywords"]?.array?.compactMap { $0["value"] } == ["two"])
    #expect(answer.body?["errors"]?.array?.first?["error_messages"] == ["Not now."])
  }

  @Test func `the record says which request was hit and that nothing was answered`() async throws {
    let session = try Session()
    _ = await session.admin("POST", "faults", ["kind": "close_after_commit"])
    _ = await session.ads("POST", "campaigns", [.object(.campaign)])
    let entry = await session.admin("GET", "requests").body?["items"]?.array?.first
    #expect(entry?["fault"] == "close_after_commit")
    #expect(entry?["status"] == .null)
    #expect(entry?["response"] == .null)
    #expect(entry?["body"]?.array?.count == 1)
  }
}
