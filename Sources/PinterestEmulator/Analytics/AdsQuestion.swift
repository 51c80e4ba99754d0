/// Which numbers of ads are asked for.
struct AdsQuestion: Sendable {
  var days: ClosedRange<Int>
  var granularity: String
  var columns: AdColumns
  /// Percent of all conversions that fall into the windows.
  var conversionPercent = 100
  /// By the day of the conversion, which is the one after the click here.
  var isByConversion = false

  init(
    days: ClosedRange<Int>, granularity: String, columns: [String], clickWindow: Int?,
    viewWindow: Int?, reportTime: String?
  ) {
    self.days = days
    self.granularity = granularity
    self.columns = AdColumns(columns)
    let click = [0: 40, 1: 60, 7: 80, 14: 90][clickWindow ?? 30] ?? 100
    let view = viewWindow == 0 ? 90 : 100
    conversionPercent = click * view / 100
    isByConversion = reportTime == "TIME_OF_CONVERSION"
  }

  var isHourly: Bool { granularity == "HOUR" }

  /// The period that a day or hour belongs to, as a number that rises with time.
  func period(_ day: Int, _ hour: Int) -> Int {
    switch granularity {
    case "TOTAL": 0
    case "HOUR": day * 24 + hour
    case "WEEK": UTCDay.monday(of: day)
    case "MONTH": UTCDay.firstOfMonth(of: day)
    default: day
    }
  }

  /// What a row says of its period.
  func date(_ period: Int) -> Row {
    switch granularity {
    case "TOTAL": [:]
    case "HOUR":
      ["DATE": .string(UTCDay.text(period / 24)), "HOUR": .integer(period % 24)]
    default: ["DATE": .string(UTCDay.text(period))]
    }
  }
}

/// Sums by period.
struct AdSums: Sendable {
  private(set) var periods: [Int: [Int]] = [:]

  mutating func add(_ values: [Int], to period: Int) {
    guard periods[period] != nil else {
      periods[period] = values
      return
    }
    for index in values.indices { periods[period]?[index] += values[index] }
  }

  var sorted: [(period: Int, values: [Int])] {
    periods.sorted { $0.key < $1.key }.map { (period: $0.key, values: $0.value) }
  }
}

extension World {
  /// Adds what an ad did to the sums; `part` is which of how many parts of it.
  func add(
    _ source: AdSource, _ question: AdsQuestion, part: (index: Int, count: Int)? = nil,
    to sums: inout AdSums
  ) {
    let days = source.days.clamped(to: question.days)
    guard source.days.overlaps(question.days) else { return }
    for day in days {
      let own = self.day(source, day)
      let before =
        question.isByConversion && source.days.contains(day - 1)
        ? self.day(source, day - 1) : nil
      let hours = day == today ? hoursOfToday : AdDay.hours
      let whole = question.columns.sums.map { sum in
        sum.metrics.reduce(0) { $0 + value($1, sum.share, own, before, question) }
      }
      func put(_ values: [Int], hour: Int) {
        var values = values
        if let part { values = values.map { own.part(part.index, of: part.count, $0) } }
        if values.contains(where: { $0 != 0 }) {
          sums.add(values, to: question.period(day, hour))
        }
      }
      if question.isHourly {
        for hour in 0..<hours {
          put(whole.map { own.part(hour, of: AdDay.hours, $0) }, hour: hour)
        }
      } else {
        put(whole.map { own.value($0, afterHours: hours) }, hour: 0)
      }
    }
  }

  private func value(
    _ metric: AdDay.Metric, _ share: AdColumns.Share, _ own: AdDay, _ before: AdDay?,
    _ question: AdsQuestion
  ) -> Int {
    guard metric.isConversion else { return own.value(metric) }
    if question.isHourly { return 0 }
    let source = question.isByConversion ? before : own
    let all = (source?.value(metric) ?? 0) * question.conversionPercent / 100
    switch share {
    case .all: return all
    case .view: return all / 4
    case .click: return all - all / 4
    }
  }

  /// The columns of a row; zeros are left out unless they are asked for.
  func columns(
    _ question: AdsQuestion, _ values: [Int], of family: [Kind: Row], withZeros: Bool
  ) -> Row {
    var row: Row = [:]
    for (name, value) in question.columns.values {
      switch value {
      case .sum(let place):
        if withZeros || values[place] != 0 { row[name] = .integer(values[place]) }
      case .units(let place):
        if withZeros || values[place] != 0 { row[name] = .number(Double(values[place]) / 1e6) }
      case .ratio(let over, let under, let factor):
        guard values[under] != 0, withZeros || values[over] != 0 else { continue }
        row[name] = .number(Double(values[over]) * factor / Double(values[under]))
      case .field(let kind, let field):
        if let value = family[kind]?[field], value != .null { row[name] = value }
      }
    }
    return row
  }
}
