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
    switch self {
    case .spend:
      ads("what the ads cost", .money, "`SPEND_IN_MICRO_DOLLAR`")
    case .impressions:
      everywhere("times Pins or ads were on screen", "`IMPRESSION`, `IMPRESSION_1`")
    case .engagements:
      everywhere(
        "saves, Pin clicks, outbound clicks, carousel swipes, secondary collection clicks, idea Pin forward and back",
        "`ENGAGEMENT`, `ENGAGEMENT_1`")
    case .pinClicks:
      everywhere(
        "clicks on the Pin or ad that open it close up", "`PIN_CLICK`, `CLICKTHROUGH_1`")
    case .outboundClicks:
      everywhere(
        "actions that lead to a destination on or off Pinterest",
        "`OUTBOUND_CLICK`, `OUTBOUND_CLICK_1`")
    case .saves: everywhere("times a Pin was saved to a board", "`SAVE`, `REPIN_1`")
    case .pinClickRate: rate("Pin clicks over impressions", [.pinClicks])
    case .outboundClickRate: rate("outbound clicks over impressions", [.outboundClicks])
    case .saveRate: rate("saves over impressions", [.saves])
    case .engagementRate:
      rate(
        "saves, Pin clicks and outbound clicks over impressions",
        [.saves, .pinClicks, .outboundClicks])
    case .ctr:
      computed("Pin clicks over impressions", .rate, [.pinClicks, .impressions])
    case .cpc: computed("spend over Pin clicks", .money, [.spend, .pinClicks])
    case .cpm: computed("spend for a thousand impressions", .money, [.spend, .impressions])
    case .results:
      ads(
        "outbound clicks for traffic, video views for video awareness, the goal's conversions where an ad group has one; awareness has none",
        .count, "`OUTBOUND_CLICK_1`, `VIDEO_MRC_VIEWS_1`, `TOTAL_CONVERSIONS`")
    case .costPerResult: computed("spend over results", .money, [.spend, .results])
    default: definitionOfVideosAndPeople
    }
  }

  private var definitionOfVideosAndPeople: MetricDefinition {
    switch self {
    case .videoViews:
      video("plays of at least 2 s with 50 % of the video in view", .count, "`VIDEO_MRC_VIEW`")
    case .videoAveragePlayTime:
      video("the mean time that a video was played", .seconds, "`VIDEO_AVG_WATCH_TIME`")
    case .videoPlayedTo95:
      video("times 95 % of a video was played", .count, "`QUARTILE_95_PERCENT_VIEW`")
    case .video10sPlays: video("plays of at least 10 s", .count, "`VIDEO_10S_VIEW`")
    case .videoTotalPlayTime:
      video("the time that videos were played in all", .minutes, "`VIDEO_V50_WATCH_TIME`")
    case .totalAudience: people("people who saw a Pin", "Analytics, Audience insights")
    case .engagedAudience: people("people who engaged with a Pin", "Analytics, Audience insights")
    case .monthlyTotalAudience:
      people("people who saw a Pin in the last 30 days", "Analytics, Overview")
    case .monthlyEngagedAudience:
      people("people who engaged with a Pin in the last 30 days", "Analytics, Overview")
    default:
      people(
        "impressions of the last 30 days, as the public profile shows them", "the profile page")
    }
  }

  private func everywhere(_ words: String, _ fields: String) -> MetricDefinition {
    MetricDefinition(
      metric: self, definition: words, unit: .count, place: "`insights`, `performance`",
      computedFrom: [], source: "Ads API 5.23, \(fields)")
  }

  private func ads(
    _ words: String, _ unit: MetricDefinition.Unit, _ fields: String
  ) -> MetricDefinition {
    MetricDefinition(
      metric: self, definition: words, unit: unit, place: "`performance`", computedFrom: [],
      source: "Ads API 5.23, \(fields)")
  }

  private func video(
    _ words: String, _ unit: MetricDefinition.Unit, _ field: String
  ) -> MetricDefinition {
    MetricDefinition(
      metric: self, definition: words, unit: unit, place: "`insights videos`", computedFrom: [],
      source: "Ads API 5.23, \(field)")
  }

  private func rate(_ words: String, _ counts: [Metric]) -> MetricDefinition {
    MetricDefinition(
      metric: self, definition: words, unit: .rate, place: "`insights`",
      computedFrom: counts + [.impressions], source: "computed here")
  }

  private func computed(
    _ words: String, _ unit: MetricDefinition.Unit, _ from: [Metric]
  ) -> MetricDefinition {
    MetricDefinition(
      metric: self, definition: words, unit: unit, place: "`performance`", computedFrom: from,
      source: "computed here")
  }

  private func people(_ words: String, _ page: String) -> MetricDefinition {
    MetricDefinition(
      metric: self, definition: words, unit: .people, place: "Pinterest's own pages: \(page)",
      computedFrom: [], source: "Pinterest's help page on analytics")
  }
}
