import AdsModel
import Diagnostics

/// Days in a row, both ends included.
public struct DayRange: Hashable, Sendable {
  public let from: Day
  public let to: Day

  /// `to` is not before `from`.
  public init(from: Day, to: Day) {
    precondition(from <= to, "a range has at least one day")
    self.from = from
    self.to = to
  }

  public var count: Int { to.number - from.number + 1 }

  public var days: some Sequence<Day> { (from.number...to.number).lazy.map(Day.init(number:)) }

  public func contains(_ day: Day) -> Bool { from <= day && day <= to }

  /// What both have; none where they have no day in common.
  public func intersection(_ other: Self) -> Self? {
    let (from, to) = (max(from, other.from), min(to, other.to))
    return from <= to ? Self(from: from, to: to) : nil
  }

  /// The last complete days before a day.
  public static func last(_ count: Int, before today: Day) -> Self {
    Self(from: today.advanced(by: -count), to: today.advanced(by: -1))
  }
}

extension DayRange {
  /// The range that is asked for by `--last`, or by `--from` and `--to`, as they were written.
  public struct Request: Hashable, Sendable {
    public var last: String?
    public var from: String?
    public var to: String?

    public init(last: String? = nil, from: String? = nil, to: String? = nil) {
      self.last = last
      self.from = from
      self.to = to
    }
  }

  /// What is asked for cannot be a range; with what would do.
  public struct Mistake: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String

    public init(_ description: String) { self.description = description }
  }

  /// Reads a request; nothing asked for is the last complete days, `standard` of them.
  ///
  /// `window` says how far back there can be anything.
  public init(
    _ request: Request, today: Day, standard: Int, window: HistoryWindow
  ) throws(Mistake) {
    let range = try Self.written(request, today: today, standard: standard, window)
    guard range.to <= today else {
      let flag = request.to == nil ? "--from" : "--to"
      throw Mistake(
        "\(flag) \(range.to) is after today, \(today) in UTC; write \(today) or earlier")
    }
    let earliest = window.earliest(on: today)
    guard range.from >= earliest else {
      let flag = request.from == nil ? "--last \(request.last ?? "")" : "--from \(range.from)"
      throw Mistake(
        "\(flag) goes back to \(range.from), further than \(window.words); write \(earliest) or later"
      )
    }
    self = range
  }

  private static func written(
    _ request: Request, today: Day, standard: Int, _ window: HistoryWindow
  ) throws(Mistake) -> Self {
    if let last = request.last {
      guard request.from == nil, request.to == nil else {
        throw Mistake("--last goes without --from and --to; write one or the other")
      }
      return .last(try days(last, of: "--last"), before: today)
    }
    guard request.from != nil || request.to != nil else { return .last(standard, before: today) }
    guard let from = request.from else {
      throw Mistake("--to needs --from beside it; write `--from YYYY-MM-DD`")
    }
    let first = try day(from, of: "--from")
    let last = try request.to.map { (text) throws(Mistake) in try day(text, of: "--to") }
    let end = last ?? max(first, today.advanced(by: -1))
    guard first <= end else {
      throw Mistake("--from \(first) is after --to \(end); write the earlier day first")
    }
    return Self(from: first, to: end)
  }

  /// A number of days, `30d`.
  public static func days(_ text: String, of flag: String) throws(Mistake) -> Int {
    guard text.last == "d", let count = Int(text.dropLast()), (1...100_000).contains(count),
      text.first != "+"
    else {
      throw Mistake("\(flag) \(quoted(text)) is not a number of days; write it as `30d`")
    }
    return count
  }

  private static func day(_ text: String, of flag: String) throws(Mistake) -> Day {
    guard let day = Day(parsing: text) else {
      throw Mistake(
        "\(flag) \(quoted(text)) is not a calendar day; write it as `2026-11-22`, YYYY-MM-DD")
    }
    return day
  }
}

/// How far back something can be asked for: dated data with a source.
public struct HistoryWindow: Hashable, Sendable {
  enum Length: Hashable, Sendable {
    case days(Int)
    case months(Int)
  }

  let length: Length
  /// What is asked for.
  public let subject: String
  /// As a message and the documentation tell it.
  public let words: String
  public let source: String

  /// As far back as Pinterest's own pages go, and so an archive of pinplan's.
  public static let insights = Self(
    length: .months(18), subject: "the archive and Pinterest's own pages",
    words: "the 18 months that Pinterest's own pages have",
    source: "Pinterest's help page on analytics, read 2026-11-20")

  /// As far back as the API tells of Pins and accounts.
  public static let organicAPI = Self(
    length: .days(PinterestCapabilities.Analytics.organic.daysBack),
    subject: "Pins, boards and the account, from the API",
    words: "the 90 days that the API has",
    source: "Ads API 5.23, `start_date` of the organic analytics")

  /// As far back as reports on ads go.
  public static let performance = Self(
    length: .days(PinterestCapabilities.Analytics.reports.daysBack),
    subject: "ads, from asynchronous reports",
    words: "the 914 days that Pinterest's reports have",
    source: "Ads API 5.23, asynchronous reports")

  public static let all = [organicAPI, insights, performance]

  public func earliest(on today: Day) -> Day {
    switch length {
    case .days(let count): return today.advanced(by: -count)
    case .months(let count):
      let (year, month, day) = today.components
      let months = year * 12 + month - 1 - count
      // The last day of a shorter month.
      for last in stride(from: day, through: 1, by: -1) {
        if let found = Day(year: months / 12, month: months % 12 + 1, day: last) { return found }
      }
      return today
    }
  }
}
