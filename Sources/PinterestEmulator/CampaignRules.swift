/// What the API asks of a campaign as a whole, after a change is merged in.
enum CampaignRules {
  static let campaignBudgetObjectives: Set<String> = [
    "AWARENESS", "CONSIDERATION", "WEB_CONVERSION", "CATALOG_SALES",
  ]

  static func check(_ campaign: Row, in world: World) throws(Refusal) {
    let name = campaign.text("name") ?? ""
    guard !name.isEmpty, name.unicodeScalars.count <= 255 else {
      throw Refusal("Campaign name must have 1 to 255 characters.")
    }
    if let start = campaign["start_time"]?.integer, let end = campaign["end_time"]?.integer,
      end <= start
    {
      throw Refusal("Campaign end time must be after its start time.")
    }
    if let line = campaign.text("order_line_id"), line != "0" {
      throw Refusal("Order line \(line) not found.")
    }
    try checkBudget(campaign, in: world)
    if campaign["is_performance_plus"] == true { try checkPerformancePlus(campaign) }
  }

  private static func checkBudget(_ campaign: Row, in world: World) throws(Refusal) {
    let objective = campaign.text("objective_type") ?? ""
    let daily = campaign["daily_spend_cap"]?.integer ?? 0
    let lifetime = campaign["lifetime_spend_cap"]?.integer ?? 0
    for cap in [daily, lifetime] { try checkAmount(cap, "spend cap", of: campaign, in: world) }
    guard daily == 0 || lifetime == 0 else {
      throw Refusal("Set daily_spend_cap or lifetime_spend_cap, not both.")
    }
    let isFlexible = campaign["is_flexible_daily_budgets"] == true
    guard campaign["is_campaign_budget_optimization"] == true else {
      if campaignBudgetObjectives.contains(objective), !world.settings.isOn("ad_group_budgets") {
        throw Refusal("\(objective) campaigns need campaign budget optimization.")
      }
      guard daily == 0, lifetime == 0 else {
        throw Refusal("Spend caps are only for campaigns with campaign budget optimization.")
      }
      if isFlexible { throw Refusal("Flexible daily budgets need a campaign budget.") }
      return
    }
    guard campaignBudgetObjectives.contains(objective) || objective.isEmpty else {
      throw Refusal("\(objective) campaigns have their budget on the ad group.")
    }
    guard daily > 0 || lifetime > 0 else {
      throw Refusal(
        code: 2384, "A campaign budget needs daily_spend_cap or lifetime_spend_cap.")
    }
    if lifetime > 0, campaign["end_time"]?.integer == nil {
      throw Refusal("lifetime_spend_cap needs an end_time.")
    }
    if isFlexible, daily == 0 { throw Refusal("Flexible daily budgets need daily_spend_cap.") }
    if campaign["is_automated_campaign"] == true {
      guard daily > 0, campaign["is_performance_plus"] != true else {
        throw Refusal("An automated campaign needs daily_spend_cap and excludes Performance+.")
      }
    }
  }

  private static func checkPerformancePlus(_ campaign: Row) throws(Refusal) {
    let objective = campaign.text("objective_type") ?? ""
    guard ["CONSIDERATION", "WEB_CONVERSION", "CATALOG_SALES"].contains(objective) else {
      throw Refusal("\(objective) campaigns cannot be Performance+.")
    }
  }

  /// Amounts are not negative and whole in the smallest unit of the account's currency.
  static func checkAmount(
    _ micros: Int, _ what: String, of row: Row, in world: World
  ) throws(Refusal) {
    guard micros >= 0 else { throw Refusal("The \(what) must not be negative.") }
    let currency =
      world[.adAccounts][row.reference("ad_account_id")]?.text("currency") ?? "USD"
    let unit = ["JPY", "KRW", "CLP"].contains(currency) ? 1_000_000 : 10_000
    guard micros % unit == 0 else {
      throw Refusal("The \(what) \(micros) is not a whole number of the smallest \(currency) unit.")
    }
  }
}
