import Testing

@testable import PinterestEmulator

struct AdGroupTests {
  @Test(
    arguments: [
      (
        ["budget_type": "DAILY"],
        "budget_type must be CBO_ADGROUP under a campaign budget, not DAILY."
      ),
      (
        ["budget_in_micro_currency": 1_000_000],
        "budget_in_micro_currency must be absent under a campaign budget."
      ),
      (
        ["pacing_delivery_type": "ACCELERATED"],
        "pacing_delivery_type must be STANDARD under a campaign budget."
      ),
      (["targeting_spec": [:]], "targeting_spec needs LOCATION or GEO."),
      (
        ["billable_event": "IMPRESSION"],
        "billable_event IMPRESSION does not go with CONSIDERATION."
      ),
      (["bid_in_micro_currency": .null], "bid_in_micro_currency is required with MAX_BID."),
      (
        ["bid_strategy_type": "AUTOMATIC_BID"],
        "bid_in_micro_currency must be absent with AUTOMATIC_BID."
      ),
      (
        ["bid_strategy_type": "TARGET_AVG"],
        "bid_strategy_type TARGET_AVG does not go with CONSIDERATION."
      ),
      (["bid_in_micro_currency": 60_000], "The bid 60000 is below the floor of 70000."),
      (
        ["end_time": 1_900_000_000],
        "Ad group schedules under a campaign budget are in closed beta."
      ),
      (["campaign_id": "1"], "Campaign 1 not found."),
      (
        ["targeting_spec": ["LOCATION": ["XX"]]],
        "LOCATION 'XX' is neither a country nor a metro code."
      ),
      (
        ["targeting_spec": ["GEO": ["US-CA", "US-94107"]]],
        "GEO has regions or postal codes, not both."
      ),
      (
        ["targeting_spec": ["LOCATION": ["GB"], "MINIMUM_AGE": "25"]],
        "MINIMUM_AGE and MAXIMUM_AGE go together."
      ),
      (
        [
          "targeting_spec": [
            "LOCATION": ["GB"], "MINIMUM_AGE": "25", "MAXIMUM_AGE": "65+", "AGE_BUCKET": ["25-34"],
          ]
        ], "MINIMUM_AGE and MAXIMUM_AGE exclude AGE_BUCKET."
      ),
      (
        ["targeting_spec": ["LOCATION": ["GB"], "LOCALE": ["xx"]]], "LOCALE 'xx' is not a language."
      ),
      (
        ["targeting_spec": ["LOCATION": ["GB"], "INTEREST": ["7"]]],
        "INTEREST '7' is not an interest id."
      ),
      (
        ["targeting_spec": ["LOCATION": ["GB"], "AUDIENCE_INCLUDE": ["7"]]],
        "AUDIENCE_INCLUDE: audience 7 not found."
      ),
      (
        ["targeting_spec": ["LOCATION": ["GB"], "AUDIENCE_EXCLUDE": ["2542620905477"]]],
        "AUDIENCE_EXCLUDE: audience 2542620905477 is too small."
      ),
      (
        ["lifetime_frequency_cap": 3],
        "lifetime_frequency_cap needs IMPRESSION billing and an end_time."
      ),
    ] as [(Row, String)])
  func `a rule under a campaign budget is an exception of its item`(
    change: Row, message: String
  ) async throws {
    let session = try Session()
    let campaign = await session.made("campaigns", .campaign)
    let fields = Row.adGroup(campaign).with(change)
    #expect(await session.message("POST", "ad_groups", fields) == message)
  }

  @Test(
    arguments: [
      (["budget_type": "CBO_ADGROUP"], "budget_type CBO_ADGROUP needs a campaign budget."),
      (
        ["budget_in_micro_currency": .null],
        "budget_in_micro_currency is required without a campaign budget."
      ),
      (["budget_type": "LIFETIME"], "budget_type LIFETIME needs an end_time."),
      (["end_time": 1], "Ad group end time must be after its start time."),
      (["start_time": 1_800_000_000], "Ad group start time is before the campaign's."),
      (["end_time": 1_990_000_000], "Ad group end time is after the campaign's."),
    ] as [(Row, String)])
  func `a rule for an ad group's own budget is an exception of its item`(
    change: Row, message: String
  ) async throws {
    let session = try Session()
    let campaign = await session.made("campaigns", .film.with(["end_time": 1_900_000_000]))
    let fields = Row.viewers(campaign).with(change)
    #expect(await session.message("POST", "ad_groups", fields) == message)
  }

  @Test func `a campaign with a budget takes 70 ad groups`() async throws {
    let session = try Session()
    let campaign = await session.made("campaigns", .campaign)
    for _ in 0..<70 { _ = await session.made("ad_groups", .adGroup(campaign)) }
    #expect(
      await session.message("POST", "ad_groups", .adGroup(campaign))
        == "A campaign with a campaign budget has at most 70 ad groups.")
  }

  @Test func `targeting is replaced as a whole`() async throws {
    let session = try Session()
    let campaign = await session.made("campaigns", .campaign)
    let id = await session.made(
      "ad_groups",
      .adGroup(campaign).with(["targeting_spec": ["LOCATION": ["GB"], "GENDER": ["female"]]]))
    let change: Row = ["id": .string(id), "targeting_spec": ["LOCATION": ["IE"]]]
    let data = await session.item("PATCH", "ad_groups", change)["data"]
    #expect(data?["targeting_spec"] == ["LOCATION": ["IE"]])
  }

  @Test func `billing, budget type and campaign are fixed`() async throws {
    let session = try Session()
    let campaign = await session.made("campaigns", .film)
    let other = await session.made("campaigns", .film)
    let id = await session.made("ad_groups", .viewers(campaign))
    let changes: [Row] = [
      ["billable_event": "VIDEO_V_50_MRC"], ["budget_type": "LIFETIME"],
      ["campaign_id": .string(other)],
    ]
    for change in changes {
      let name = change.keys.first ?? ""
      #expect(
        await session.message("PATCH", "ad_groups", change.with(["id": .string(id)]))
          == "\(name) cannot be changed after creation.")
    }
  }

  @Test func `a campaign may close its window on an ad group that keeps its own`() async throws {
    let session = try Session()
    let campaign = await session.made("campaigns", .film)
    let id = await session.made("ad_groups", .viewers(campaign).with(["end_time": 1_900_000_000]))
    let narrowing: Row = [
      "id": .string(campaign), "ad_account_id": "549755885175", "end_time": 1_803_902_500,
    ]
    #expect(await session.item("PATCH", "campaigns", narrowing)["data"] != nil)
    _ = await session.admin("PUT", "clock", ["advance": 200])
    let group = await session.ads("GET", "ad_groups/\(id)").body
    #expect(group?["end_time"] == 1_900_000_000)
    #expect(group?["summary_status"] == "COMPLETED")
  }
}
