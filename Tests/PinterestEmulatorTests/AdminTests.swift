import Testing

@testable import PinterestEmulator

struct AdminTests {
  @Test func `a person's edit needs no token, breaks any rule and stamps the time`() async throws {
    let session = try Session()
    let id = await session.made("campaigns", .campaign)
    let edited = await session.admin(
      "PATCH", "entities/campaigns/\(id)", ["daily_spend_cap": .null, "name": "By hand"])
    #expect(edited.body?["updated_time"] == 1_803_902_401)
    let live = await session.ads("GET", "campaigns/\(id)").body
    #expect(live?["name"] == "By hand")
    #expect(live?["daily_spend_cap"] == .null)
  }

  @Test func `what a person makes elsewhere is there, with the id that it is given or another`()
    async throws
  {
    let session = try Session()
    for id in [nil, "2542620905999"] as [String?] {
      var fields: Row = ["ad_account_id": "549755885175", "name": "By hand", "size": 700]
      fields["id"] = id.map { .string($0) }
      let made = await session.admin("POST", "entities/audiences", .object(fields))
      #expect(made.body?["id"] == .string(id ?? "2542620905478"))
      let live = await session.ads("GET", "audiences/\(id ?? "2542620905478")").body
      #expect(live?["status"] == "READY")
      #expect(live?["size"] == 700)
    }
    let next = await session.admin(
      "POST", "entities/audiences", ["ad_account_id": "549755885175", "name": "Next"])
    #expect(next.body?["id"] == "2542620906000")
  }

  @Test func `a person's archiving takes the children along`() async throws {
    let session = try Session()
    let campaign = await session.made("campaigns", .campaign)
    let group = await session.made("ad_groups", .adGroup(campaign))
    _ = await session.admin("PATCH", "entities/campaigns/\(campaign)", ["status": "ARCHIVED"])
    #expect(await session.ads("GET", "ad_groups/\(group)").body?["status"] == "ARCHIVED")
  }

  @Test func `equal accounts have equal trees, whatever the order and the time`() async throws {
    var trees: [JSON?] = []
    for names in [["A", "B"], ["B", "A"]] {
      let session = try Session()
      for name in names {
        let campaign = await session.made("campaigns", .campaign.with(["name": .string(name)]))
        _ = await session.admin("PUT", "clock", ["advance": 60])
        let audience = await session.ads(
          "POST", "audiences",
          [
            "name": .string(name), "audience_type": "VISITOR",
            "rule": ["visitor_source_id": "2617998078211"],
          ])
        let spec: JSON = [
          "LOCATION": ["GB"], "AUDIENCE_INCLUDE": [audience.body?["id"] ?? .null],
        ]
        let group = await session.made(
          "ad_groups", .adGroup(campaign).with(["targeting_spec": spec]))
        _ = await session.made("ads", .ad(group))
      }
      let tree = await session.admin("GET", "dump?form=tree").body
      #expect(tree?["campaigns"]?.array?.count == 2)
      trees.append(tree)
    }
    #expect(trees[0] == trees[1])
  }

  @Test func `a reset starts over from the seed that it is given`() async throws {
    let session = try Session()
    _ = await session.made("campaigns", .campaign)
    _ = await session.admin(
      "POST", "reset",
      [
        "ad_accounts": [
          [
            "id": "549755885175", "name": "us", "country": "US", "currency": "USD",
            "permissions": ["ADMIN"],
          ]
        ]
      ])
    #expect(await session.ads("GET", "campaigns").body?["items"] == [])
    #expect(await session.send("GET", "/ad_accounts/549755885175").body?["currency"] == "USD")
    #expect(await session.send("GET", "/pins/813744226420795884").status == 200)
    // Ids begin again, so that runs are alike.
    #expect(await session.made("campaigns", .campaign) == "626735565838")
  }

  @Test(
    arguments: [
      ("POST", "reset", ["campaign": []], "campaign is not part of a seed;"),
      ("PATCH", "settings", ["strict": true], "no switch strict; there are"),
      ("PATCH", "settings", ["review_seconds": "1"], "review_seconds cannot be \"1\"; it is 86400"),
      ("POST", "faults", ["kind": "bang"], "kind is one of error_before_commit,"),
      ("POST", "faults", ["kind": "hang", "when": 1], "when is not part of a fault rule."),
      ("POST", "faults", ["kind": "hang", "close": true], "close is for kind visible_late."),
      ("PUT", "clock", ["now": "noon"], "now is not RFC 3339."),
      ("POST", "entities/audiences", ["name": "X"], "ad_account_id is required."),
      ("POST", "entities/lists", ["name": "X"], "lists  not found."),
      ("POST", "entities/websites", ["id": "1"], "id \"1\" is taken or no id."),
      (
        "POST", "entities/customer_lists",
        ["ad_account_id": "549755885175", "_members": "nobody"],
        "_members of customer list 2542630000001 has 1 records that are no people."
      ),
      ("GET", "customer_lists/1", [:], "Customer list 1 not found."),
      ("POST", "review/1", ["status": "APPROVED"], "Ad 1 not found."),
    ] as [(String, String, JSON, String)])
  func `an admin call that is not right says so`(
    method: String, path: String, body: JSON, message: String
  ) async throws {
    let session = try Session()
    let answer = await session.admin(method, path, body)
    #expect(answer.status >= 400)
    #expect(answer.body?["message"]?.string?.hasPrefix(message) == true)
  }

  @Test func `requests are counted by operation and category`() async throws {
    let session = try Session()
    _ = await session.made("campaigns", .campaign)
    _ = await session.ads("GET", "campaigns")
    let counters = await session.admin("GET", "counters").body
    #expect(counters?["requests"] == 2)
    #expect(counters?["POST campaigns/create"] == 1)
    #expect(counters?["category ads_read"] == 1)
  }

  @Test func `a download is made by polling and read from its address`() async throws {
    let session = try Session()
    _ = await session.made("campaigns", .campaign)
    let job = await session.ads("POST", "bulk/download", ["entity_types": ["CAMPAIGN"]])
    let id = job.body?["request_id"]?.string ?? ""
    #expect(await session.ads("GET", "bulk/\(id)").body == ["status": "RUNNING"])
    let url = await session.ads("GET", "bulk/\(id)").body?["result_url"]?.string ?? ""
    let file = await session.admin("GET", "files/\(url.split(separator: "/").last ?? "")")
    #expect(file.body?["campaigns"]?.array?.count == 1)
    #expect(file.body?["ads"] == nil)
  }

  @Test func `floors are the highest of the countries, in the currency asked for`() async throws {
    let session = try Session()
    func floor(_ currency: String, _ countries: [String], _ event: String) async -> JSON? {
      let spec: JSON = [
        "billable_event": .string(event), "currency": .string(currency),
        "countries": JSON(countries),
      ]
      return await session.ads("POST", "bid_floor", ["bid_floor_specs": [spec]])
        .body?["bid_floors"]
    }
    #expect(await floor("GBP", ["GB"], "CLICKTHROUGH") == [70_000])
    #expect(await floor("GBP", ["GB", "US"], "CLICKTHROUGH") == [80_000])
    #expect(await floor("USD", ["US"], "IMPRESSION") == [2_000_000])
    #expect(await floor("JPY", ["JP"], "CLICKTHROUGH") == [15_000_000])
  }
}
