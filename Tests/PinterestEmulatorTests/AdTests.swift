import Testing

@testable import PinterestEmulator

struct AdTests {
  private func adGroup(_ session: Session) async -> String {
    let campaign = await session.made("campaigns", .campaign)
    return await session.made("ad_groups", .adGroup(campaign))
  }

  @Test func `the exception of an ad is one object, or a list by a switch`() async throws {
    let session = try Session()
    let group = await adGroup(session)
    let wrong = Row.ad(group).with(["pin_id": "1"])
    let item = await session.item("POST", "ads", wrong)
    #expect(item == ["exceptions": ["code": 50, "message": "Pin 1 not found."]])
    _ = await session.admin("PATCH", "settings", ["ads_exceptions_as_array": true])
    let listed = await session.item("POST", "ads", wrong)
    #expect(listed == ["exceptions": [["code": 50, "message": "Pin 1 not found."]]])
    _ = await session.admin("PATCH", "settings", ["null_for_unused": true])
    #expect(await session.item("POST", "ads", wrong)["data"] == .null)
  }

  @Test(arguments: [
    ("813744226420795887", "Pin 813744226420795887 has no link and the ad has no destination_url."),
    ("813744226420795889", "Pin 813744226420795889 is on a board that cannot be promoted."),
    ("813744226420795890", "Pin 813744226420795890 belongs to somebody else."),
    ("813744226420795892", "Pin 813744226420795892 is on a board that cannot be promoted."),
    ("813744226420795886", "creative_type REGULAR needs an image Pin."),
  ])
  func `a Pin that cannot be promoted is refused`(pin: String, message: String) async throws {
    let session = try Session()
    let fields = Row.ad(await adGroup(session)).with(["pin_id": .string(pin)])
    #expect(await session.message("POST", "ads", fields) == message)
  }

  @Test func `an ad-only Pin and a Pin with a destination can be promoted`() async throws {
    let session = try Session()
    let group = await adGroup(session)
    let adOnly = Row.ad(group).with(["pin_id": "813744226420795888"])
    #expect(await session.item("POST", "ads", adOnly)["data"] != nil)
    let linked = Row.ad(group).with([
      "pin_id": "813744226420795887", "destination_url": "https://northwind.example/",
    ])
    #expect(await session.item("POST", "ads", linked)["data"] != nil)
  }

  @Test func `an ad is pending until the clock has passed its review`() async throws {
    let session = try Session()
    let group = await adGroup(session)
    let id = await session.made("ads", .ad(group))
    let new = await session.ads("GET", "ads/\(id)").body
    #expect(new?["review_status"] == "PENDING")
    #expect(new?["summary_status"] == "PENDING")
    _ = await session.admin("PUT", "clock", ["advance": 86_400])
    let seen = await session.ads("GET", "ads/\(id)").body
    #expect(seen?["summary_status"] == "APPROVED")
    let renamed: Row = ["id": .string(id), "name": "Other"]
    #expect(
      await session.item("PATCH", "ads", renamed)["data"]?["review_status"] == "APPROVED")
    let moved: Row = ["id": .string(id), "destination_url": "https://northwind.example/new"]
    #expect(await session.item("PATCH", "ads", moved)["data"]?["review_status"] == "PENDING")
  }

  @Test func `a reviewer rejects an ad with reasons`() async throws {
    let session = try Session()
    let id = await session.made("ads", .ad(await adGroup(session)))
    _ = await session.admin(
      "POST", "review/\(id)", ["status": "REJECTED", "reasons": ["CLICKBAIT"]])
    _ = await session.admin("PUT", "clock", ["advance": 900_000])
    let ad = await session.ads("GET", "ads/\(id)").body
    #expect(ad?["review_status"] == "REJECTED")
    #expect(ad?["summary_status"] == "REJECTED")
    #expect(ad?["rejected_reasons"] == ["CLICKBAIT"])
  }

  @Test func `new keywords and interests send the ads back into review`() async throws {
    let session = try Session()
    let group = await adGroup(session)
    let id = await session.made("ads", .ad(group))
    let changes: [() async -> Void] = [
      {
        _ = await session.ads(
          "POST", "keywords",
          ["parent_id": .string(group), "keywords": [["match_type": "BROAD", "value": "sofa"]]])
      },
      {
        _ = await session.item(
          "PATCH", "ad_groups",
          [
            "id": .string(group),
            "targeting_spec": ["LOCATION": ["GB"], "INTEREST": ["935249274030"]],
          ])
      },
    ]
    for change in changes {
      _ = await session.admin("PUT", "clock", ["advance": 90_000])
      #expect(await session.ads("GET", "ads/\(id)").body?["review_status"] == "APPROVED")
      await change()
      #expect(await session.ads("GET", "ads/\(id)").body?["review_status"] == "PENDING")
    }
  }

  @Test func `a paused parent shows on the ad and leaves its own status`() async throws {
    let session = try Session()
    let group = await adGroup(session)
    let id = await session.made("ads", .ad(group))
    _ = await session.item("PATCH", "ad_groups", ["id": .string(group), "status": "PAUSED"])
    let ad = await session.ads("GET", "ads/\(id)").body
    #expect(ad?["status"] == "ACTIVE")
    #expect(ad?["summary_status"] == "PAUSED")
  }

  @Test func `the Pin, the kind and the ad group of an ad are fixed`() async throws {
    let session = try Session()
    let group = await adGroup(session)
    let id = await session.made("ads", .ad(group))
    for change: Row in [
      ["pin_id": "813744226420795885"], ["creative_type": "IDEA"], ["ad_group_id": "2"],
    ] {
      #expect(
        await session.message("PATCH", "ads", change.with(["id": .string(id)]))
          == "\(change.keys.first ?? "") cannot be changed after creation.")
    }
  }
}
