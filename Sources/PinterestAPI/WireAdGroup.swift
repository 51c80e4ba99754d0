/// An ad group as the API has it.
///
/// Amounts are micros of the account's currency, times Unix seconds, enumerations their wire words.
public struct WireAdGroup: WireObject {
  public var id: String
  public var adAccountID: String?
  public var campaignID: String?
  public var name: String?
  public var status: String?
  /// What its schedule and its parents make of `status`.
  public var summaryStatus: String?
  public var billableEvent: String?
  public var budget: Int64?
  /// `DAILY`, `LIFETIME`, or `CBO_ADGROUP` where the campaign owns the budget.
  public var budgetType: String?
  public var bid: Int64?
  public var bidStrategyType: String?
  public var bidMultiplier: WireValue?
  public var startTime: Int64?
  public var endTime: Int64?
  public var pacingDeliveryType: String?
  public var placementGroup: String?
  public var lifetimeFrequencyCap: Int64?
  /// Whether Pinterest may go beyond the declared targeting.
  public var autoTargetingEnabled: Bool?
  public var isCreativeOptimization: Bool?
  public var targetingSpec: WireTargetingSpec?
  public var targetingTemplateIDs: [String]?
  public var optimizationGoal: WireOptimizationGoal?
  public var trackingURLs: WireTrackingURLs?
  public var promotionID: String?
  public var createdTime: Int64?
  public var updatedTime: Int64?

  public init(id: String) { self.id = id }

  public init(_ fields: WireFields) throws {
    id = try fields.requiredID("id")
    adAccountID = try fields.id("ad_account_id")
    campaignID = try fields.id("campaign_id")
    name = try fields.text("name")
    status = try fields.text("status")
    summaryStatus = try fields.text("summary_status")
    billableEvent = try fields.text("billable_event")
    budget = try fields.integer("budget_in_micro_currency")
    budgetType = try fields.text("budget_type")
    bid = try fields.integer("bid_in_micro_currency")
    bidStrategyType = try fields.text("bid_strategy_type")
    bidMultiplier = try fields.value("bid_multiplier")
    startTime = try fields.integer("start_time")
    endTime = try fields.integer("end_time")
    pacingDeliveryType = try fields.text("pacing_delivery_type")
    placementGroup = try fields.text("placement_group")
    lifetimeFrequencyCap = try fields.integer("lifetime_frequency_cap")
    autoTargetingEnabled = try fields.flag("auto_targeting_enabled")
    isCreativeOptimization = try fields.flag("is_creative_optimization")
    targetingSpec = try fields.value("targeting_spec")
    targetingTemplateIDs = try fields.ids("targeting_template_ids")
    optimizationGoal = try fields.value("optimization_goal_metadata")
    trackingURLs = try fields.value("tracking_urls")
    promotionID = try fields.id("promotion_id")
    createdTime = try fields.integer("created_time")
    updatedTime = try fields.integer("updated_time")
  }
}
