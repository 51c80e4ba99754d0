import AdsModel
import Diagnostics
import Insights

/// Shows how Pins and boards did, for people at a terminal.
struct InsightsTextRenderer {
  let style: TextStyle

  func render(_ report: InsightsReport) -> String {
    var canvas = TextCanvas(style)
    heading(report, &canvas)
    let tables = NumberTableText(style: style)
    switch report.question.subject {
    case .overview:
      totals(report.totals, report.daily, &canvas)
      if let views = report.monthlyViews {
        canvas.line("\(Amounts.grouped(String(views))) monthly views on the profile", .quiet)
      }
      section(report.dayTable, tables, &canvas)
      if report.question.split != nil { section(report.splitTable, tables, &canvas) }
      section(compact(report.pinTable, report.question), tables, &canvas)
      section(compact(report.boardTable, report.question), tables, &canvas)
    case .pins, .videos: section(compact(report.pinTable, report.question), tables, &canvas)
    case .boards: section(compact(report.boardTable, report.question), tables, &canvas)
    case .pin:
      for pin in report.pins {
        canvas.endLine()
        let title = pin.pin.title?.visible ?? "Pin"
        canvas.put(Printable.text(title), .strong)
        canvas.line("  \(pin.pin.id)", .quiet)
        if let board = pin.boardName?.visible { canvas.line("on \(Printable.text(board))", .quiet) }
        totals(pin.totals, pin.daily, &canvas)
        section(pin.table, tables, &canvas)
      }
    }
    notices(report.notices, &canvas)
    return canvas.text
  }

  private func heading(_ report: InsightsReport, _ canvas: inout TextCanvas) {
    let question = report.question
    canvas.line("Insights of \(Printable.text(report.account))", .strong)
    var words = InsightsWords.range(question.range)
    if let last = report.completeUntil, last < question.range.to {
      words += ", complete until \(last)"
    }
    canvas.line(words, .quiet)
    if let filters = question.filterWords { canvas.line("only \(filters)", .quiet) }
    if question.isRealTime {
      canvas.line("the last 48 hours are estimates, which can go down", .quiet)
    }
  }

  /// Every metric of all days together, with its course.
  private func totals(
    _ totals: Numbers?, _ daily: [DayNumbers], _ canvas: inout TextCanvas
  ) {
    canvas.endLine()
    guard let totals else { return canvas.line("There are no final numbers of these days.") }
    var table = TextTable([.left, .right, .left])
    table.row(["metric", "total", style.unicode ? "by day" : ""])
    for metric in Metric.organic {
      let isCount = metric.unit == .count
      let course = isCount && style.unicode ? Bars.line(course(of: metric, daily)) : ""
      table.row([metric.title, ReadingText.plain.text(metric, of: totals), course])
    }
    table.write(on: &canvas)
  }

  /// A day's value each; of more days than fit, the last ones.
  private func course(of metric: Metric, _ daily: [DayNumbers]) -> [Int64?] {
    daily.suffix(max(10, style.width - 36)).map { $0.numbers[metric] }
  }

  private func section(
    _ table: NumberTable, _ tables: NumberTableText, _ canvas: inout TextCanvas
  ) {
    canvas.endLine()
    tables.write(table, on: &canvas)
  }

  /// In a window there is room for what it is sorted by and what else says most.
  private func compact(_ table: NumberTable, _ question: InsightsQuestion) -> NumberTable {
    guard style.shortens else { return table }
    let most: [Metric] =
      question.subject == .videos
      ? [.impressions, .videoViews, .videoAveragePlayTime, .saves]
      : [.impressions, .outboundClicks, .saves]
    let shown = table.metrics.filter { most.contains($0) || $0 == question.ranking }
    return NumberTable(table.title, table.labels, shown, measure: table.measure, table.rows)
  }

  private func notices(_ notices: [String], _ canvas: inout TextCanvas) {
    guard !notices.isEmpty else { return }
    canvas.endLine()
    for notice in notices {
      canvas.notice(Printable.text(notice), indent: 0, lead: "note: ", .note)
    }
  }
}

/// Words that the forms for people share.
enum InsightsWords {
  static func range(_ range: DayRange) -> String {
    range.count == 1
      ? "\(range.from), 1 day in UTC" : "\(range.from) to \(range.to), \(range.count) days in UTC"
  }
}
