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

  /// Its place in every list of metrics.
  private var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  /// The heading of its column, for people.
  public var heading: String {
    switch self {
    case .outboundClicks: "outbound"
    case .costPerResult: "per result"
    case .videoAveragePlayTime: "average play"
    case .videoPlayedTo95: "played to 95 %"
    case .video10sPlays: "10 s plays"
    case .videoTotalPlayTime: "total play"
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
  public var isInAPI: Bool { definition.unit != .people }
}
