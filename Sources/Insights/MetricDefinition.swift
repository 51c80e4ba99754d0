/// What a metric means, where it can be had, and who says so.
public struct MetricDefinition: Hashable, Sendable {
  public enum Unit: String, Hashable, CaseIterable, Sendable {
    /// A whole number of times.
    case count
    /// A share of a count, exact to six decimals.
    case rate
    /// An amount in the account's currency.
    case money
    case seconds, minutes
    /// A number of people, which the API does not give.
    case people
  }

  public let metric: Metric
  public let definition: String
  public let unit: Unit
  /// Which commands have it, or where in Pinterest it stands.
  public let place: String
  /// The metrics that it is computed from; none where it is measured.
  public let computedFrom: [Metric]
  public let source: String

  /// The day on which the definitions were read.
  public static let asOf = "2026-11-20"

  public static let all: [Self] = Metric.allCases.map(\.definition)
}

extension Metric {
  public var definition: MetricDefinition {
    MetricDefinition(
      metric: self, definition: meaning, unit: unit, place: whereabouts,
      computedFrom: computedFrom,
      source: computedFrom.isEmpty ? provenance : "computed here")
  }

  /// Whether it is measured, and not computed from others.
  var isMeasured: Bool { computedFrom.isEmpty }

  private var computedFrom: [Self] {
    switch self {
    case .pinClickRate, .outboundClickRate, .saveRate, .engagementRate, .ctr:
      rateCounts + [.impressions]
    case .cpc: [.spend, .pinClicks]
    case .cpm: [.spend, .impressions]
    case .costPerResult: [.spend, .results]
    default: []
    }
  }

  private var whereabouts: String {
    switch self {
    case .monthlyViews: "`insights overview`"
    case .totalAudience, .engagedAudience: "Pinterest's own pages: Analytics, Audience insights"
    case .monthlyTotalAudience, .monthlyEngagedAudience:
      "Pinterest's own pages: Analytics, Overview"
    case .impressions, .engagements, .pinClicks, .outboundClicks, .saves, .pinClickRate,
      .outboundClickRate, .saveRate, .engagementRate:
      "`insights`, `performance`"
    case .videoViews: "`insights videos`, `performance`"
    case .videoAveragePlayTime, .videoPlayedTo95, .video10sPlays, .videoTotalPlayTime:
      "`insights videos`"
    case .spend, .ctr, .cpc, .cpm, .results, .costPerResult: "`performance`"
    }
  }

  private var meaning: String {
    switch self {
    case .spend: "what the ads cost"
    case .impressions: "times Pins or ads were on screen"
    case .engagements:
      "saves, Pin clicks, outbound clicks, carousel swipes, secondary collection clicks, idea Pin forward and back"
    case .pinClicks: "clicks on the Pin or ad that open it close up"
    case .outboundClicks: "actions that lead to a destination on or off Pinterest"
    case .saves: "times a Pin was saved to a board"
    case .pinClickRate, .ctr: "Pin clicks over impressions"
    case .outboundClickRate: "outbound clicks over impressions"
    case .saveRate: "saves over impressions"
    case .engagementRate: "saves, Pin clicks and outbound clicks over impressions"
    case .cpc: "spend over Pin clicks"
    case .cpm: "spend for a thousand impressions"
    case .results:
      "outbound clicks for traffic, engagements for engagement, video views for video awareness; awareness and app installs have none"
    case .costPerResult: "spend over results"
    case .videoViews: "plays of at least 2 s with 50 % of the video in view"
    case .videoAveragePlayTime: "the mean time that a video was played"
    case .videoPlayedTo95: "times 95 % of a video was played"
    case .video10sPlays: "plays of at least 10 s"
    case .videoTotalPlayTime: "the time that videos were played in all"
    case .totalAudience: "people who saw a Pin"
    case .engagedAudience: "people who engaged with a Pin"
    case .monthlyTotalAudience: "people who saw a Pin in the last 30 days"
    case .monthlyEngagedAudience: "people who engaged with a Pin in the last 30 days"
    case .monthlyViews: "views of the last 30 days, as the public profile shows them"
    }
  }

  private var provenance: String {
    switch self {
    case .totalAudience, .engagedAudience, .monthlyTotalAudience, .monthlyEngagedAudience:
      "Pinterest's help page on analytics"
    default: "Ads API 5.23, " + fields.map { "`\($0)`" }.joined(separator: ", ")
    }
  }

  /// What the API calls it: of Pins and accounts, then of ads.
  private var fields: [String] {
    switch self {
    case .spend: ["SPEND_IN_MICRO_DOLLAR"]
    case .impressions: ["IMPRESSION", "IMPRESSION_1"]
    case .engagements: ["ENGAGEMENT", "ENGAGEMENT_1"]
    case .pinClicks: ["PIN_CLICK", "CLICKTHROUGH_1"]
    case .outboundClicks: ["OUTBOUND_CLICK", "OUTBOUND_CLICK_1"]
    case .saves: ["SAVE", "REPIN_1"]
    case .results: ["OUTBOUND_CLICK_1", "ENGAGEMENT_1", "VIDEO_MRC_VIEWS_1"]
    case .videoViews: ["VIDEO_MRC_VIEW", "VIDEO_MRC_VIEWS_1"]
    case .videoAveragePlayTime: ["VIDEO_AVG_WATCH_TIME"]
    case .videoPlayedTo95: ["QUARTILE_95_PERCENT_VIEW"]
    case .video10sPlays: ["VIDEO_10S_VIEW"]
    case .videoTotalPlayTime: ["VIDEO_V50_WATCH_TIME"]
    case .monthlyViews: ["monthly_views of user_account"]
    default: []
    }
  }
}
