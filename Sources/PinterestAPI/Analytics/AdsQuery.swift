import AdsModel

/// What to ask of the numbers of ads: which days, which columns, and when a conversion counts.
public struct AdsQuery: Hashable, Sendable {
  public enum Granularity: String, CaseIterable, Hashable, Sendable {
    /// One row over all the days.
    case total = "TOTAL"
    case day = "DAY"
    case hour = "HOUR"
    /// What day a week that the range breaks has is not documented.
    case week = "WEEK"
    case month = "MONTH"
  }

  /// The day that a conversion counts for.
  public enum ReportTime: String, CaseIterable, Hashable, Sendable {
    /// That of the click or view which it follows.
    case adAction = "TIME_OF_AD_ACTION"
    case conversion = "TIME_OF_CONVERSION"
  }

  /// UTC days, both included.
  public var days: ClosedRange<Day>
  public var granularity: Granularity
  /// The API's words for numbers; ids come along.
  public var columns: [String]
  /// Days; nil for the API's default.
  public var clickWindow: Int?
  public var viewWindow: Int?
  public var reportTime: ReportTime?

  public init(_ days: ClosedRange<Day>, by granularity: Granularity, columns: [String]) {
    self.days = days
    self.granularity = granularity
    self.columns = columns
  }

  func query(idColumn: String) -> [(name: String, value: String)] {
    var query: [(name: String, value: String)] = [
      ("start_date", days.lowerBound.description), ("end_date", days.upperBound.description),
      ("columns", ([idColumn] + columns).joined(separator: ",")),
      ("granularity", granularity.rawValue),
    ]
    if let clickWindow { query.append(("click_window_days", String(clickWindow))) }
    if let viewWindow { query.append(("view_window_days", String(viewWindow))) }
    if let reportTime { query.append(("conversion_report_time", reportTime.rawValue)) }
    return query
  }
}

/// Whose numbers: of the whole ad account, or of any number of its entities, each on its own.
public enum AnalyticsScope: Hashable, Sendable {
  case account
  case campaigns([String])
  case adGroups([String])
  case ads([String])
  /// Pins as one campaign promotes them.
  case pins([String], campaign: String)
}

extension AnalyticsScope {
  /// How many entities it names; 0 for the whole ad account.
  public var count: Int { filter?.ids.count ?? 0 }

  /// How a request names the entities, and how many it takes.
  var filter: (name: String, ids: [String], limit: Int)? {
    let limit = PinterestCapabilities.Analytics.entities
    switch self {
    case .account: return nil
    case .campaigns(let ids): return ("campaign_ids", ids, limit)
    case .adGroups(let ids): return ("ad_group_ids", ids, limit)
    case .ads(let ids): return ("ad_ids", ids, limit)
    case .pins(let ids, _): return ("pin_ids", ids, PinterestCapabilities.Analytics.pins)
    }
  }

  /// The part of a path that stands before `analytics`.
  var collection: String {
    switch self {
    case .account: ""
    case .campaigns: "campaigns/"
    case .adGroups: "ad_groups/"
    case .ads: "ads/"
    case .pins: "pins/"
    }
  }

  /// The column with the id of a row's entity, as asked for first.
  var idColumns: [String] {
    switch self {
    case .account: ["AD_ACCOUNT_ID", "ADVERTISER_ID"]
    case .campaigns: ["CAMPAIGN_ID"]
    case .adGroups: ["AD_GROUP_ID"]
    case .ads: ["AD_ID", "PIN_PROMOTION_ID"]
    case .pins: ["PIN_ID"]
    }
  }
}
