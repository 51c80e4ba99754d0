import AdsModel
import Insights

/// A bar for the impressions of each day; a day that nobody has is a gap, and an estimate hatched.
struct DayColumns {
  let days: [DayNumbers]
  let range: DayRange
  let axis: DayAxis

  func write(on html: inout HTMLWriter) {
    let counts = days.compactMap { $0.numbers[.impressions] }
    // The scale is one for amounts: a count is as many units.
    let scale = AmountScale(over: counts.map(Self.units), decimals: 0)
    html.put("<div class=plot aria-hidden=true><div class=ticks>")
    for tick in scale.ticks {
      html.put("<span>")
      html.plain(Amounts.grouped(String(tick.micros / 1_000_000)))
      html.put("</span>")
    }
    html.put("</div><div class=canvas><svg class=columns>")
    axis.writeGrid(on: &html)
    for tick in scale.ticks {
      html.put("<line class=grid x2=100%")
      html.attribute("y1", scale.percent(tick))
      html.attribute("y2", scale.percent(tick))
      html.put(" />")
    }
    for day in days { column(day, scale, on: &html) }
    html.put("</svg>")
    axis.writeMonths(on: &html)
    html.put("</div></div>\n")
  }

  private static func units(_ count: Int64) -> Money {
    let (micros, overflow) = count.multipliedReportingOverflow(by: 1_000_000)
    return Money(micros: overflow ? .max : micros)
  }

  private func column(_ day: DayNumbers, _ scale: AmountScale, on html: inout HTMLWriter) {
    guard let count = day.numbers[.impressions] else { return }
    let height = scale.height(Self.units(count))
    let start = (day.day.number - range.from.number) * 100_000 / range.count
    let width = 100_000 / range.count
    html.put("<rect")
    html.attribute("class", day.status == .ready ? "day" : "day estimate")
    html.attribute("x", Self.thousandths(start + width / 10))
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
