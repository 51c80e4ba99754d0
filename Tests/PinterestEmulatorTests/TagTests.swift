import Testing

@testable import PinterestEmulator

/// Conversion tags and claimed websites, which audiences are made of.
struct TagTests {
  @Test func `tags of the account are listed, deleted ones unless they are left out`() async throws
  {
    let session = try Session()
    func ids(_ query: String) async -> [String] {
      let answer = await session.ads("GET", "conversion_tags\(query)").body
      #expect(answer?["bookmark"] == nil)
      return answer?["items"]?.array?.compactMap { $0["id"]?.string } ?? []
    }
    let all = (11...15).map { "26179980782\($0)" }
    #expect(await ids("") == all)
    #expect(await ids("?filter_deleted=true") == all.filter { $0 != "2617998078214" })
    let refused = await session.ads("GET", "conversion_tags?page_size=2")
    #expect(
      refused.body?["message"] == "page_size is not a parameter of conversion_tags/list.")
  }

  @Test func `a tag tells its status and when it last fired`() async throws {
    let session = try Session()
    let fired = await session.ads("GET", "conversion_tags/2617998078211").body
    #expect(fired?["status"] == "ACTIVE")
    #expect(fired?["last_fired_time_ms"] == 1_780_000_000_000)
    #expect(fired?["_events"] == nil)
    let silent = await session.ads("GET", "conversion_tags/2617998078213").body
    #expect(silent?["last_fired_time_ms"] == .null)
    let off = await session.ads("GET", "conversion_tags/2617998078215").body
    #expect(off?["status"] == "PAUSED")
    let other = await session.ads("GET", "conversion_tags/2617998078205")
    #expect(other.status == 404)
    #expect(
      other.body == ["code": 404, "message": "Conversion tag 2617998078205 not found."])
  }

  @Test func `events of tags are listed by kind and by tag`() async throws {
    let session = try Session()
    let visits = await session.ads("GET", "conversion_tags/page_visit?page_size=2").body
    #expect(
      visits?["items"]?.array?.map { $0["conversion_tag_id"] }
        == ["2617998078211", "2617998078212"])
    #expect(
      visits?["items"]?.array?.first == [
        "conversion_event": "PAGE_VISIT", "conversion_tag_id": "2617998078211",
        "ad_account_id": "549755885175", "created_time": 1_770_000_000,
      ])
    #expect(visits?["bookmark"]?.string != nil)
    let eligible = await session.ads("GET", "conversion_tags/ocpm_eligible").body?.object
    #expect(eligible?.keys.sorted() == ["2617998078211", "2617998078212"])
    #expect(eligible?["2617998078211"]?.array?.count == 9)
  }

  @Test func `tags and websites can be made, fired and claimed by hand`() async throws {
    let session = try Session()
    let made = await session.admin(
      "POST", "entities/conversion_tags",
      ["ad_account_id": "549755885175", "name": "New"])
    #expect(made.body?["id"] == "2617998078216")
    #expect(made.body?["status"] == "ACTIVE")
    #expect(made.body?["last_fired_time_ms"] == .null)
    _ = await session.admin(
      "PATCH", "entities/conversion_tags/2617998078216",
      ["last_fired_time_ms": 1_800_000_000_000, "_events": ["LEAD"]])
    let live = await session.ads("GET", "conversion_tags/2617998078216").body
    #expect(live?["last_fired_time_ms"] == 1_800_000_000_000)
    _ = await session.admin(
      "POST", "entities/websites", ["website": "new.example", "status": "success"])
    let sites = await session.send("GET", "/user_account/websites").body
    #expect(
      sites?["items"] == [
        [
          "website": "northwind.example", "status": "success",
          "verified_at": "2026-01-14T21:03:01.602000",
        ],
        ["website": "blog.northwind.example", "status": "pending"],
        ["website": "new.example", "status": "success"],
      ])
    let audience = await session.ads(
      "POST", "audiences",
      [
        "name": "E", "audience_type": "ENGAGEMENT",
        "rule": ["engagement_domain": ["new.example"]],
      ])
    #expect(audience.status == 200)
  }

  @Test func `a seed brings its own tags and websites, without ids for these`() async throws {
    let session = try Session()
    _ = await session.admin(
      "POST", "reset",
      [
        "websites": [["website": "a.example", "status": "success"], ["website": "b.example"]],
        "conversion_tags": [],
      ])
    let sites = await session.send("GET", "/user_account/websites?page_size=1").body
    #expect(sites?["items"] == [["website": "a.example", "status": "success"]])
    #expect(await session.ads("GET", "conversion_tags").body?["items"] == [])
  }

  @Test func `a goal names a tag of the account that is not deleted`() async throws {
    let session = try Session()
    let campaign = await session.made(
      "campaigns", .campaign.with(["objective_type": "WEB_CONVERSION"]))
    func message(_ tag: String) async -> String? {
      let goal: JSON = [
        "conversion_tag_v3_goal_metadata": [
          "conversion_tag_id": .string(tag), "conversion_event": "CHECKOUT",
        ]
      ]
      return await session.message(
        "POST", "ad_groups",
        .adGroup(campaign).without("bid_in_micro_currency").with([
          "billable_event": "IMPRESSION", "bid_strategy_type": "AUTOMATIC_BID",
          "optimization_goal_metadata": goal,
        ]))
    }
    #expect(await message("2617998078211") == nil)
    for tag in ["7", "2617998078205", "2617998078214"] {
      #expect(await message(tag) == "Conversion tag \(tag) not found.")
    }
  }

  @Test func `websites need the user's own token and its scope`() async throws {
    var session = try Session()
    _ = await session.admin("PATCH", "tokens/pina_readonly", ["scopes": ["ads:read"]])
    session.token = "pina_readonly"
    #expect(await session.send("GET", "/user_account/websites").status == 401)
    #expect(await session.ads("GET", "conversion_tags").status == 200)
  }
}
