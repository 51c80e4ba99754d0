import AdsModel
import Insights

/// Reports whose numbers are a function of the day and the rank.
enum InsightsSamples {
  static let first = Day(parsing: "2026-10-23") ?? Day(number: 0)
  static let range = DayRange(from: first, to: first.advanced(by: 29))

  static func numbers(_ seed: Int64) -> Numbers {
    let impressions = 900 + seed * seed * 137 % 12_345
    return Numbers([
      .impressions: impressions, .engagements: impressions / 7, .pinClicks: impressions / 11,
      .outboundClicks: impressions / 23, .saves: impressions / 41,
    ])
  }

  private static func days(_ factor: Int64) -> [DayNumbers] {
    range.days.enumerated().compactMap { index, day in
      // One day is nobody's, some come from the archive, and the last ones are not final.
      switch index {
      case 7: nil
      case 0..<3:
        DayNumbers(day, .ready, numbers(Int64(index) + factor), origin: .archive)
      case 28: DayNumbers(day, .estimate, numbers(Int64(index) + factor))
      case 29: DayNumbers(day, .processing, numbers(Int64(index) + factor))
      default: DayNumbers(day, .ready, numbers(Int64(index) + factor))
      }
    }
  }

  private static func shown(_ days: [DayNumbers], _ isRealTime: Bool) -> [DayNumbers] {
    days.map { $0.shown(withEstimates: isRealTime, Metric.organic) }
  }

  static func overview(title: String = "Velvet sofa", isRealTime: Bool = false) -> InsightsReport {
    var question = InsightsQuestion(.overview, range)
    question.isRealTime = isRealTime
    if !isRealTime { question.split = .device }
    var report = InsightsReport(question, account: "northwind-uk")
    let series = Series(days(3))
    report.daily = shown(series.days, isRealTime)
    report.totals = series.totals
    report.monthlyViews = 48_211
    report.completeUntil = series.completeUntil(in: range)
    report.notices = ["1 day is missing, and not zero: \(series.missing(in: range).words)"]
    if !isRealTime {
      for (index, word) in ["mobile", "desktop"].enumerated() {
        let part = Series(days(Int64(index) * 5 + 1))
        report.splits.append(
          .init(value: word, totals: part.totals, daily: shown(part.days, false)))
      }
    }
    report.topPins = (1...3).map { rank in
      var numbers = numbers(Int64(40 - rank))
      if rank == 2 {
        numbers.set(.saves, nil)
        numbers.mark(.saves, .processing)
      }
      return .init(
        rank: rank, pin: KnownPin(id: "81374422642079588\(rank)", title: title, board: "5\(rank)"),
        boardName: "Sofas & \(rank)", metrics: Metric.organic, numbers: numbers)
    }
    report.topBoards = [
      .init(rank: 1, board: "51", name: title, pins: 12, numbers: numbers(77)),
      .init(rank: 2, board: "52", name: nil, pins: 1, numbers: Numbers()),
    ]
    return report
  }

  static var videos: InsightsReport {
    var question = InsightsQuestion(.videos, range)
    question.ranking = .saves
    var report = InsightsReport(question, account: "northwind-uk")
    report.topPins = [
      .init(
        rank: 1, pin: KnownPin(id: "9", title: "Unboxing", board: nil), boardName: nil,
        metrics: Metric.video,
        numbers: Numbers([
          .impressions: 12_000, .saves: 7, .outboundClicks: 3, .videoViews: 800,
          .videoAveragePlayTime: 2_507_750, .videoPlayedTo95: 12, .video10sPlays: 40,
          .videoTotalPlayTime: 100_310_000,
        ]))
    ]
    return report
  }

  static var single: InsightsReport {
    let question = InsightsQuestion(.pin(["9"]), range)
    var report = InsightsReport(question, account: "northwind-uk")
    let series = Series(days(2))
    report.pins = [
      .init(
        pin: KnownPin(id: "9", title: "Unboxing", board: "5"), boardName: "Videos",
        totals: series.totals, daily: shown(series.days, false))
    ]
    return report
  }

  static var empty: InsightsReport {
    InsightsReport(InsightsQuestion(.overview, range), account: "northwind-uk")
  }
}
