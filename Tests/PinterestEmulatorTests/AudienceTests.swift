import Testing

@testable import PinterestEmulator

struct AudienceTests {
  private let visitors: JSON = [
    "name": "Visitors", "audience_type": "VISITOR",
    "rule": ["visitor_source_id": "2617998078211", "retention_days": 30],
  ]

  @Test func `an audience is ready once the clock has passed its time`() async throws {
    let session = try Session()
    let made = await session.ads("POST", "audiences", visitors)
    #expect(made.body?["status"] == "INITIALIZING")
    #expect(made.body?["size"] == .null)
    let id = made.body?["id"]?.string ?? ""
    _ = await session.admin("PUT", "clock", ["advance": 86_400])
    let ready = await session.ads("GET", "audiences/\(id)").body
    #expect(ready?["status"] == "READY")
    #expect(ready?["size"] == 12_000)
  }

  @Test func `an actalike waits for its seed`() async throws {
    let session = try Session()
    _ = await session.admin("PATCH", "settings", ["audience_seconds": 1000])
    let seed = await session.ads("POST", "audiences", visitors).body?["id"]?.string ?? ""
    _ = await session.admin("PATCH", "settings", ["audience_seconds": 10])
    let like = await session.ads(
      "POST", "audiences",
      [
        "name": "Like", "audience_type": "ACTALIKE",
        "rule": ["seed_id": [.string(seed)], "country": "GB", "percentage": 3],
      ])
    let id = like.body?["id"]?.string ?? ""
    _ = await session.admin("PUT", "clock", ["advance": 20])
    #expect(await session.ads("GET", "audiences/\(id)").body?["status"] == "INITIALIZING")
    _ = await session.admin("PUT", "clock", ["advance": 2000])
    #expect(await session.ads("GET", "audiences/\(id)").body?["status"] == "READY")
  }

  @Test func `an audience in use is not removed, another is gone`() async throws {
    let session = try Session()
    let campaign = await session.made("campaigns", .campaign)
    let spec: JSON = ["LOCATION": ["GB"], "AUDIENCE_INCLUDE": ["2542620905475"]]
    let group = await session.made("ad_groups", .adGroup(campaign).with(["targeting_spec": spec]))
    let remove: JSON = ["operation_type": "REMOVE"]
    let used = await session.ads("PATCH", "audiences/2542620905475", remove)
    #expect(
      used.body?["message"]
        == .string("Audience 2542620905475 is used by ad group \(group)."))
    #expect(await session.ads("PATCH", "audiences/2542620905476", remove).status == 200)
    #expect(await session.ads("GET", "audiences/2542620905476").status == 404)
    let left = await session.ads("GET", "audiences").body?["items"]?.array?.compactMap { $0["id"] }
    #expect(left == ["2542620905475", "2542620905477"])
  }

  @Test func `an account that lets go of audiences in use says so in its switch`() async throws {
    let session = try Session()
    let campaign = await session.made("campaigns", .campaign)
    let spec: JSON = ["LOCATION": ["GB"], "AUDIENCE_EXCLUDE": ["2542620905475"]]
    _ = await session.made("ad_groups", .adGroup(campaign).with(["targeting_spec": spec]))
    _ = await session.admin("PATCH", "settings", ["audience_in_use_removable": true])
    let remove: JSON = ["operation_type": "REMOVE"]
    #expect(await session.ads("PATCH", "audiences/2542620905475", remove).status == 200)
    #expect(await session.ads("PATCH", "audiences/2542620905475", remove).status == 404)
  }

  @Test func `a removed audience cannot be targeted, and its name is free as every name is`()
    async throws
  {
    let session = try Session()
    let first = await session.ads("POST", "audiences", visitors).body?["id"]?.string ?? ""
    let second = await session.ads("POST", "audiences", visitors).body?["id"]?.string ?? ""
    #expect(first != second)
    _ = await session.ads("PATCH", "audiences/\(first)", ["operation_type": "REMOVE"])
    let campaign = await session.made("campaigns", .campaign)
    let spec: JSON = ["LOCATION": ["GB"], "AUDIENCE_INCLUDE": [.string(first)]]
    let message = await session.message(
      "POST", "ad_groups", .adGroup(campaign).with(["targeting_spec": spec]))
    #expect(message == "AUDIENCE_INCLUDE: audience \(first) not found.")
  }

  @Test func `a new rule starts over, the same rule and a new name do not`() async throws {
    let session = try Session()
    let made = await session.ads("POST", "audiences", visitors).body
    #expect(
      made?["rule"]
        == ["visitor_source_id": "2617998078211", "retention_days": 30, "prefill": true])
    let path = "audiences/\(made?["id"]?.string ?? "")"
    _ = await session.admin("PUT", "clock", ["advance": 86_400])
    let renamed = await session.ads(
      "PATCH", path, ["name": "Guests", "rule": visitors["rule"] ?? .null])
    #expect(renamed.body?["name"] == "Guests")
    #expect(renamed.body?["status"] == "READY")
    let changed = await session.ads(
      "PATCH", path, ["rule": ["visitor_source_id": "2617998078211", "retention_days": 60]])
    #expect(changed.body?["status"] == "INITIALIZING")
    #expect(changed.body?["size"] == .null)
    _ = await session.admin("PUT", "clock", ["advance": 86_400])
    #expect(await session.ads("GET", path).body?["status"] == "READY")
    _ = await session.admin("PATCH", "settings", ["audience_rule_updates": false])
    let refused = await session.ads("PATCH", path, ["rule": visitors["rule"] ?? .null])
    #expect(refused.body == ["code": 29, "message": "The rule of an audience cannot be changed."])
    #expect(await session.ads("PATCH", path, ["description": "Us"]).status == 200)
  }

  @Test func `the type of an audience is for good`() async throws {
    let session = try Session()
    let change: JSON = ["audience_type": "ENGAGEMENT"]
    let refused = await session.ads("PATCH", "audiences/2542620905475", change)
    #expect(
      refused.body?["message"] == "body.audience_type is not a field of this request")
    _ = await session.admin("PATCH", "settings", ["strict_requests": false])
    let ignored = await session.ads("PATCH", "audiences/2542620905475", change)
    #expect(ignored.body?["audience_type"] == "VISITOR")
  }

  @Test func `a visitor audience needs a tag that has seen somebody`() async throws {
    let session = try Session()
    func status(_ rule: Row, after seconds: Int = 86_400) async -> JSON? {
      let made = await session.ads(
        "POST", "audiences",
        ["name": "V", "audience_type": "VISITOR", "rule": .object(rule)])
      _ = await session.admin("PUT", "clock", ["advance": .integer(seconds)])
      return await session.ads("GET", "audiences/\(made.body?["id"]?.string ?? "")")
        .body?["status"]
    }
    let site: Row = ["visitor_source_id": "2617998078211"]
    let blog: Row = ["visitor_source_id": "2617998078212"]
    #expect(await status(site.with(["event": "addtocart"])) == "READY")
    #expect(await status(site.with(["event": "a partner's own"])) == "READY")
    #expect(await status(blog.with(["event": "pagevisit"])) == "READY")
    #expect(await status(blog.with(["event": "checkout"])) == "TOO_SMALL")
    #expect(await status(["visitor_source_id": "2617998078213"]) == "TOO_SMALL")
    #expect(await status(site.with(["prefill": false])) == "TOO_SMALL")
    #expect(await status(site.with(["prefill": false]), after: 200_000) == "READY")
    _ = await session.admin(
      "PATCH", "entities/conversion_tags/2617998078213",
      ["last_fired_time_ms": 1_800_000_000_000])
    #expect(await status(["visitor_source_id": "2617998078213"]) == "READY")
  }

  @Test func `an actalike of seeds that are too small is too small`() async throws {
    let session = try Session()
    let like: (JSON) -> JSON = { seeds in
      [
        "name": "Like", "audience_type": "ACTALIKE",
        "rule": ["seed_id": seeds, "country": "GB", "percentage": 3],
      ]
    }
    let small = await session.ads("POST", "audiences", like(["2542620905477"]))
    let both = await session.ads(
      "POST", "audiences", like(["2542620905477", "2542620905475"]))
    _ = await session.admin("PUT", "clock", ["advance": 86_400])
    for (made, status) in [(small, "TOO_SMALL"), (both, "READY")] {
      let live = await session.ads("GET", "audiences/\(made.body?["id"]?.string ?? "")")
      #expect(live.body?["status"] == .string(status))
    }
  }

  @Test func `what others share is listed apart, can be targeted, and is not ours to change`()
    async throws
  {
    let session = try Session()
    func ids(_ query: String) async -> [JSON] {
      await session.ads("GET", "audiences\(query)").body?["items"]?.array?.compactMap { $0["id"] }
        ?? []
    }
    #expect(await ids("?ownership_type=RECEIVED") == ["2542620905401", "2542620905402"])
    #expect(await ids("") == ["2542620905475", "2542620905476", "2542620905477"])
    let received = await session.ads("GET", "audiences/2542620905401").body
    #expect(received?["audience_type"] == "PERSONA")
    #expect(received?["created_by_company_name"] == "Fabrikam")
    for change: JSON in [["name": "Mine"], ["operation_type": "REMOVE"]] {
      let refused = await session.ads("PATCH", "audiences/2542620905401", change)
      #expect(refused.status == 403)
      #expect(
        refused.body
          == ["code": 29, "message": "You are not permitted to access that resource."])
    }
    let campaign = await session.made("campaigns", .campaign)
    let spec: JSON = ["LOCATION": ["GB"], "AUDIENCE_INCLUDE": ["2542620905401"]]
    let group = await session.made("ad_groups", .adGroup(campaign).with(["targeting_spec": spec]))
    #expect(group != "none")
  }

  @Test func `third-party data is for the US alone`() async throws {
    let session = try Session()
    func message(_ account: JSON, _ audience: String, _ spec: Row) async -> String? {
      _ = await session.admin("PATCH", "entities/ad_accounts/549755885175", account)
      _ = await session.admin("POST", "faults", [])
      let campaign = await session.made("campaigns", .campaign)
      let targeting = JSON.object(spec.with(["AUDIENCE_EXCLUDE": [.string(audience)]]))
      return await session.message(
        "POST", "ad_groups", .adGroup(campaign).with(["targeting_spec": targeting]))
    }
    let segment = "2542620905402"
    #expect(
      await message(["country": "GB"], segment, ["LOCATION": ["US"]])
        == "AUDIENCE_EXCLUDE: audience 2542620905402 is third-party data, which is for US accounts"
        + " only.")
    for (spec, place) in [
      (["LOCATION": ["US", "CA"]], "CA"), (["LOCATION": ["US"], "GEO": ["GB-ENG"]], "GB-ENG"),
    ] as [(Row, String)] {
      #expect(
        await message(["country": "US"], segment, spec)
          == "AUDIENCE_EXCLUDE: audience 2542620905402 is third-party data, which is for the US"
          + " only, not for '\(place)'.")
    }
    #expect(
      await message(["country": "US"], segment, ["LOCATION": ["US", "807"], "GEO": ["US-CA"]])
        == nil)
  }

  @Test func `an account can be full of audiences`() async throws {
    let session = try Session()
    // Three of its own, and two that others share.
    _ = await session.admin("PATCH", "settings", ["audience_limit": 6])
    #expect(await session.ads("POST", "audiences", visitors).status == 200)
    let refused = await session.ads("POST", "audiences", visitors)
    #expect(refused.body?["message"] == "The account has 6 audiences; 6 are allowed.")
  }

  @Test func `rules can come back as the examples have them`() async throws {
    let session = try Session()
    _ = await session.admin("PATCH", "settings", ["rules_as_in_examples": true])
    let live = await session.ads("GET", "audiences/2542620905475").body
    #expect(
      live?["rule"]
        == ["visitor_source_id": ["2617998078211"], "retention_days": "30", "prefill": true])
  }
}
