/// What is sent to create or update an ad group.
public struct AdGroupBody: BatchBody {
  public typealias Entity = WireAdGroup
  public static let collection = "ad_groups"

  /// Only for an update.
  public var id: String?
  public var campaignID: String?
  public var name: String?
  /// A creation has one always: the API makes it active by default.
  public var status: String?
  public var billableEvent: String?
  public var budget: Clearable<Int64> = .keep
  public var budgetType: String?
  public var bid: Clearable<Int64> = .keep
  public var bidStrategyType: String?
  public var startTime: Int64?
  public var endTime: Clearable<Int64> = .keep
  public var pacingDeliveryType: String?
  public var placementGroup: String?
  public var lifetimeFrequencyCap: Int64?
  /// Only a creation has it: the API goes beyond the declared targeting by default.
  public var autoTargetingEnabled: Bool?
  /// The whole of it: an update replaces all that was there.
  public var targetingSpec: WireTargetingSpec?
  public var targetingTemplateIDs: Clearable<[String]> = .keep
  public var trackingURLs: Clearable<WireTrackingURLs> = .keep
  public var promotionID: Clearable<String> = .keep

  public init() {}

  public func encode(to encoder: any Encoder) throws {
    var fields = BodyFields(encoder)
    try fields.put("id", id)
    try fields.put("campaign_id", campaignID)
    try fields.put("name", name)
    try fields.put("status", status)
    try fields.put("billable_event", billableEvent)
    try fields.put("budget_in_micro_currency", budget)
    try fields.put("budget_type", budgetType)
    try fields.put("bid_in_micro_currency", bid)
    try fields.put("bid_strategy_type", bidStrategyType)
    try fields.put("start_time", startTime)
    try fields.put("end_time", endTime)
    try fields.put("pacing_delivery_type", pacingDeliveryType)
    try fields.put("placement_group", placementGroup)
    try fields.put("lifetime_frequency_cap", lifetimeFrequencyCap)
    try fields.put("auto_targeting_enabled", autoTargetingEnabled)
    try fields.put("targeting_spec", targetingSpec)
    try fields.put("targeting_template_ids", targetingTemplateIDs, clearing: ["0"])
    try fields.put("tracking_urls", trackingURLs, clearing: WireTrackingURLs())
    try fields.put("promotion_id", promotionID)
  }

  public func isAnswered(by entity: WireAdGroup) -> Bool {
    agrees(id, entity.id) && agrees(name, entity.name) && agrees(campaignID, entity.campaignID)
  }
}
