/// A campaign as the API has it.
///
/// Amounts are micros of the account's currency, times Unix seconds, enumerations their wire words.
public struct WireCampaign: WireObject {
  public var id: String
  public var adAccountID: String?
  public var name: String?
  public var objectiveType: String?
  public var status: String?
  /// What its schedule and its parents make of `status`.
  public var summaryStatus: String?
  public var dailySpendCap: Int64?
  public var lifetimeSpendCap: Int64?
  /// Whether the campaign owns the budget.
  public var isCampaignBudgetOptimization: Bool?
  public var isFlexibleDailyBudgets: Bool?
  public var isAutomatedCampaign: Bool?
  public var isPerformancePlus: Bool?
  public var startTime: Int64?
  public var endTime: Int64?
  public var orderLineID: String?
  public var trackingURLs: WireTrackingURLs?
  public var bidOptions: WireValue?
  public var createdTime: Int64?
  public var updatedTime: Int64?

  public init(id: String) { self.id = id }

  public init(_ fields: WireFields) throws {
    id = try fields.requiredID("id")
    adAccountID = try fields.id("ad_account_id")
    name = try fields.text("name")
    objectiveType = try fields.text("objective_type")
    status = try fields.text("status")
    summaryStatus = try fields.text("summary_status")
    dailySpendCap = try fields.integer("daily_spend_cap")
    lifetimeSpendCap = try fields.integer("lifetime_spend_cap")
    isCampaignBudgetOptimization = try fields.flag("is_campaign_budget_optimization")
    isFlexibleDailyBudgets = try fields.flag("is_flexible_daily_budgets")
    isAutomatedCampaign = try fields.flag("is_automated_campaign")
    isPerformancePlus = try fields.flag("is_performance_plus")
    startTime = try fields.integer("start_time")
    endTime = try fields.integer("end_time")
    orderLineID = try fields.id("order_line_id")
    trackingURLs = try fields.value("tracking_urls")
    bidOptions = try fields.value("bid_options")
    createdTime = try fields.integer("created_time")
    updatedTime = try fields.integer("updated_time")
  }
}
