import Testing

@testable import PinterestEmulator

struct ListTests {
  private func names(_ answer: Answer) -> [String] {
    (answer.body?["items"]?.array ?? []).compactMap { $0["name"]?.string }
  }

  @Test func `pages follow each other in either order`() async throws {
    let session = try Session()
    for number in 1...5 {
      _ = await session.made("campaigns", .campaign.with(["name": .string("C\(number)")]))
    }
    for (order, expected) in [
      ("ASCENDING", ["C1", "C2", "C3", "C4", "C5"]),
      ("DESCENDING", ["C5", "C4", "C3", "C2", "C1"]),
    ] {
      var found: [String] = []
      var pages = 0
      var bookmark: String? = ""
      while let mark = bookmark {
        let query = "page_size=2&order=\(order)" + (mark.isEmpty ? "" : "&bookmark=\(mark)")
        let answer = await session.ads("GET", "campaigns?\(query)")
        found += names(answer)
        pages += 1
        bookmark = answer.body?["bookmark"]?.string
      }
      #expect(found == expected)
      #expect(pages == 3)
    }
  }

  @Test func `a page that ends with the list has no bookmark`() async throws {
    let session = try Session()
    for _ in 0..<2 { _ = await session.made("campaigns", .campaign) }
    #expect(await session.ads("GET", "campaigns?page_size=2").body?["bookmark"] == .null)
  }

  @Test func `pages can be kept small whatever is asked for`() async throws {
    let session = try Session { $0.pageSizeLimit = 1 }
    for _ in 0..<2 { _ = await session.made("campaigns", .campaign) }
    let answer = await session.ads("GET", "campaigns?page_size=250")
    #expect(answer.body?["items"]?.array?.count == 1)
    #expect(answer.body?["bookmark"]?.string != nil)
  }

  @Test(arguments: [
    ("page_size=0", "page_size must be a number from 1.0 to 250.0"),
    ("page_size=251", "page_size must be a number from 1.0 to 250.0"),
    ("bookmark=!!", "Invalid bookmark."),
    ("order=UP", "order \"UP\" is not one of ASCENDING, DESCENDING"),
    (
      "entity_statuses=GONE",
      "entity_statuses[0] \"GONE\" is not one of ACTIVE, PAUSED, ARCHIVED, DRAFT, DELETED_DRAFT"
    ),
    ("page=2", "page is not a parameter of campaigns/list."),
  ])
  func `a query that is not right is refused`(query: String, message: String) async throws {
    let session = try Session()
    let answer = await session.ads("GET", "campaigns?\(query)")
    #expect(answer.status == 400)
    #expect(answer.body?["message"] == .string(message))
  }

  @Test func `archived and draft entities show only when asked for`() async throws {
    let session = try Session()
    _ = await session.made("campaigns", .campaign.with(["name": "on"]))
    _ = await session.made("campaigns", .campaign.with(["name": "off", "status": "PAUSED"]))
    _ = await session.made("campaigns", .campaign.with(["name": "draft", "status": "DRAFT"]))
    let gone = await session.made("campaigns", .campaign.with(["name": "gone"]))
    _ = await session.item(
      "PATCH", "campaigns",
      ["id": .string(gone), "ad_account_id": "549755885175", "status": "ARCHIVED"])
    #expect(names(await session.ads("GET", "campaigns")) == ["on", "off"])
    let asked = "campaigns?entity_statuses=ARCHIVED&entity_statuses=DRAFT"
    #expect(names(await session.ads("GET", asked)) == ["draft", "gone"])
  }

  @Test func `filters go by parent, by id, and not by both`() async throws {
    let session = try Session()
    let first = await session.made("campaigns", .campaign)
    let second = await session.made("campaigns", .campaign)
    let one = await session.made("ad_groups", .adGroup(first).with(["name": "one"]))
    _ = await session.made("ad_groups", .adGroup(second).with(["name": "two"]))
    #expect(names(await session.ads("GET", "ad_groups?campaign_ids=\(second)")) == ["two"])
    #expect(names(await session.ads("GET", "ad_groups?ad_group_ids=\(one),7")) == ["one"])
    let both = await session.ads("GET", "ad_groups?campaign_ids=\(first)&ad_group_ids=\(one)")
    #expect(both.body?["message"] == "Use only one of campaign_ids, ad_group_ids.")
  }

  @Test func `quirks change what is read`() async throws {
    let session = try Session()
    let campaign = await session.made("campaigns", .campaign)
    let spec: JSON = ["LOCATION": ["GB", "IE"]]
    _ = await session.made("ad_groups", .adGroup(campaign).with(["targeting_spec": spec]))
    _ = await session.admin(
      "PATCH", "settings",
      [
        "ids_as_numbers": true, "unknown_enum_values": true, "missing_optional_fields": true,
        "reorder_lists": true,
      ])
    let answer = await session.ads("GET", "ad_groups")
    let row = answer.body?["items"]?.array?.first
    #expect(row?["id"] == 2_680_060_704_746)
    #expect(row?["summary_status"] == "LEARNING_LIMITED")
    #expect(row?["budget_in_micro_currency"] == nil)
    #expect(row?["type"] == nil)
    #expect(row?["targeting_spec"]?["LOCATION"] == ["IE", "GB"])
    #expect(answer.body?["bookmark"] == .null)
  }
}
