/// What the columns of the numbers of ads are made of.
///
/// A column adds up over ads, days and parts of a split, or follows from two that do. A column that
/// is not here has no value and is left out.
struct AdColumns: Sendable {
  typealias Metric = AdDay.Metric

  /// What part of a conversion counts: all of it, or those after a click, or after a view.
  enum Share: Sendable {
    case all, click, view
  }

  /// A column that adds up.
  struct Sum: Hashable, Sendable {
    let metrics: [Metric]
    var share = Share.all
  }

  enum Value: Sendable {
    case sum(Int)
    /// Millionths as units.
    case units(Int)
    /// Times a factor.
    case ratio(Int, Int, Double)
    /// A field of the ad account, campaign, ad group or ad.
    case field(Kind, String)
  }

  private(set) var sums: [Sum] = []
  private(set) var values: [(name: String, value: Value)] = []

  init(_ names: [String]) {
    for name in names {
      if let value = value(of: name) { values.append((name, value)) }
    }
  }

  private mutating func place(_ sum: Sum) -> Int {
    if let known = sums.firstIndex(of: sum) { return known }
    sums.append(sum)
    return sums.count - 1
  }

  private mutating func place(_ metrics: [Metric]) -> Int { place(Sum(metrics: metrics)) }

  private mutating func value(of name: String) -> Value? {
    if let sum = Self.sum(name) { return .sum(place(sum)) }
    if let (kind, field) = Self.fields[name] { return .field(kind, field) }
    if name == "SPEND_IN_DOLLAR" { return .units(place([.spend])) }
    guard let ratio = Self.ratios[name] else { return nil }
    return .ratio(place(ratio.over), place(ratio.under), ratio.factor)
  }

  private static let conversions: [String: Metric] = [
    "PAGE_VISIT": .pageVisit, "SIGNUP": .signup, "CHECKOUT": .checkout, "LEAD": .lead,
    "CUSTOM": .custom, "ADD_TO_CART": .addToCart, "VIEW_CATEGORY": .viewCategory,
    "SEARCH": .search, "WATCH_VIDEO": .watchVideo,
  ]

  private static let plain: [String: [Metric]] = [
    "SPEND_IN_MICRO_DOLLAR": [.spend], "PAID_IMPRESSION": [.impression1],
    "IMPRESSION_1": [.impression1], "IMPRESSION_1_GROSS": [.impression1],
    "IMPRESSION_2": [.impression2], "TOTAL_IMPRESSION": [.impression1, .impression2],
    "CLICKTHROUGH_1": [.click1], "CLICKTHROUGH_1_GROSS": [.click1], "CLICKTHROUGH_2": [.click2],
    "TOTAL_CLICKTHROUGH": [.click1, .click2], "OUTBOUND_CLICK_1": [.outbound1],
    "OUTBOUND_CLICK_2": [.outbound2], "REPIN_1": [.save1], "REPIN_2": [.save2],
    "ENGAGEMENT_1": [.engagement1], "ENGAGEMENT_2": [.engagement2],
    "TOTAL_ENGAGEMENT": [.engagement1, .engagement2], "VIDEO_MRC_VIEWS_1": [.video1],
    "VIDEO_MRC_VIEWS_2": [.video2], "TOTAL_VIDEO_MRC_VIEWS": [.video1, .video2],
    "TOTAL_CONVERSIONS": Metric.allCases.filter(\.isConversion), "LEADS": [.lead],
  ]

  private static func sum(_ name: String) -> Sum? {
    if let metrics = plain[name] { return Sum(metrics: metrics) }
    for (prefix, share) in [
      ("TOTAL_CLICK_", Share.click), ("TOTAL_VIEW_", .view), ("TOTAL_", .all),
    ] {
      if name.hasPrefix(prefix), let metric = conversions[String(name.dropFirst(prefix.count))] {
        return Sum(metrics: [metric], share: share)
      }
    }
    return nil
  }

  private static let ratios: [String: (over: [Metric], under: [Metric], factor: Double)] = [
    "CTR": ([.click1], [.impression1], 1), "CTR_2": ([.click2], [.impression2], 1),
    "ECTR": ([.click1, .click2], [.impression1, .impression2], 1),
    "OUTBOUND_CTR_1": ([.outbound1], [.impression1], 1),
    "ENGAGEMENT_RATE": ([.engagement1], [.impression1], 1),
    "EENGAGEMENT_RATE": ([.engagement1, .engagement2], [.impression1, .impression2], 1),
    "REPIN_RATE": ([.save1], [.impression1], 1),
    "CPC_IN_MICRO_DOLLAR": ([.spend], [.click1], 1),
    "ECPC_IN_MICRO_DOLLAR": ([.spend], [.click1, .click2], 1),
    "ECPC_IN_DOLLAR": ([.spend], [.click1, .click2], 1e-6),
    "CPM_IN_MICRO_DOLLAR": ([.spend], [.impression1], 1000),
    "CPM_IN_DOLLAR": ([.spend], [.impression1], 1e-3),
    "ECPM_IN_MICRO_DOLLAR": ([.spend], [.impression1, .impression2], 1000),
    "ECPE_IN_DOLLAR": ([.spend], [.engagement1, .engagement2], 1e-6),
    "COST_PER_OUTBOUND_CLICK_IN_DOLLAR": ([.spend], [.outbound1, .outbound2], 1e-6),
  ]

  private static let fields: [String: (Kind, String)] = [
    "AD_ACCOUNT_ID": (.adAccounts, "id"), "ADVERTISER_ID": (.adAccounts, "id"),
    "CAMPAIGN_ID": (.campaigns, "id"), "CAMPAIGN_NAME": (.campaigns, "name"),
    "CAMPAIGN_ENTITY_STATUS": (.campaigns, "status"),
    "CAMPAIGN_OBJECTIVE_TYPE": (.campaigns, "objective_type"),
    "CAMPAIGN_DAILY_SPEND_CAP": (.campaigns, "daily_spend_cap"),
    "CAMPAIGN_LIFETIME_SPEND_CAP": (.campaigns, "lifetime_spend_cap"),
    "AD_GROUP_ID": (.adGroups, "id"), "AD_GROUP_NAME": (.adGroups, "name"),
    "AD_GROUP_ENTITY_STATUS": (.adGroups, "status"),
    "AD_GROUP_BUDGET_TYPE": (.adGroups, "budget_type"), "AD_ID": (.ads, "id"),
    "PIN_PROMOTION_ID": (.ads, "id"), "AD_NAME": (.ads, "name"), "PIN_ID": (.ads, "pin_id"),
  ]

  /// Every column that has values, for the definitions.
  static let known: Set<String> = {
    let events = conversions.keys.flatMap {
      ["TOTAL_\($0)", "TOTAL_CLICK_\($0)", "TOTAL_VIEW_\($0)"]
    }
    return Set(plain.keys).union(ratios.keys).union(fields.keys).union(events)
      .union(["SPEND_IN_DOLLAR"])
  }()
}
