import AdsModel
import Planning

/// Places days from left to right, in hundredths of a percent of the width.
struct DayAxis {
  let from: Day
  /// The last day.
  let to: Day

  private var length: Int { to.number - from.number + 1 }

  /// Where a day begins, held within the axis.
  private func position(_ day: Day) -> Int {
    min(length, max(0, day.number - from.number)) * 10_000 / length
  }

  private static func percent(_ hundredths: Int) -> String {
    "\(hundredths / 100).\(hundredths / 10 % 10)\(hundredths % 10)%"
  }

  /// The first days of the months within the axis, with their names; the first day too where
  /// there is room for it.
  private var months: [(day: Day, name: String)] {
    var marks = (0..<length).map { from.advanced(by: $0) }.filter { $0.components.day == 1 }
    // Of years, every other month, the first of each quarter, and so on: January is always there.
    let step = [1, 2, 3, 6].first { marks.count / $0 <= Self.mostMarks } ?? 12
    marks.removeAll { ($0.components.month - 1) % step > 0 }
    if step == 1, marks.first.map({ $0.number - from.number > 9 }) ?? true {
      marks.insert(from, at: 0)
    }
    return marks.map { day in
      let (year, month, _) = day.components
      return (day, month == 1 ? "\(Self.names[0]) \(year)" : Self.names[month - 1])
    }
  }

  private static let mostMarks = 14

  private static let names = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// The names of the months, for people who see.
  func writeMonths(on html: inout HTMLWriter) {
    html.put("<svg class=months aria-hidden=true>")
    for month in months {
      html.put("<text y=13")
      html.attribute("x", Self.percent(position(month.day)))
      html.put(">")
      html.plain(month.name)
      html.put("</text>")
    }
    html.put("</svg>")
  }

  /// Vertical lines where months begin.
  func writeGrid(on html: inout HTMLWriter) {
    for month in months where month.day > from {
      let x = Self.percent(position(month.day))
      html.put("<line class=grid y1=0 y2=100%")
      html.attribute("x1", x)
      html.attribute("x2", x)
      html.put(" />")
    }
  }

  /// What bars refer to: the hatching of what is paused, and the lines of the months.
  func writeDefinitions(on html: inout HTMLWriter) {
    html.put("<svg class=sr aria-hidden=true><defs><pattern id=hatch width=6 height=6 ")
    html.put("patternUnits=userSpaceOnUse patternTransform=\"rotate(45)\">")
    html.put("<rect class=stripe width=2 height=6 /></pattern><g id=grid>")
    writeGrid(on: &html)
    html.put("</g></defs></svg>\n")
  }

  /// One flight: what will be as a bar, what was before as a thin one below it.
  func writeBar(of flight: Flight, on html: inout HTMLWriter) {
    html.put("<svg class=bar aria-hidden=true><use href=\"#grid\" />")
    if let after = flight.after {
      // What changes is told apart by its height too, not by colour alone.
      let isOff = after.state == .paused
      let kind = isOff ? "off" : flight.isChanged ? "on new" : "on"
      let isThin = !isOff && !flight.isChanged
      bar(after, kind, y: isThin ? "5" : "2", height: isThin ? "5" : "10", on: &html)
    }
    if let before = flight.before, flight.isChanged, before != flight.after {
      bar(before, before.state == .paused ? "was off" : "was", y: "15", height: "3", on: &html)
    }
    if let side = flight.after, side.start > to {
      html.put("<text class=later x=100% y=12>starts later ›</text>")
    }
    html.put("</svg>")
  }

  private func bar(
    _ side: Flight.Side, _ kind: String, y: String, height: String, on html: inout HTMLWriter
  ) {
    guard side.state != .ended, side.start <= to, side.end.map({ $0 >= from }) ?? true,
      side.end.map({ $0 >= side.start }) ?? true
    else { return }
    let start = position(side.start)
    let end = side.end.map { position($0.advanced(by: 1)) } ?? 10_000
    html.put("<rect")
    html.attribute("class", kind)
    html.attribute("x", Self.percent(start))
    html.attribute("width", Self.percent(end - start))
    html.attribute("y", y)
    html.attribute("height", height)
    html.put(" />")
  }
}
