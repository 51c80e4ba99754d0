import Diagnostics
import Insights

/// Says what was kept of an account's days.
struct CollectionTextRenderer {
  let style: TextStyle

  func render(_ report: CollectionReport) -> String {
    var canvas = TextCanvas(style)
    let result = report.result
    guard let range = result.range else {
      return "All days that the API has are kept and final; nothing was asked for.\n"
    }
    canvas.line(
      "Collected \(InsightsWords.range(range)), for \(Printable.text(report.account)).")
    canvas.line(
      "\(Amounts.count(result.added, "row")) added, \(Amounts.grouped(result.changed)) changed.")
    for notice in report.notices { canvas.notice(notice, indent: 0, lead: "note: ", .note) }
    return canvas.text
  }
}
