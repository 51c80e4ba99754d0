/// What is sent to create or update a campaign; the client adds the ad account's id.
public struct CampaignBody: BatchBody {
  public typealias Entity = WireCampaign
  public static let collection = "campaigns"

  /// Only for an update.
  public var id: String?
  /// Filled in by the client.
  public var adAccountID: String?
  public var name: String?
  public var objectiveType: String?
  /// A creation has one always: the API makes it active by default.
  public var status: String?
  public var dailySpendCap: Clearable<Int64> = .keep
  public var lifetimeSpendCap: Clearable<Int64> = .keep
  public var isCampaignBudgetOptimization: Bool?
  public var isFlexibleDailyBudgets: Bool?
  public var startTime: Int64?
  /// Cleared with -1.
  public var endTime: Clearable<Int64> = .keep
  public var orderLineID: Clearable<String> = .keep
  public var trackingURLs: Clearable<WireTrackingURLs> = .keep

  public init() {}

  public func encode(to encoder: any Encoder) throws {
    var fields = BodyFields(encoder)
    try fields.put("id", id)
    try fields.put("ad_account_id", adAccountID)
    try fields.put("name", name)
    try fields.put("objective_type", objectiveType)
    try fields.put("status", status)
    try fields.put("daily_spend_cap", dailySpendCap)
    try fields.put("lifetime_spend_cap", lifetimeSpendCap)
    try fields.put("is_campaign_budget_optimization", isCampaignBudgetOptimization)
    try fields.put("is_flexible_daily_budgets", isFlexibleDailyBudgets)
    try fields.put("start_time", startTime)
    try fields.put("end_time", endTime, clearing: -1)
    try fields.put("order_line_id", orderLineID, clearing: "0")
    try fields.put("tracking_urls", trackingURLs, clearing: WireTrackingURLs())
  }

  public func isAnswered(by entity: WireCampaign) -> Bool {
    agrees(id, entity.id) && agrees(name, entity.name)
  }
}
