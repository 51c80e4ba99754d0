import AdsModel
import PinterestAPI

// What an account can hold that no project says. It is never compared and never sent, so it stays
// as it is; an import names it.

extension WireCampaign {
  /// By the API's names.
  var keptProperties: [String] {
    named([
      ("tracking_urls", trackingURLs.isSet), ("order_line_id", orderLineID.isSet),
      ("bid_options", bidOptions.isSet),
      ("is_automated_campaign", isAutomatedCampaign == true),
      ("is_flexible_daily_budgets", isFlexibleDailyBudgets == true),
      ("is_performance_plus", isPerformancePlus == true),
    ])
  }
}

extension WireAdGroup {
  /// `objective` is its campaign's, by the API's name.
  func keptProperties(under objective: String?) -> [String] {
    let event = objective.flatMap(PinterestCapabilities.row(ofWire:))?.billableEvent
    return named([
      ("auto_targeting_enabled", autoTargetingEnabled == true),
      ("billable_event", event != nil && billableEvent.map { $0 != event } ?? false),
      ("bid_multiplier", bidMultiplier.isSet),
      ("is_creative_optimization", isCreativeOptimization == true),
      ("lifetime_frequency_cap", (lifetimeFrequencyCap ?? 0) > 0),
      ("optimization_goal_metadata", optimizationGoal.map { $0 != .init() } ?? false),
      ("pacing_delivery_type", pacingDeliveryType.map { $0 != "STANDARD" } ?? false),
      ("promotion_id", promotionID.isSet),
      ("targeting_template_ids", targetingTemplateIDs?.contains { $0 != "0" } ?? false),
      ("tracking_urls", trackingURLs.isSet),
    ])
      + (targetingSpec?.keys.filter { !WireTargeting.keys.contains($0) } ?? [])
      .map { "targeting_spec.\($0)" }
  }
}

extension WireAd {
  var keptProperties: [String] {
    named([
      ("android_deep_link", androidDeepLink.isSet),
      ("carousel_destination_urls", carouselDestinationURLs?.isEmpty == false),
      ("click_tracking_url", clickTrackingURL.isSet),
      ("creative_type", creativeType.map { !["REGULAR", "VIDEO"].contains($0) } ?? false),
      ("customizable_cta_type", customizableCTAType.isSet), ("ios_deep_link", iosDeepLink.isSet),
      ("lead_form_id", leadFormID.isSet), ("tracking_urls", trackingURLs.isSet),
      ("view_tracking_url", viewTrackingURL.isSet),
    ])
  }
}

extension WireKeyword {
  var keptProperties: [String] { named([("bid", (bid ?? 0) > 0)]) }
}

private func named(_ properties: [(name: String, isSet: Bool)]) -> [String] {
  properties.filter(\.isSet).map(\.name)
}

extension String? {
  fileprivate var isSet: Bool { self.map { !$0.isEmpty && $0 != "0" } ?? false }
}

extension WireValue? {
  fileprivate var isSet: Bool {
    switch self {
    case nil, .null?, .integer(0)?, .object([:])?, .list([])?: false
    default: true
    }
  }
}

extension WireTrackingURLs? {
  fileprivate var isSet: Bool { self.map { $0 != WireTrackingURLs() } ?? false }
}
