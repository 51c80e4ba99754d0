import AdsModel
import Documents
import Insights

/// How Pins and boards did, for a comment or a page that is written in Markdown.
struct MarkdownInsights {
  func render(_ report: InsightsReport) -> String {
    let question = report.question
    var text = "### Insights of \(MarkdownText.escaped(report.account))\n\n"
    text += InsightsWords.range(question.range)
    if let last = report.completeUntil, last < question.range.to {
      text += ", complete until \(last)"
    }
    if let filters = question.filterWords { text += "; only \(filters)" }
    if question.isRealTime { text += "; the last 48 hours are estimates, which can go down" }
    text += ".\n\n"
    switch question.subject {
    case .overview:
      text += totals(report.totals)
      if let views = report.monthlyViews {
        text += "\(Amounts.grouped(String(views))) monthly views on the profile.\n\n"
      }
      text += Self.table(report.dayTable)
      if question.split != nil { text += Self.table(report.splitTable) }
      text += Self.table(report.pinTable) + Self.table(report.boardTable)
    case .pins, .videos: text += Self.table(report.pinTable)
    case .boards: text += Self.table(report.boardTable)
    case .pin:
      for pin in report.pins { text += Self.table(pin.table) + totals(pin.totals) }
    }
    for notice in report.notices { text += "- \(MarkdownText.escaped(notice))\n" }
    return text
  }

  private func totals(_ totals: Numbers?) -> String {
    guard let totals else { return "There are no final numbers of these days.\n\n" }
    return Self.totals(totals, Metric.organic, .plain)
  }

  /// Each metric of all days together.
  static func totals(_ totals: Numbers, _ metrics: [Metric], _ numbers: ReadingText) -> String {
    var text = "| metric | total |\n| --- | ---: |\n"
    for metric in metrics { text += "| \(metric.title) | \(numbers.text(metric, of: totals)) |\n" }
    return text + "\n"
  }

  static func table(_ table: NumberTable, _ numbers: ReadingText = .plain) -> String {
    var text = ""
    Self.table(table, numbers, on: &text, nil)
    return text
  }

  /// The same for a table that is not to be held whole, handed on as it is written.
  static func table(
    _ table: NumberTable, _ numbers: ReadingText, on text: inout String, _ stream: ByteStream?
  ) {
    text += "#### \(MarkdownText.escaped(table.title))\n\n"
    guard !table.rows.isEmpty else {
      text += "There is nothing.\n\n"
      return
    }
    let hasRemarks = table.rows.contains { $0.remark != nil }
    func line(_ cells: [String]) {
      text += "| "
      text += cells.joined(separator: " | ")
      text += " |\n"
    }
    line(
      table.labels.map { $0.heading.isEmpty ? "&nbsp;" : $0.heading }
        + table.metrics.map(\.heading) + (hasRemarks ? ["&nbsp;"] : []))
    line(
      table.labels.map { $0.isNumber ? "---:" : "---" } + table.metrics.map { _ in "---:" }
        + (hasRemarks ? ["---"] : []))
    for row in table.rows {
      line(
        row.labels.map { MarkdownText.escaped($0 ?? ReadingText.nothing) }
          + table.metrics.map { numbers.text($0, of: row.numbers) }
          + (hasRemarks ? [row.remark.map { MarkdownText.escaped($0) } ?? ""] : []))
      guard let stream, text.utf8.count >= ByteStream.piece else { continue }
      stream.put(Array(text.utf8))
      text = ""
      guard stream.isOpen else { return }
    }
    text += "\n"
  }
}
