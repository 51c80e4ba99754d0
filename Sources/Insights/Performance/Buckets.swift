import AdsModel

extension PerformanceQuestion.Granularity {
  /// What is asked for, of which weeks and months are sums.
  var step: AdsRequest.Step {
    switch self {
    case .total: .total
    case .day, .week, .month: .day
    case .hour: .hour
    }
  }

  /// The first day of what a day is part of; none where all days are one.
  public func bucket(of day: Day) -> Day? {
    switch self {
    case .total: nil
    case .day, .hour: day
    // 1970-01-01 was a Thursday, and weeks begin on Monday.
    case .week: day.advanced(by: -((day.number + 3) % 7))
    case .month:
      Day(year: day.components.year, month: day.components.month, day: 1) ?? day
    }
  }

  /// What days are summed into before rows are made of them.
  func finest(hasCourse: Bool) -> Self { self == .total && hasCourse ? .day : self }

  /// The days of a range that are part of a bucket.
  func days(of bucket: Day?, in range: DayRange) -> DayRange {
    guard let bucket else { return range }
    let (year, month, _) = bucket.components
    let next: Day =
      switch self {
      case .total: range.to.advanced(by: 1)
      case .day, .hour: bucket.advanced(by: 1)
      case .week: bucket.advanced(by: 7)
      case .month:
        Day(year: month == 12 ? year + 1 : year, month: month % 12 + 1, day: 1) ?? bucket
      }
    return range.intersection(DayRange(from: bucket, to: next.advanced(by: -1))) ?? range
  }

  /// How the date of a row is written.
  func date(_ day: Day?, _ hour: Int?) -> String? {
    guard let day else { return nil }
    guard self == .hour else { return day.description }
    let text = String(hour ?? 0)
    return "\(day)T" + (text.count < 2 ? "0" : "") + text + ":00Z"
  }
}
