import Testing

@testable import PinterestEmulator

/// What a rule of each type may have, and the words of every refusal.
struct AudienceRuleTests {
  private static let tag: Row = ["visitor_source_id": "2617998078211"]
  private static let like: Row = ["seed_id": ["2542620905475"], "country": "GB", "percentage": 3]

  private func create(
    _ session: Session, _ type: String, _ rule: Row, _ change: Row = [:]
  ) async -> Answer {
    let fields: Row = [
      "name": "A", "audience_type": .string(type), "rule": .object(rule),
    ]
    return await session.ads("POST", "audiences", .object(fields.with(change)))
  }

  @Test(
    arguments: [
      (
        "VISITOR",
        tag.with([
          "retention_days": 1, "event": "checkout", "prefill": false, "url": ["/checkout"],
          "event_data": [
            "line_items": ["product_category": "sofas"], "value": "12", "our_own": true,
          ],
          "event_source": ["=": ["web", "offline"]], "ingestion_source": ["=": ["tag"]],
        ])
      ),
      ("ENGAGEMENT", ["engager_type": 2, "retention_days": 540]),
      ("ENGAGEMENT", ["engager_type": 1, "engagement_domain": ["WWW.Northwind.example"]]),
      ("ENGAGEMENT", ["pin_id": ["813744226420795884"], "engagement_type": "save"]),
      ("ENGAGEMENT", ["objective_type": ["AWARENESS"]]),
      ("ACTALIKE", like), ("ACTALIKE", like.with(["country": "US", "percentage": 10])),
    ] as [(String, Row)])
  func `a rule that is right is kept as it was sent`(type: String, rule: Row) async throws {
    let session = try Session()
    let made = await create(session, type, rule)
    #expect(made.status == 200)
    #expect(made.body?["status"] == "INITIALIZING")
    for (field, value) in rule { #expect(made.body?["rule"]?[field] == value, "\(field)") }
  }

  @Test(
    arguments: [
      ("PERSONA", [:], "PERSONA audiences cannot be created here."),
      ("VISITOR", [:], "A rule of type VISITOR needs visitor_source_id."),
      ("CUSTOMER_LIST", [:], "A rule of type CUSTOMER_LIST needs customer_list_id."),
      ("CUSTOMER_LIST", ["customer_list_id": "7"], "Customer list 7 not found."),
      ("VISITOR", ["visitor_source_id": "7"], "Conversion tag 7 not found."),
      // Another account's, and one that was deleted.
      (
        "VISITOR", ["visitor_source_id": "2617998078205"],
        "Conversion tag 2617998078205 not found."
      ),
      (
        "VISITOR", ["visitor_source_id": "2617998078214"],
        "Conversion tag 2617998078214 not found."
      ),
      ("VISITOR", tag.with(["retention_days": 0]), "retention_days must be from 1 to 540."),
      ("ENGAGEMENT", ["retention_days": 541], "retention_days must be from 1 to 540."),
      ("VISITOR", tag.with(["event_data": [:]]), "event_data needs event."),
      ("VISITOR", tag.with(["event": ""]), "event must not be empty."),
      (
        "VISITOR", tag.with(["event": ["checkout", "signup"]]), "body.rule.event must be a string"
      ),
      (
        "VISITOR", tag.with(["event": "checkout", "event_data": ["line_items": []]]),
        "body.rule.event_data.line_items must be an object"
      ),
      (
        "VISITOR", tag.with(["event_source": ["=": ["web", "tv"]]]),
        "event_source \"tv\" is not one of web, mobile, offline."
      ),
      (
        "VISITOR", tag.with(["ingestion_source": ["in": ["tag"]]]),
        "ingestion_source must be {\"=\": [value]}."
      ),
      ("VISITOR", tag.with(["url": ["contains": "/a"]]), "body.rule.url must be an array"),
      ("VISITOR", tag.with(["seed_id": ["1"]]), "A rule of type VISITOR does not take seed_id."),
      ("VISITOR", tag.with(["ad_account_id": "1"]), "Advertiser not found."),
      ("ENGAGEMENT", ["engager_type": 3], "engager_type must be 1 or 2."),
      (
        "ENGAGEMENT", ["engagement_type": "look"],
        "engagement_type 'look' is not one of click, save, closeup, comment, like."
      ),
      (
        "ENGAGEMENT", ["engagement_domain": ["blog.northwind.example"]],
        "engagement_domain 'blog.northwind.example' is not a claimed domain."
      ),
      ("ENGAGEMENT", ["campaign_id": ["7"]], "Campaign 7 not found."),
      ("ENGAGEMENT", ["ad_id": ["7"]], "Ad 7 not found."),
      ("ENGAGEMENT", ["pin_id": ["7"]], "Pin 7 not found."),
      ("ACTALIKE", like.with(["seed_id": []]), "seed_id must not be empty."),
      ("ACTALIKE", like.with(["seed_id": ["7"]]), "Audience 7 not found."),
      (
        "ACTALIKE", like.with(["seed_id": ["2542620905404"]]), "Audience 2542620905404 not found."
      ),
      ("ACTALIKE", like.with(["percentage": 11]), "percentage must be from 1 to 10."),
      ("ACTALIKE", like.with(["country": "XX"]), "country 'XX' is not a country of actalikes."),
      ("ACTALIKE", like.without("country"), "A rule of type ACTALIKE needs country."),
    ] as [(String, Row, String)])
  func `a broken rule refuses the audience`(type: String, rule: Row, message: String) async throws {
    let session = try Session()
    let answer = await create(session, type, rule)
    let isMissing = message.hasSuffix("not found.") && !message.hasPrefix("Advertiser")
    #expect(answer.status == (isMissing ? 404 : 400))
    #expect(answer.body?["message"] == .string(message))
    #expect(await session.ads("GET", "audiences").body?["items"]?.array?.count == 3)
  }

  @Test func `an audience needs a name, also after a change`() async throws {
    let session = try Session()
    let named = await create(session, "VISITOR", Self.tag, ["name": ""])
    #expect(named.body?["message"] == "An audience needs a name.")
    let renamed = await session.ads("PATCH", "audiences/2542620905475", ["name": ""])
    #expect(renamed.body?["message"] == "An audience needs a name.")
  }

  @Test func `a body names the account of its path or none`() async throws {
    let session = try Session()
    for (account, status) in [("549755885175", 200), ("549755885176", 400)] {
      let change: Row = ["ad_account_id": .string(account)]
      let made = await create(session, "VISITOR", Self.tag, change)
      #expect(made.status == status)
      let changed = await session.ads("PATCH", "audiences/2542620905475", change.json)
      #expect(changed.status == status)
      guard status == 400 else { continue }
      for answer in [made, changed] {
        #expect(answer.body == ["code": 2, "message": "Advertiser not found."])
      }
    }
  }

  @Test func `an audience cannot become its own seed`() async throws {
    let session = try Session()
    let first = await create(session, "ACTALIKE", Self.like).body?["id"]?.string ?? ""
    let second =
      await create(session, "ACTALIKE", Self.like.with(["seed_id": [.string(first)]]))
      .body?["id"]?.string ?? ""
    for seed in [first, second] {
      let rule = Self.like.with(["seed_id": [.string(seed)]])
      let refused = await session.ads("PATCH", "audiences/\(first)", ["rule": .object(rule)])
      #expect(refused.body?["message"] == "An audience cannot be its own seed.")
    }
    // By hand it can, and the account still answers.
    for (id, seed) in [(first, second), (second, first)] {
      let rule = Self.like.with(["seed_id": [.string(seed)]])
      _ = await session.admin("PATCH", "entities/audiences/\(id)", ["rule": .object(rule)])
    }
    _ = await session.admin("PUT", "clock", ["advance": 86_400])
    #expect(await session.ads("GET", "audiences/\(first)").body?["status"] == "INITIALIZING")
  }

  @Test func `campaigns and ads of the account are sources of engagement`() async throws {
    let session = try Session()
    let campaign = await session.made("campaigns", .campaign)
    let group = await session.made("ad_groups", .adGroup(campaign))
    let ad = await session.made("ads", .ad(group))
    #expect(
      await create(session, "ENGAGEMENT", ["campaign_id": [.string(campaign)]]).status == 200)
    #expect(await create(session, "ENGAGEMENT", ["ad_id": [.string(ad)]]).status == 200)
  }

  @Test(
    arguments: [
      (
        "engagement_domain_required", true, "ENGAGEMENT", ["engager_type": 1],
        "A rule of type ENGAGEMENT needs engagement_domain."
      ),
      (
        "engagement_domain_required", true, "ENGAGEMENT", ["engagement_domain": []],
        "A rule of type ENGAGEMENT needs engagement_domain."
      ),
      (
        "actalike_any_country", false, "ACTALIKE", like.with(["country": "FR"]),
        "country 'FR' is not a country of actalikes."
      ),
      (
        "audience_url_objects", true, "VISITOR", tag.with(["url": ["ends_with": "/a"]]),
        "url 'ends_with' is not one of =, !=, contains, not_contains."
      ),
      (
        "audience_url_objects", true, "VISITOR", tag.with(["url": 7]),
        "url must be a string, a list of them, or {operator: value}."
      ),
    ] as [(String, Bool, String, Row, String)])
  func `what is unsaid can go the other way`(
    name: String, isOn: Bool, type: String, rule: Row, message: String
  ) async throws {
    let session = try Session()
    _ = await session.admin("PATCH", "settings", [name: .boolean(isOn)].json)
    #expect(await create(session, type, rule).body?["message"] == .string(message))
  }

  @Test func `addresses can be a text or an object where a switch takes what the guide says`()
    async throws
  {
    let session = try Session()
    _ = await session.admin("PATCH", "settings", ["audience_url_objects": true])
    for url: JSON in ["/a", ["contains": "/a", "not_contains": "/b"], ["/a"]] {
      #expect(await create(session, "VISITOR", Self.tag.with(["url": url])).status == 200)
    }
  }

  @Test func `a field of another type is ignored where strictness is off`() async throws {
    let session = try Session()
    _ = await session.admin("PATCH", "settings", ["strict_requests": false])
    #expect(await create(session, "VISITOR", Self.tag.with(["percentage": 3])).status == 200)
  }

  @Test func `an analyst may look and not touch, an audience manager may do both`() async throws {
    let session = try Session()
    for (role, status) in [("ANALYST", 403), ("CAMPAIGN_MANAGER", 403), ("AUDIENCE_MANAGER", 200)] {
      _ = await session.admin(
        "PATCH", "entities/ad_accounts/549755885175", ["permissions": [.string(role)]])
      #expect(await create(session, "VISITOR", Self.tag).status == status)
      let list = await session.ads(
        "POST", "customer_lists", ["name": "L", "records": "a@b.example"])
      #expect(list.status == status)
      #expect(await session.ads("GET", "audiences").status == 200)
      #expect(await session.ads("GET", "customer_lists").status == 200)
    }
  }
}

extension Row {
  var json: JSON { .object(self) }
}
