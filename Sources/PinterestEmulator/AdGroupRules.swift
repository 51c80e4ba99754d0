/// What the API asks of an ad group under its campaign, after a change is merged in.
enum AdGroupRules {
  static func check(_ adGroup: Row, of campaign: Row, in world: World) throws(Refusal) {
    let name = adGroup.text("name") ?? ""
    guard !name.isEmpty, name.unicodeScalars.count <= 255 else {
      throw Refusal("Ad group name must have 1 to 255 characters.")
    }
    try checkBudget(adGroup, of: campaign, in: world)
    try checkBid(adGroup, of: campaign, in: world)
    try checkSchedule(adGroup, of: campaign, in: world)
    try checkTemplates(adGroup)
    try TargetingRules.check(adGroup, of: campaign, in: world)
    if adGroup["lifetime_frequency_cap"]?.integer != nil {
      guard adGroup.text("billable_event") == "IMPRESSION", adGroup["end_time"]?.integer != nil
      else { throw Refusal("lifetime_frequency_cap needs IMPRESSION billing and an end_time.") }
    }
    if campaign.text("objective_type") == "WEB_CONVERSION" {
      let goal = adGroup["optimization_goal_metadata"]?["conversion_tag_v3_goal_metadata"]
      guard goal?["conversion_tag_id"] != nil, goal?["conversion_event"] != nil else {
        throw Refusal("WEB_CONVERSION ad groups need a conversion tag and event.")
      }
    }
    let goal = adGroup["optimization_goal_metadata"]?["conversion_tag_v3_goal_metadata"]
    if let id = goal?["conversion_tag_id"]?.string {
      guard let tag = world[.conversionTags][Int(id)],
        tag["ad_account_id"] == adGroup["ad_account_id"], tag.text("status") != "ARCHIVED"
      else { throw .notFound("Conversion tag", id) }
    }
  }

  private static func checkBudget(
    _ adGroup: Row, of campaign: Row, in world: World
  ) throws(Refusal) {
    let type = adGroup.text("budget_type") ?? "DAILY"
    let budget = adGroup["budget_in_micro_currency"]?.integer
    guard campaign["is_campaign_budget_optimization"] != true else {
      guard type == "CBO_ADGROUP" else {
        throw Refusal("budget_type must be CBO_ADGROUP under a campaign budget, not \(type).")
      }
      guard budget == nil else {
        throw Refusal("budget_in_micro_currency must be absent under a campaign budget.")
      }
      guard adGroup.text("pacing_delivery_type") == "STANDARD" else {
        throw Refusal("pacing_delivery_type must be STANDARD under a campaign budget.")
      }
      return
    }
    guard type != "CBO_ADGROUP" else {
      throw Refusal("budget_type CBO_ADGROUP needs a campaign budget.")
    }
    guard let budget, budget > 0 else {
      throw Refusal("budget_in_micro_currency is required without a campaign budget.")
    }
    try CampaignRules.checkAmount(budget, "budget", of: adGroup, in: world)
    if type == "LIFETIME", adGroup["end_time"]?.integer == nil {
      throw Refusal("budget_type LIFETIME needs an end_time.")
    }
  }

  private static let billing: [String: Set<String>] = [
    "AWARENESS": ["IMPRESSION"], "CONSIDERATION": ["CLICKTHROUGH"],
    "WEB_CONVERSION": ["IMPRESSION"], "CATALOG_SALES": ["CLICKTHROUGH", "IMPRESSION"],
    "VIDEO_COMPLETION": ["IMPRESSION", "VIDEO_V_50_MRC"],
  ]

  private static let strategies: [String: Set<String>] = [
    "AWARENESS": ["AUTOMATIC_BID", "MAX_BID"], "CONSIDERATION": ["AUTOMATIC_BID", "MAX_BID"],
    "WEB_CONVERSION": ["AUTOMATIC_BID", "TARGET_AVG"],
    "CATALOG_SALES": ["AUTOMATIC_BID", "MAX_BID", "TARGET_AVG"],
    "VIDEO_COMPLETION": ["AUTOMATIC_BID"],
  ]

  private static func checkBid(
    _ adGroup: Row, of campaign: Row, in world: World
  ) throws(Refusal) {
    let objective = campaign.text("objective_type") ?? ""
    let event = adGroup.text("billable_event") ?? ""
    if let allowed = billing[objective], !allowed.contains(event) {
      throw Refusal("billable_event \(event) does not go with \(objective).")
    }
    let strategy = adGroup.text("bid_strategy_type") ?? "AUTOMATIC_BID"
    let isPerformancePlus = campaign["is_performance_plus"] == true
    let allowed = isPerformancePlus ? ["AUTOMATIC_BID"] : strategies[objective]
    if let allowed, !allowed.contains(strategy) {
      throw Refusal("bid_strategy_type \(strategy) does not go with \(objective).")
    }
    let bid = adGroup["bid_in_micro_currency"]?.integer
    switch strategy {
    case "AUTOMATIC_BID":
      if bid != nil { throw Refusal("bid_in_micro_currency must be absent with AUTOMATIC_BID.") }
    case "MAX_BID":
      guard let bid else { throw Refusal("bid_in_micro_currency is required with MAX_BID.") }
      try CampaignRules.checkAmount(bid, "bid", of: adGroup, in: world)
      let floor = BidFloors.floor(for: adGroup, of: campaign, in: world)
      if bid < floor { throw Refusal("The bid \(bid) is below the floor of \(floor).") }
    default:
      let goal = adGroup["optimization_goal_metadata"]?["conversion_tag_v3_goal_metadata"]
      guard goal?["cpa_goal_value_in_micro_currency"] != nil else {
        throw Refusal("TARGET_AVG needs cpa_goal_value_in_micro_currency.")
      }
    }
    if let multiplier = adGroup["bid_multiplier"]?.double, multiplier > 0 {
      guard strategy == "AUTOMATIC_BID", !isPerformancePlus, multiplier >= 0.1 else {
        throw Refusal("bid_multiplier is 0.1 to 10, and only for AUTOMATIC_BID.")
      }
    }
  }

  private static func checkSchedule(
    _ adGroup: Row, of campaign: Row, in world: World
  ) throws(Refusal) {
    let start = adGroup["start_time"]?.integer
    let end = adGroup["end_time"]?.integer
    if campaign["is_campaign_budget_optimization"] == true, start != nil || end != nil,
      !world.settings.isOn("ad_group_schedules")
    {
      throw Refusal("Ad group schedules under a campaign budget are in closed beta.")
    }
    if let start, let end, end <= start {
      throw Refusal("Ad group end time must be after its start time.")
    }
  }

  /// A new window has to lie inside the campaign's; one that a campaign left behind may stay.
  static func checkWindow(_ adGroup: Row, of campaign: Row) throws(Refusal) {
    if let start = adGroup["start_time"]?.integer,
      let first = campaign["start_time"]?.integer, start < first
    {
      throw Refusal("Ad group start time is before the campaign's.")
    }
    if let end = adGroup["end_time"]?.integer, let last = campaign["end_time"]?.integer, end > last
    {
      throw Refusal("Ad group end time is after the campaign's.")
    }
  }

  private static func checkTemplates(_ adGroup: Row) throws(Refusal) {
    for id in adGroup["targeting_template_ids"]?.strings ?? [] where id != "0" {
      throw .notFound("Targeting template", id)
    }
  }
}
