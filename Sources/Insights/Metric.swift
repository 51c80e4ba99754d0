import AdsModel

/// What is measured, by the word that flags, documents and tables have for it.
public enum Metric: String, Vocabulary, Comparable {
  case spend
  case impressions, engagements
  case pinClicks = "pin_clicks"
  case outboundClicks = "outbound_clicks"
  case saves
  case pinClickRate = "pin_click_rate"
  case outboundClickRate = "outbound_click_rate"
  case saveRate = "save_rate"
  case engagementRate = "engagement_rate"
  case ctr, cpc, cpm, results
  case costPerResult = "cost_per_result"
  case videoViews = "video_views"
  case videoAveragePlayTime = "video_average_play_time"
  case videoPlayedTo95 = "video_played_to_95"
  case video10sPlays = "video_10s_plays"
  case videoTotalPlayTime = "video_total_play_time"
  case totalAudience = "total_audience"
  case engagedAudience = "engaged_audience"
  case monthlyTotalAudience = "monthly_total_audience"
  case monthlyEngagedAudience = "monthly_engaged_audience"
  case monthlyViews = "monthly_views"

  public static func < (left: Self, right: Self) -> Bool { left.place < right.place }

  /// The heading of its column, for people.
  public var heading: String {
    switch self {
    case .outboundClicks: "outbound"
    case .costPerResult: "per result"
    case .videoAveragePlayTime: "average s"
    case .videoPlayedTo95: "played to 95 %"
    case .video10sPlays: "10 s plays"
    case .videoTotalPlayTime: "total min"
    case .ctr, .cpc, .cpm: rawValue.uppercased()
    default: rawValue.replacing("_", with: " ")
    }
  }

  /// Its full name, for people.
  public var title: String {
    switch self {
    case .ctr, .cpc, .cpm: rawValue.uppercased()
    default: rawValue.replacing("_", with: " ")
    }
  }
}

extension Metric {
  /// The counts that a Pin or an account has.
  public static let organicCounts: [Self] = [
    .impressions, .engagements, .pinClicks, .outboundClicks, .saves,
  ]

  /// What is told of a Pin, a board or an account: counts, then what is computed from them.
  public static let organic =
    organicCounts + [.pinClickRate, .outboundClickRate, .saveRate, .engagementRate]

  /// What is told of a video Pin.
  public static let video: [Self] = [
    .impressions, .outboundClicks, .saves, .videoViews, .videoAveragePlayTime, .videoPlayedTo95,
    .video10sPlays, .videoTotalPlayTime,
  ]

  /// By what Pins and boards can be ranked.
  public static let rankings = organicCounts

  /// By what the API ranks video Pins, of the words above.
  public static let videoRankings: [Self] = [.impressions, .saves, .outboundClicks]

  /// What only Pinterest's own pages have.
  public var isInAPI: Bool { unit != .people || self == .monthlyViews }

  public var unit: MetricDefinition.Unit {
    switch self {
    case .spend, .cpc, .cpm, .costPerResult: .money
    case .pinClickRate, .outboundClickRate, .saveRate, .engagementRate, .ctr: .rate
    case .videoAveragePlayTime: .seconds
    case .videoTotalPlayTime: .minutes
    case .totalAudience, .engagedAudience, .monthlyTotalAudience, .monthlyEngagedAudience,
      .monthlyViews:
      .people
    case .impressions, .engagements, .pinClicks, .outboundClicks, .saves, .results, .videoViews,
      .videoPlayedTo95, .video10sPlays:
      .count
    }
  }

  /// The counts that a rate is the sum of, over impressions.
  var rateCounts: [Self] {
    switch self {
    case .pinClickRate, .ctr: [.pinClicks]
    case .outboundClickRate: [.outboundClicks]
    case .saveRate: [.saves]
    case .engagementRate: [.saves, .pinClicks, .outboundClicks]
    default: []
    }
  }
}

extension Metric {
  /// Its place in every list of metrics; asked for with every number, so it is not looked up.
  var place: Int {
    switch self {
    case .spend: 0
    case .impressions: 1
    case .engagements: 2
    case .pinClicks: 3
    case .outboundClicks: 4
    case .saves: 5
    case .pinClickRate: 6
    case .outboundClickRate: 7
    case .saveRate: 8
    case .engagementRate: 9
    case .ctr: 10
    case .cpc: 11
    case .cpm: 12
    case .results: 13
    case .costPerResult: 14
    case .videoViews: 15
    case .videoAveragePlayTime: 16
    case .videoPlayedTo95: 17
    case .video10sPlays: 18
    case .videoTotalPlayTime: 19
    case .totalAudience: 20
    case .engagedAudience: 21
    case .monthlyTotalAudience: 22
    case .monthlyEngagedAudience: 23
    case .monthlyViews: 24
    }
  }
}
