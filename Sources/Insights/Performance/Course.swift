import AdsModel

/// What was delivered together, in the order of time.
public struct CoursePoint: Hashable, Sendable {
  /// A day, the first of a week or month, or the hour, as a row has it.
  public let date: String
  /// The days that it is of, as far as they were asked about.
  public let days: DayRange
  /// Of the day; none for more than an hour.
  public let hour: Int?
  public let numbers: Numbers

  package init(date: String, days: DayRange, hour: Int? = nil, numbers: Numbers) {
    self.date = date
    self.days = days
    self.hour = hour
    self.numbers = numbers
  }
}

/// Sums by time under construction.
struct Course {
  private struct Moment: Hashable {
    let day: Day?
    let hour: Int?
  }

  private var sums: [Moment: AdCounts] = [:]

  mutating func add(_ counts: AdCounts, _ day: Day?, _ hour: Int?) {
    sums[Moment(day: day, hour: hour), default: AdCounts()] += counts
  }

  mutating func add(_ others: AdSums) {
    for id in others.ids {
      for part in others.parts(of: id) { add(part.counts, part.day, part.hour) }
    }
  }

  var total: AdCounts { sums.values.reduce(into: AdCounts()) { $0 += $1 } }

  /// A point for each day, week, month or hour of a range, also where nothing was delivered.
  func points(
    _ question: PerformanceQuestion, _ range: DayRange, results: Metric?
  ) -> [CoursePoint] {
    let granularity = question.granularity.finest(hasCourse: question.hasCourse)
    guard granularity != .total else { return [] }
    var last: Day?
    return range.days.flatMap { day -> [CoursePoint] in
      guard let bucket = granularity.bucket(of: day), bucket != last else { return [] }
      last = bucket
      let hours = granularity == .hour ? (0..<24).map(Optional.some) : [nil]
      return hours.map { hour in
        let counts = sums[Moment(day: bucket, hour: hour)] ?? AdCounts()
        return CoursePoint(
          date: granularity.date(bucket, hour) ?? "",
          days: granularity.days(of: bucket, in: range), hour: hour,
          numbers: counts.numbers(results: results))
      }
    }
  }
}
