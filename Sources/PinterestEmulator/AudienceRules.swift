/// What the API asks of an audience, after a change is merged in.
enum AudienceRules {
  static func check(_ audience: Row, in world: World) throws(Refusal) {
    guard let name = audience.text("name"), !name.isEmpty else {
      throw Refusal("An audience needs a name.")
    }
    let type = audience.text("audience_type") ?? ""
    let rule = audience["rule"]?.object ?? [:]
    let account = audience.text("ad_account_id") ?? ""
    if let named = rule.text("ad_account_id"), named != account {
      throw Refusal(code: 2, "Advertiser not found.")
    }
    if world.settings.isOn("strict_requests"), let allowed = fields[type] {
      for field in rule.keys.sorted() where !allowed.contains(field) && field != "ad_account_id" {
        throw Refusal("A rule of type \(type) does not take \(field).")
      }
    }
    for field in required[type] ?? [] where rule[field] == nil {
      throw Refusal("A rule of type \(type) needs \(field).")
    }
    if let days = rule["retention_days"]?.integer, !(1...540).contains(days) {
      throw Refusal("retention_days must be from 1 to 540.")
    }
    switch type {
    case "CUSTOMER_LIST": try checkList(rule, account: account, in: world)
    case "VISITOR": try checkVisitors(rule, account: account, in: world)
    case "ENGAGEMENT": try checkEngagement(rule, account: account, in: world)
    case "ACTALIKE": try checkActalike(rule, of: audience, account: account, in: world)
    default: break
    }
  }

  private static let required: [String: [String]] = [
    "CUSTOMER_LIST": ["customer_list_id"], "VISITOR": ["visitor_source_id"],
    "ACTALIKE": ["seed_id", "country", "percentage"],
  ]

  private static let fields: [String: Set<String>] = [
    "CUSTOMER_LIST": ["customer_list_id"],
    "VISITOR": [
      "visitor_source_id", "retention_days", "event", "event_data", "url", "event_source",
      "ingestion_source", "prefill",
    ],
    "ENGAGEMENT": [
      "engagement_domain", "engager_type", "engagement_type", "pin_id", "ad_id", "campaign_id",
      "objective_type", "url", "retention_days",
    ],
    "ACTALIKE": ["seed_id", "country", "percentage"],
  ]

  private static func checkList(_ rule: Row, account: String, in world: World) throws(Refusal) {
    let id = rule.text("customer_list_id") ?? ""
    guard let list = world[.customerLists][Int(id)], list.text("ad_account_id") == account else {
      throw .notFound("Customer list", id)
    }
    guard world.settings.isOn("small_lists_refused") else { return }
    let people = list["_count"]?.integer ?? 0
    let matched = people * world.settings.number("customer_list_match_percent") / 100
    guard matched < World.smallestAudience else { return }
    throw Refusal("An audience needs at least \(World.smallestAudience) people with accounts.")
  }

  private static func checkVisitors(
    _ rule: Row, account: String, in world: World
  ) throws(Refusal) {
    let id = rule.text("visitor_source_id") ?? ""
    guard let tag = world[.conversionTags][Int(id)], tag.text("ad_account_id") == account,
      tag.text("status") != "ARCHIVED"
    else { throw .notFound("Conversion tag", id) }
    if rule.text("event") == "" { throw Refusal("event must not be empty.") }
    if rule["event_data"] != nil, rule["event"] == nil { throw Refusal("event_data needs event.") }
    for (field, known) in [
      ("event_source", Vocabulary.eventSources), ("ingestion_source", Vocabulary.ingestionSources),
    ] {
      guard let source = rule[field] else { continue }
      guard let values = source["="]?.array, source.object?.count == 1, !values.isEmpty else {
        throw Refusal("\(field) must be {\"=\": [value]}.")
      }
      for value in values where !known.contains(value.string ?? "") {
        throw Refusal("\(field) \(value.text) is not one of \(known.joined(separator: ", ")).")
      }
    }
    let url = rule["url"] ?? []
    guard url.string != nil || url.object != nil || url.array != nil else {
      throw Refusal("url must be a string, a list of them, or {operator: value}.")
    }
    let operators = ["=", "!=", "contains", "not_contains"]
    for name in (url.object ?? [:]).keys.sorted() where !operators.contains(name) {
      throw Refusal("url '\(name)' is not one of \(operators.joined(separator: ", ")).")
    }
  }

  private static func checkEngagement(
    _ rule: Row, account: String, in world: World
  ) throws(Refusal) {
    if let kind = rule["engager_type"]?.integer, !(1...2).contains(kind) {
      throw Refusal("engager_type must be 1 or 2.")
    }
    let kinds = ["click", "save", "closeup", "comment", "like"]
    if let kind = rule.text("engagement_type"), !kinds.contains(kind) {
      throw Refusal("engagement_type '\(kind)' is not one of \(kinds.joined(separator: ", ")).")
    }
    let domains = rule["engagement_domain"]?.strings ?? []
    if domains.isEmpty, world.settings.isOn("engagement_domain_required") {
      throw Refusal("A rule of type ENGAGEMENT needs engagement_domain.")
    }
    for domain in domains where !world.isClaimed(domain) {
      throw Refusal("engagement_domain '\(domain)' is not a claimed domain.")
    }
    for (field, kind, name) in [
      ("campaign_id", Kind.campaigns, "Campaign"), ("ad_id", .ads, "Ad"), ("pin_id", .pins, "Pin"),
    ] {
      for id in rule[field]?.strings ?? [] {
        guard let row = world[kind][Int(id)], row["_visible"] != false,
          kind == .pins || row.text("ad_account_id") == account
        else { throw .notFound(name, id) }
      }
    }
  }

  private static func checkActalike(
    _ rule: Row, of audience: Row, account: String, in world: World
  ) throws(Refusal) {
    let seeds = rule["seed_id"]?.strings ?? []
    if seeds.isEmpty { throw Refusal("seed_id must not be empty.") }
    for seed in seeds { _ = try world.audience(seed, account: account) }
    if audience["id"] != nil, reaches(audience.id, from: seeds, in: world) {
      throw Refusal("An audience cannot be its own seed.")
    }
    let country = rule.text("country") ?? ""
    let isKnown =
      world.settings.isOn("actalike_any_country")
      ? Countries.codes.contains(country) : ["US", "CA", "GB"].contains(country)
    guard isKnown else { throw Refusal("country '\(country)' is not a country of actalikes.") }
    guard let share = rule["percentage"]?.integer, (1...10).contains(share) else {
      throw Refusal("percentage must be from 1 to 10.")
    }
  }

  private static func reaches(_ id: Int, from seeds: [String], in world: World) -> Bool {
    var waiting = seeds.compactMap { Int($0) }
    var seen: Set<Int> = []
    while let next = waiting.popLast() {
      if next == id { return true }
      guard seen.insert(next).inserted else { continue }
      let seeds = world[.audiences][next]?["rule"]?["seed_id"]?.strings ?? []
      waiting += seeds.compactMap { Int($0) }
    }
    return false
  }
}
