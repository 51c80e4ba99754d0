import Testing

@testable import PinterestEmulator

struct AccessTests {
  @Test(arguments: [
    ("nobody", 401, 2, "Authentication failed."),
    ("pina_expired", 401, 2, "Authentication failed."),
    ("pina_readonly", 401, 3, "Missing scope: ads:write"),
  ])
  func `a token that may not write is refused`(
    token: String, status: Int, code: Int, message: String
  ) async throws {
    var session = try Session()
    session.token = token
    let answer = await session.ads("POST", "campaigns", [.object(.campaign)])
    #expect(answer.status == status)
    #expect(answer.body == ["code": .integer(code), "message": .string(message)])
  }

  @Test func `a token runs out by the clock`() async throws {
    let session = try Session()
    let change: JSON = ["expires_at": 1_803_902_500]
    _ = await session.admin("PATCH", "tokens/pina_emulator", change)
    #expect(await session.ads("GET", "campaigns").status == 200)
    _ = await session.admin("PUT", "clock", ["advance": 100])
    #expect(await session.ads("GET", "campaigns").status == 401)
  }

  @Test func `an analyst reads and does not write`() async throws {
    let session = try Session()
    let path = "/ad_accounts/549755885176/campaigns"
    #expect(await session.send("GET", path).status == 200)
    let answer = await session.send("POST", path, [.object(.campaign)])
    #expect(answer.status == 403)
    #expect(
      answer.body
        == ["code": 29, "message": "You are not permitted to access that resource."])
  }

  @Test func `an unknown account, path and Pin are each their own 404`() async throws {
    let session = try Session()
    #expect(
      await session.send("GET", "/ad_accounts/1").body
        == ["code": 2, "message": "Advertiser not found."])
    #expect(
      await session.send("GET", "/pins/1").body == ["code": 50, "message": "Pin not found."])
    #expect(
      await session.send("GET", "/boards/1").body == ["code": 40, "message": "Board not found."])
    #expect(
      await session.send("GET", "/nothing").body
        == ["code": 404, "message": "The emulator has no operation GET /nothing."])
  }

  @Test func `a secret board and its Pins show to a token for secrets only`() async throws {
    var session = try Session()
    #expect(await session.send("GET", "/boards/549755885003").status == 404)
    #expect(await session.send("GET", "/pins/813744226420795889").status == 404)
    session.token = "pina_secret"
    #expect(await session.send("GET", "/boards/549755885003").body?["privacy"] == "SECRET")
    #expect(await session.send("GET", "/pins/813744226420795889").status == 200)
  }

  @Test func `every answer has its own request id`() async throws {
    let session = try Session()
    let first = await session.ads("GET", "campaigns").headers["x-pinterest-rid"]
    let second = await session.send("GET", "/nothing").headers["x-pinterest-rid"]
    #expect(first?.isDigits == true)
    #expect(first != second)
  }

  @Test func `a category has its own limit and says how long to wait`() async throws {
    let session = try Session { $0.hasRateLimits = true }
    _ = await session.admin("PATCH", "rate_limits", ["ads_read": 2])
    let first = await session.ads("GET", "campaigns")
    #expect(first.headers["x-userendpoint-ratelimit-limit"] == "2")
    #expect(first.headers["x-userendpoint-ratelimit-remaining"] == "1")
    _ = await session.ads("GET", "campaigns")
    let refused = await session.ads("GET", "campaigns")
    #expect(refused.status == 429)
    #expect(refused.body == ["code": 8, "message": "You have exceeded your rate limit."])
    #expect((refused.headers["Retry-After"].flatMap { Int($0) } ?? 0) > 0)
    #expect(await session.send("GET", "/user_account").status == 200)
  }

  @Test func `one second takes so many requests of any category`() async throws {
    let session = try Session { $0.hasRateLimits = true }
    _ = await session.admin("PATCH", "rate_limits", ["per_second": 1, "window_seconds": 3600])
    let answers = [
      await session.send("GET", "/user_account"), await session.ads("GET", "campaigns"),
      await session.ads("GET", "campaigns"),
    ]
    #expect(answers.contains { $0.status == 429 && $0.headers["Retry-After"] == "1" })
  }
}
