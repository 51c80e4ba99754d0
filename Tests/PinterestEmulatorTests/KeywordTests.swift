import Testing

@testable import PinterestEmulator

struct KeywordTests {
  @Test func `what is refused comes back beside what is kept`() async throws {
    let session = try Session()
    let campaign = await session.made("campaigns", .campaign)
    let group = await session.made("ad_groups", .adGroup(campaign))
    let answer = await session.ads(
      "POST", "keywords",
      [
        "parent_id": .string(group),
        "keywords": [
          ["match_type": "BROAD", "value": "sofa", "bid": 500_000],
          ["match_type": "EXACT", "value": .string(String(repeating: "x", count: 121))],
        ],
      ])
    #expect(answer.status == 200)
    let kept = answer.body?["keywords"]?.array ?? []
    #expect(kept.count == 1)
    #expect(kept.first?["bid"] == .null)
    #expect(kept.first?["parent_type"] == "adgroup")
    let errors = answer.body?["errors"]?.array ?? []
    #expect(
      errors.first?["error_messages"] == ["Keyword value has more than 120 characters."])
    #expect(errors.first?["data"]?["match_type"] == "EXACT")
  }

  @Test func `a campaign takes negative keywords only`() async throws {
    let session = try Session()
    let campaign = await session.made("campaigns", .campaign)
    let answer = await session.ads(
      "POST", "keywords",
      [
        "parent_id": .string(campaign),
        "keywords": [
          ["match_type": "BROAD", "value": "sofa"],
          ["match_type": "EXACT_NEGATIVE", "value": "free"],
        ],
      ])
    #expect(
      answer.body?["errors"]?.array?.first?["error_messages"]
        == ["Advertisers and Campaigns only accept excluded targeting attributes."])
    #expect(answer.body?["keywords"]?.array?.count == 1)
  }

  @Test func `lists go by parent and leave out what is archived`() async throws {
    let session = try Session()
    let campaign = await session.made("campaigns", .campaign)
    let groups = [
      await session.made("ad_groups", .adGroup(campaign)),
      await session.made("ad_groups", .adGroup(campaign)),
    ]
    for group in groups {
      _ = await session.ads(
        "POST", "keywords",
        [
          "parent_id": .string(group),
          "keywords": [
            ["match_type": "BROAD", "value": "sofa"], ["match_type": "EXACT", "value": "sofa"],
          ],
        ])
    }
    func count(_ query: String) async -> Int {
      await session.ads("GET", "keywords?\(query)").body?["items"]?.array?.count ?? -1
    }
    #expect(await count("") == 0)
    #expect(await count("ad_group_id=\(groups[0])") == 2)
    #expect(await count("ad_group_ids=\(groups[0])&ad_group_ids=\(groups[1])") == 4)
    #expect(await count("ad_group_id=\(groups[0])&match_types=EXACT") == 1)
    let archived = await session.ads(
      "PATCH", "keywords", ["keywords": [["id": "2886364308355", "archived": true]]])
    #expect(archived.body?["keywords"]?.array?.first?["archived"] == true)
    #expect(await count("ad_group_id=\(groups[0])") == 1)
    let again = await session.ads(
      "PATCH", "keywords", ["keywords": [["id": "2886364308355", "archived": true]]])
    #expect(
      again.body?["errors"]?.array?.first?["error_messages"]
        == ["Keyword 2886364308355 not found."])
  }

  @Test func `the filter by several ad groups can be closed to an app`() async throws {
    let session = try Session()
    _ = await session.admin("PATCH", "settings", ["keyword_ad_group_ids": false])
    let answer = await session.ads("GET", "keywords?ad_group_ids=1")
    #expect(answer.status == 403)
    #expect(
      answer.body == ["code": 29, "message": "ad_group_ids is not available to this app."])
  }
}
