import AdsModel

/// What was measured on one day.
public struct DayNumbers: Hashable, Sendable {
  /// Where a day came from.
  public enum Origin: String, Vocabulary { case api, archive }

  public let day: Day
  public let status: DataStatus
  public var origin: Origin
  /// As the API gave them, also where they are estimates.
  public var numbers: Numbers

  public init(_ day: Day, _ status: DataStatus, _ numbers: Numbers, origin: Origin = .api) {
    self.day = day
    self.status = status
    self.numbers = numbers
    self.origin = origin
  }

  /// With only what may be shown, and why of the rest.
  public func shown(withEstimates: Bool, _ metrics: [Metric]) -> Self {
    var shown = self
    shown.numbers = numbers.shown(withEstimates: withEstimates)
    let isShown = status == .ready || status == .estimate && withEstimates
    for metric in metrics where metric.isMeasured {
      if !isShown { shown.numbers.set(metric, nil) }
      if status != .ready {
        shown.numbers.mark(metric, status)
      } else if shown.numbers[metric] == nil, shown.numbers.statuses[metric] == nil {
        shown.numbers.mark(metric, .missing)
      }
    }
    return shown
  }
}

/// Days of one thing, in order and each once.
public struct Series: Hashable, Sendable {
  public private(set) var days: [DayNumbers]

  public init(_ days: [DayNumbers] = []) {
    var known: [Day: DayNumbers] = [:]
    for day in days { known[day.day] = day }
    self.days = known.values.sorted { $0.day < $1.day }
  }

  /// What is final, summed; none where nothing is.
  public var totals: Numbers? {
    Numbers.sum(
      days.filter { $0.status == .ready }.map { $0.numbers.shown(withEstimates: false) }
        .filter { !$0.isEmpty })
  }

  /// The last day before the first that is not final or not there; none where that is the first.
  public func completeUntil(in range: DayRange) -> Day? {
    let final = Set(days.filter(\.status.isFinal).map(\.day))
    let first = range.days.first { !final.contains($0) } ?? range.to.advanced(by: 1)
    return first > range.from ? first.advanced(by: -1) : nil
  }

  /// The days of a range that nobody has.
  public func missing(in range: DayRange) -> [Day] {
    let known = Set(days.map(\.day))
    return range.days.filter { !known.contains($0) }
  }

  /// The sum of both on the days that both have; a day has the worse status of the two.
  public func adding(_ other: Self) -> Self {
    let theirs = Dictionary(other.days.map { ($0.day, $0) }) { first, _ in first }
    return Self(
      days.compactMap { mine in
        theirs[mine.day].map { other in
          DayNumbers(
            mine.day, mine.status == .ready ? other.status : mine.status,
            mine.numbers.combined(with: other.numbers), origin: mine.origin)
        }
      })
  }

  /// The same with the days of an archive that it does not have itself.
  public func filled(from archive: [DayNumbers]) -> Self {
    let known = Set(days.map(\.day))
    return Self(
      days
        + archive.filter { !known.contains($0.day) }.map {
          DayNumbers($0.day, $0.status, $0.numbers, origin: .archive)
        })
  }
}

extension [Day] {
  /// `2026-11-01, 2026-11-04 to 2026-11-09`: days in order, runs of them in short.
  public var words: String {
    var runs: [(from: Day, to: Day)] = []
    for day in self {
      if let last = runs.last, last.to.advanced(by: 1) == day {
        runs[runs.count - 1].to = day
      } else {
        runs.append((day, day))
      }
    }
    return runs.map { $0.from == $0.to ? "\($0.from)" : "\($0.from) to \($0.to)" }
      .joined(separator: ", ")
  }
}
