/// What the metrics of answers and reports mean, in words of the emulator's own.
enum MetricDefinitions {
  private static let ads: [(name: String, display: String, definition: String)] = [
    ("SPEND_IN_MICRO_DOLLAR", "Spend", "What was spent, in millionths of the account's currency."),
    ("SPEND_IN_DOLLAR", "Spend", "What was spent, in the account's currency."),
    ("IMPRESSION_1", "Paid impressions", "Times ads were on screen."),
    ("IMPRESSION_2", "Earned impressions", "Times Pins saved from ads were on screen."),
    ("TOTAL_IMPRESSION", "Impressions", "Paid and earned impressions."),
    ("CLICKTHROUGH_1", "Paid Pin clicks", "Clicks on ads that open them close up."),
    ("TOTAL_CLICKTHROUGH", "Pin clicks", "Paid and earned Pin clicks."),
    ("OUTBOUND_CLICK_1", "Paid outbound clicks", "Clicks on ads that lead to their destination."),
    ("OUTBOUND_CLICK_2", "Earned outbound clicks", "The same on Pins saved from ads."),
    ("REPIN_1", "Paid saves", "Times ads were saved to boards."),
    ("ENGAGEMENT_1", "Paid engagements", "Saves, Pin clicks and outbound clicks on ads."),
    ("TOTAL_ENGAGEMENT", "Engagements", "Paid and earned engagements."),
    ("VIDEO_MRC_VIEWS_1", "Paid video views", "At least 2 s with half of the video in view."),
    ("CTR", "Paid Pin click rate", "Paid Pin clicks over paid impressions."),
    ("TOTAL_PAGE_VISIT", "Page visits", "Visits that a tag reports after a click or view."),
    ("TOTAL_CHECKOUT", "Checkouts", "Checkouts that a tag reports after a click or view."),
    ("TOTAL_SIGNUP", "Signups", "Signups that a tag reports after a click or view."),
    ("TOTAL_LEAD", "Leads", "Leads that a tag reports after a click or view."),
    ("TOTAL_CONVERSIONS", "Conversions", "All that tags report after a click or view."),
    ("CAMPAIGN_ID", "Campaign ID", "The id of the campaign."),
    ("AD_GROUP_ID", "Ad group ID", "The id of the ad group."),
    ("AD_ID", "Ad ID", "The id of the ad."),
  ]

  private static let organic: [(name: String, display: String, definition: String)] = [
    ("IMPRESSION", "Impressions", "Times Pins were on screen."),
    ("ENGAGEMENT", "Engagements", "Saves, Pin clicks and outbound clicks."),
    ("PIN_CLICK", "Pin clicks", "Clicks on Pins that open them close up."),
    ("OUTBOUND_CLICK", "Outbound clicks", "Clicks that lead to the destination of a Pin."),
    ("SAVE", "Saves", "Times Pins were saved to boards."),
    ("SAVE_RATE", "Save rate", "Saves over impressions."),
    ("VIDEO_MRC_VIEW", "Video views", "At least 2 s with half of the video in view."),
    ("VIDEO_AVG_WATCH_TIME", "Average play time", "Milliseconds of a view."),
  ]

  private static let reportsAlone = [
    ("TOTAL_ADD_TO_CART", "Add to cart", "Products that were put into a cart, as a tag reports."),
    ("TOTAL_VIEW_CATEGORY", "Category views", "Category pages that were seen, as a tag reports."),
  ]

  /// The definitions for one type of report, or for both.
  static func items(ofType type: String?) -> [JSON] {
    let more = type == "SYNC" ? [] : reportsAlone
    return (ads + more).map { item("ADS", $0) } + organic.map { item("ORGANIC", $0) }
  }

  private static func item(
    _ category: String, _ metric: (name: String, display: String, definition: String)
  ) -> JSON {
    [
      "name": .string(metric.name), "category": .string(category),
      "display_name": .string(metric.display), "definition": .string(metric.definition),
    ]
  }
}
