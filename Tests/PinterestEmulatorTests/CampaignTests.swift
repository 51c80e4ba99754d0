import Testing

@testable import PinterestEmulator

struct CampaignTests {
  @Test func `a new campaign comes back with its id, defaults and times`() async throws {
    let session = try Session()
    let item = await session.item("POST", "campaigns", .campaign)
    #expect(item["exceptions"] == nil)
    let data = item["data"]
    #expect(data?["id"] == "626735565838")
    #expect(data?["created_time"] == 1_803_902_400)
    #expect(data?["updated_time"] == 1_803_902_400)
    #expect(data?["start_time"] == 1_803_902_400)
    #expect(data?["summary_status"] == "RUNNING")
    #expect(data?["lifetime_spend_cap"] == .null)
    #expect(data?["type"] == "campaign")
  }

  @Test(
    arguments: [
      (
        ["daily_spend_cap": .null], "A campaign budget needs daily_spend_cap or lifetime_spend_cap."
      ),
      (
        ["lifetime_spend_cap": 9_000_000],
        "Set daily_spend_cap or lifetime_spend_cap, not both."
      ),
      (
        ["daily_spend_cap": 0, "lifetime_spend_cap": 9_000_000],
        "lifetime_spend_cap needs an end_time."
      ),
      (
        ["is_campaign_budget_optimization": false],
        "CONSIDERATION campaigns need campaign budget optimization."
      ),
      (
        ["objective_type": "VIDEO_COMPLETION"],
        "VIDEO_COMPLETION campaigns have their budget on the ad group."
      ),
      (
        ["daily_spend_cap": 1_234_567],
        "The spend cap 1234567 is not a whole number of the smallest GBP unit."
      ),
      (["daily_spend_cap": -1], "The spend cap must not be negative."),
      (["end_time": 1], "Campaign end time must be after its start time."),
      (["name": ""], "Campaign name must have 1 to 255 characters."),
      (["order_line_id": "77"], "Order line 77 not found."),
      (["status": "ARCHIVED"], "A new entity cannot have the status ARCHIVED."),
      (["ad_account_id": "549755885176"], "Advertiser not found."),
      (
        ["is_performance_plus": true],
        "A Performance+ campaign needs a start_time."
      ),
    ] as [(Row, String)])
  func `a rule that is broken is an exception of its item`(
    change: Row, message: String
  ) async throws {
    let session = try Session()
    let body: JSON = [.object(.campaign), .object(.campaign.with(change))]
    let answer = await session.ads("POST", "campaigns", body)
    #expect(answer.status == 200)
    let items = answer.body?["items"]?.array ?? []
    #expect(items.count == 2)
    #expect(items.first?["data"]?["id"] == "626735565838")
    #expect(items.last?["data"] == nil)
    #expect(items.last?["exceptions"]?.array?.first?["message"] == .string(message))
  }

  @Test func `a campaign without a budget is exception 2384`() async throws {
    let session = try Session()
    let item = await session.item(
      "POST", "campaigns",
      .campaign.without("daily_spend_cap").with(["objective_type": "AWARENESS"]))
    #expect(item["exceptions"]?.array?.first?["code"] == 2384)
  }

  @Test(
    arguments: [
      (["dayly_spend_cap": 1], "body[0].dayly_spend_cap is not a field of this request"),
      (["daily_spend_cap": "20"], "body[0].daily_spend_cap must be a whole number"),
      (["name": .null], "body[0].name must be a string"),
      (
        ["objective_type": "ENGAGEMENT"],
        "body[0].objective_type \"ENGAGEMENT\" is not one of AWARENESS, CONSIDERATION,"
          + " WEB_CONVERSION, CATALOG_SALES, VIDEO_COMPLETION"
      ),
      (
        ["objective_type": .null],
        "body[0].objective_type null is not one of AWARENESS, CONSIDERATION,"
          + " WEB_CONVERSION, CATALOG_SALES, VIDEO_COMPLETION"
      ),
      (["ad_account_id": "x"], "body[0].ad_account_id 'x' does not match ^()?\\d+$"),
    ] as [(Row, String)])
  func `a wrong shape refuses the whole request`(change: Row, message: String) async throws {
    let session = try Session()
    let answer = await session.ads("POST", "campaigns", [.object(.campaign.with(change))])
    #expect(answer.status == 400)
    #expect(answer.body == ["code": 1, "message": .string(message)])
    #expect(await session.ads("GET", "campaigns").body?["items"] == [])
  }

  @Test func `a batch has 1 to 30 items`() async throws {
    let session = try Session()
    for count in [0, 31] {
      let body = JSON.array(Array(repeating: .object(.campaign), count: count))
      let answer = await session.ads("POST", "campaigns", body)
      #expect(
        answer.body?["message"]
          == .string("body has \(count) items; 1 to 30 are allowed"))
    }
  }

  @Test func `either kind of mistake can be made to come the other way`() async throws {
    let session = try Session()
    let noBudget: Row = .campaign.with(["daily_spend_cap": .null])
    _ = await session.admin(
      "PATCH", "settings", ["business_errors": "request", "shape_errors": "item"])
    let refused = await session.ads("POST", "campaigns", [.object(.campaign), .object(noBudget)])
    #expect(refused.status == 400)
    #expect(await session.ads("GET", "campaigns").body?["items"] == [])
    _ = await session.admin("PATCH", "settings", ["business_errors": "item"])
    let item = await session.item("POST", "campaigns", .campaign.with(["typo": 1]))
    #expect(
      item["exceptions"]?.array?.first?["message"]
        == "body[0].typo is not a field of this request")
  }

  @Test func `an update changes what it names and stamps the time`() async throws {
    let session = try Session()
    let id = await session.made("campaigns", .campaign)
    let change: Row = [
      "id": .string(id), "ad_account_id": "549755885175", "daily_spend_cap": 30_000_000,
    ]
    let data = await session.item("PATCH", "campaigns", change)["data"]
    #expect(data?["daily_spend_cap"] == 30_000_000)
    #expect(data?["name"] == "Spring")
    // The clock stands still, and the change shows all the same.
    #expect(data?["updated_time"] == 1_803_902_401)
    #expect(data?["created_time"] == 1_803_902_400)
  }

  @Test(
    arguments: [
      (["objective_type": "AWARENESS"], "objective_type cannot be changed after creation."),
      (
        ["is_campaign_budget_optimization": false],
        "is_campaign_budget_optimization cannot be changed after creation."
      ),
      (["status": "DRAFT"], "The status cannot change from ACTIVE to DRAFT."),
    ] as [(Row, String)])
  func `what is fixed stays, but in a draft`(change: Row, message: String) async throws {
    let session = try Session()
    let id = await session.made("campaigns", .campaign)
    let update = change.with(["id": .string(id), "ad_account_id": "549755885175"])
    #expect(await session.message("PATCH", "campaigns", update) == message)
    let draft = await session.made("campaigns", .campaign.with(["status": "DRAFT"]))
    let other: Row = [
      "id": .string(draft), "ad_account_id": "549755885175", "objective_type": "AWARENESS",
    ]
    #expect(
      await session.item("PATCH", "campaigns", other)["data"]?["objective_type"] == "AWARENESS")
  }

  @Test func `sentinels clear what they stand for`() async throws {
    let session = try Session()
    let id = await session.made(
      "campaigns",
      .campaign.with(["end_time": 1_900_000_000, "tracking_urls": ["click": ["https://t.example"]]])
    )
    let clearing: Row = [
      "id": .string(id), "ad_account_id": "549755885175", "end_time": -1, "tracking_urls": [:],
      "order_line_id": "0",
    ]
    let data = await session.item("PATCH", "campaigns", clearing)["data"]
    #expect(data?["end_time"] == .null)
    #expect(data?["tracking_urls"] == .null)
    #expect(data?["order_line_id"] == .null)
  }

  @Test func `archiving is for good and takes the children along`() async throws {
    let session = try Session()
    let id = await session.made("campaigns", .campaign)
    let group = await session.made("ad_groups", .adGroup(id))
    let ad = await session.made("ads", .ad(group))
    let archive: Row = [
      "id": .string(id), "ad_account_id": "549755885175", "status": "ARCHIVED",
    ]
    _ = await session.item("PATCH", "campaigns", archive)
    #expect(await session.ads("GET", "campaigns").body?["items"] == [])
    #expect(await session.ads("GET", "ad_groups/\(group)").body?["status"] == "ARCHIVED")
    let gone = await session.ads("GET", "ads/\(ad)").body
    #expect(gone?["status"] == "ARCHIVED")
    #expect(gone?["summary_status"] == "ARCHIVED")
    let again = archive.with(["status": "ACTIVE"])
    #expect(
      await session.message("PATCH", "campaigns", again)
        == "Campaign \(id) is archived and cannot be changed.")
    #expect(
      await session.message("POST", "ad_groups", .adGroup(id)) == "Campaign \(id) is archived.")
  }
}
