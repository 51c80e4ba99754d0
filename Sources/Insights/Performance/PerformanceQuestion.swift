import AdsModel

/// What is asked about the ads that are declared.
public struct PerformanceQuestion: Hashable, Sendable {
  public enum Level: String, Vocabulary {
    case account, campaign
    case adGroup = "ad_group"
    case ad, keyword

    /// The kind of resource that its rows are; none for the account.
    public var kind: ResourceKind? {
      switch self {
      case .account: nil
      case .campaign: .campaign
      case .adGroup: .adGroup
      case .ad: .ad
      case .keyword: .keyword
      }
    }

    /// The level of a selector, by its first word; none for a glob.
    public init?(of selector: Selector) {
      let word = selector.pattern.prefix { $0 != "/" }
      guard let level = Self(rawValue: String(word)), level != .account else { return nil }
      self = level
    }
  }

  public enum Granularity: String, Vocabulary {
    case total, day, week, month, hour
  }

  /// When a conversion counts.
  public enum ReportTime: String, Vocabulary {
    case action, conversion
  }

  public enum Split: String, Vocabulary {
    case country, gender, age, device, placement, keyword, interest, audience
  }

  public var range: DayRange
  public var level = Level.campaign
  public var granularity = Granularity.total
  public var selectors: [Selector] = []
  public var columns = Metric.performance
  public var clickWindow = 30
  public var viewWindow = 1
  public var reportTime = ReportTime.action
  public var sort: Metric?
  public var split: Split?
  /// Whether days are told beside rows that are of all days together, as a page has them.
  public var hasCourse = false

  public init(_ range: DayRange) { self.range = range }
}

extension Metric {
  /// What is told of ads unless other columns are asked for.
  public static let performance: [Self] = [
    .spend, .impressions, .pinClicks, .outboundClicks, .saves, .ctr, .cpc, .cpm, .results,
    .costPerResult,
  ]

  /// All that can be told of ads.
  public static let ofAds: [Self] =
    performance.prefix(5) + [
      .engagements, .videoViews, .pinClickRate, .outboundClickRate, .saveRate, .engagementRate,
    ] + performance.dropFirst(5)
}
