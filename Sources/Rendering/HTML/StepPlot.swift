import AdsModel
import Planning

/// Two step lines over the days of a forecast.
///
/// The lines stretch with the page; texts and their marks do not, so that they stay readable at
/// any width.
struct StepPlot {
  let before: [Forecast.Run]
  let after: [Forecast.Run]
  let axis: DayAxis
  let amounts: Amounts

  func write(on html: inout HTMLWriter) {
    let scale = AmountScale(
      over: (before + after).map(\.amount), decimals: amounts.currency.decimals)
    html.put("<div class=plot aria-hidden=true><div class=ticks>")
    for tick in scale.ticks {
      html.put("<span>")
      html.plain(amounts.bare(tick))
      html.put("</span>")
    }
    html.put("</div><div class=canvas><svg class=lines>")
    axis.writeGrid(on: &html)
    for tick in scale.ticks {
      let y = scale.percent(tick)
      html.put("<line class=grid x2=100%")
      html.attribute("y1", y)
      html.attribute("y2", y)
      html.put(" />")
    }
    html.put("</svg><svg class=lines preserveAspectRatio=none")
    html.attribute("viewBox", "0 0 \(axis.to.number - axis.from.number + 1) 1000")
    html.put(">")
    if before != after { path(before, "before", scale, on: &html) }
    path(after, "after", scale, on: &html)
    html.put("</svg>")
    axis.writeMonths(on: &html)
    html.put("</div></div>\n")
  }

  private func path(
    _ runs: [Forecast.Run], _ kind: String, _ scale: AmountScale, on html: inout HTMLWriter
  ) {
    var steps = ""
    for run in runs {
      let y = scale.height(run.amount)
      let (from, to) = (run.from.number - axis.from.number, run.to.number - axis.from.number + 1)
      steps += steps.isEmpty ? "M\(from) \(y)H\(to)" : "V\(y)H\(to)"
    }
    html.put("<path")
    html.attribute("class", kind)
    html.attribute("d", steps)
    html.put(" />")
  }
}

/// Round amounts up the side of a plot.
struct AmountScale {
  /// From the largest to zero.
  let ticks: [Money]
  private let top: UInt64

  init(over amounts: [Money], decimals: Int) {
    let largest = UInt64(max(0, amounts.max()?.micros ?? 0))
    var step: UInt64 = decimals > 0 ? 10_000 : 1_000_000
    let factors: [UInt64] = [2, 5, 10]
    var (base, next) = (step, 0)
    while (largest + 3) / 4 > step {
      step = base * factors[next]
      next += 1
      if next == factors.count { (base, next) = (step, 0) }
    }
    let count = max(1, largest / step + (largest % step == 0 ? 0 : 1))
    top = step * count
    ticks = (0...count).reversed().map { Money(micros: Int64(clamping: $0 * step)) }
  }

  /// How far from the top an amount is, in thousandths.
  func height(_ amount: Money) -> UInt64 {
    let micros = min(top, UInt64(max(0, amount.micros)))
    return 1000 - top.dividingFullWidth(micros.multipliedFullWidth(by: 1000)).quotient
  }

  func percent(_ amount: Money) -> String { "\(height(amount) / 10).\(height(amount) % 10)%" }
}
