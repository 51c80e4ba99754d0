import AdsModel
import Insights

/// A bar for each day, week, month or hour; what nobody has is a gap, and an estimate is hatched.
struct ColumnPlot {
  struct Column {
    let days: DayRange
    /// None for whole days.
    var hour: Int?
    /// Of counts, as many units.
    let value: Money?
    var isEstimate = false
  }

  let columns: [Column]
  let range: DayRange
  /// How a value on the side is written, and how many decimals it may have.
  let tick: (Money) -> String
  var decimals = 0

  func write(on html: inout HTMLWriter) {
    let axis = DayAxis(from: range.from, to: range.to)
    let scale = AmountScale(over: columns.compactMap(\.value), decimals: decimals)
    html.put("<div class=plot aria-hidden=true><div class=ticks>")
    for value in scale.ticks {
      html.put("<span>")
      html.plain(tick(value))
      html.put("</span>")
    }
    html.put("</div><div class=canvas><svg class=columns>")
    axis.writeGrid(on: &html)
    for value in scale.ticks {
      html.put("<line class=grid x2=100%")
      html.attribute("y1", scale.percent(value))
      html.attribute("y2", scale.percent(value))
      html.put(" />")
    }
    for column in columns { write(column, scale, on: &html) }
    html.put("</svg>")
    axis.writeMonths(on: &html)
    html.put("</div></div>\n")
  }

  private func write(_ column: Column, _ scale: AmountScale, on html: inout HTMLWriter) {
    guard let value = column.value else { return }
    let height = scale.height(value)
    // In hours, where there are some.
    let length = range.count * 24
    let start = (column.days.from.number - range.from.number) * 24 + (column.hour ?? 0)
    let hours = column.hour == nil ? column.days.count * 24 : 1
    let (left, width) = (start * 100_000 / length, hours * 100_000 / length)
    html.put("<rect")
    html.attribute("class", column.isEstimate ? "day estimate" : "day")
    html.attribute("x", Self.thousandths(left + width / 10))
    html.attribute("width", Self.thousandths(width * 8 / 10))
    html.attribute("y", "\(height / 10).\(height % 10)%")
    html.attribute("height", "\((1000 - height) / 10).\((1000 - height) % 10)%")
    html.put(" />")
  }

  private static func thousandths(_ value: Int) -> String {
    let rest = String(value % 1000)
    return "\(value / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest + "%"
  }
}

extension ColumnPlot {
  /// Impressions by day.
  init(_ days: [DayNumbers], over range: DayRange) {
    self.init(
      columns: days.map { day in
        Column(
          days: DayRange(from: day.day, to: day.day),
          value: day.numbers[.impressions].map(Self.units), isEstimate: day.status != .ready)
      }, range: range, tick: Self.count)
  }

  /// One metric of ads.
  init(_ points: [CoursePoint], of metric: Metric, over range: DayRange, _ amounts: Amounts) {
    let isMoney = metric.unit == .money
    let columns = points.map { point in
      let value = point.numbers[metric].map { isMoney ? Money(micros: $0) : Self.units($0) }
      return Column(days: point.days, hour: point.hour, value: value)
    }
    if isMoney {
      self.init(
        columns: columns, range: range, tick: { amounts.bare($0) },
        decimals: amounts.currency.decimals)
    } else {
      self.init(columns: columns, range: range, tick: Self.count)
    }
  }

  /// The scale is one for amounts: a count is as many units.
  private static func units(_ count: Int64) -> Money {
    let (micros, overflow) = count.multipliedReportingOverflow(by: 1_000_000)
    return Money(micros: overflow ? .max : micros)
  }

  private static func count(_ value: Money) -> String {
    Amounts.grouped(String(value.micros / 1_000_000))
  }
}
