import AdsModel
import Diagnostics

/// What is asked about Pins and boards.
public struct InsightsQuestion: Hashable, Sendable {
  public enum Subject: Hashable, Sendable {
    case overview, pins, boards, videos
    case pin([String])
  }

  public var subject: Subject
  public var range: DayRange
  public var filters = InsightsFilters()
  public var split: InsightsFilter?
  public var ranking = Metric.impressions
  public var count = 10
  /// Only Pins made in so many last days.
  public var createdWithin: Int?
  public var isRealTime = false

  public init(_ subject: Subject, _ range: DayRange) {
    self.subject = subject
    self.range = range
  }

  /// The metrics that the answer has.
  public var metrics: [Metric] { subject == .videos ? Metric.video : Metric.organic }

  /// What Pinterest's pages take and nobody else.
  public struct Unavailable: Hashable, Sendable {
    /// The flags that were written, with their values.
    public var flags: [String] = []

    public init(_ flags: [String] = []) { self.flags = flags }
  }

  /// Why it has no answer; none where it may have one.
  public func problem(_ unavailable: Unavailable = Unavailable()) -> InsightsProblem? {
    if let flag = unavailable.flags.first { return Self.refusal(of: flag) }
    if isRealTime, let problem = realTimeProblem { return problem }
    if let problem = rankingProblem { return problem }
    if case .pin = subject, let filter = filters.narrowing.first(where: { $0 != .device }) {
      return .notInAPI(
        "\(filter.flag) is not in the API for single Pins; it takes --device alone",
        hint: "`pinplan insights pins \(filter.flag) \(filters.word(of: filter))` has the top Pins")
    }
    return nil
  }

  private static func refusal(of flag: String) -> InsightsProblem {
    let words =
      flag == "--include-saved"
      ? "Pins saved without a link to a claimed domain" : "what \(flag) asks for"
    return .notInAPI(
      "\(flag): Pinterest's own pages know \(words), and the API does not",
      hint: "look in Analytics on business.pinterest.com")
  }

  private var realTimeProblem: InsightsProblem? {
    if split != nil {
      return InsightsProblem(
        .insightsRealTimeFilter,
        "--real-time does not go with --split: the last 48 hours are not told apart",
        hint: "leave out one of them")
    }
    guard filters.contentType != .all else { return nil }
    return InsightsProblem(
      .insightsRealTimeFilter,
      "--real-time does not go with --content-type: the last 48 hours are not told apart",
      hint: "leave out one of them")
  }

  private var rankingProblem: InsightsProblem? {
    guard ranking.isInAPI else {
      return .notInAPI(
        "--by \(ranking.rawValue) is not in the API", hint: "look in \(ranking.definition.place)")
    }
    let (isVideo, known) = (
      subject == .videos, subject == .videos ? Metric.videoRankings : Metric.rankings
    )
    guard !known.contains(ranking) else { return nil }
    let words = known.map(\.rawValue).joined(separator: ", ")
    return .notInAPI(
      "--by \(ranking.rawValue): the API does not rank \(isVideo ? "videos" : "Pins") by it",
      hint: "write one of \(words)")
  }
}
