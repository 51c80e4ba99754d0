import AdsModel
import Diagnostics
import Insights

/// Shows what each metric means, and what can be asked for.
struct MetricsTextRenderer {
  let style: TextStyle

  func render(_ list: MetricList) -> String {
    var canvas = TextCanvas(style)
    for (index, metric) in list.metrics.enumerated() {
      if index > 0 { canvas.endLine() }
      canvas.put(metric.metric.rawValue, .strong)
      canvas.line("  \(metric.unit.rawValue)", .quiet)
      canvas.paragraph(metric.definition, indent: 2, nil)
      if !metric.computedFrom.isEmpty {
        let names = metric.computedFrom.map(\.rawValue).joined(separator: ", ")
        canvas.paragraph("computed from \(names)", indent: 2, .quiet)
      }
      canvas.paragraph("in \(metric.place.replacing("`", with: ""))", indent: 2, .quiet)
    }
    for notice in list.notices {
      canvas.endLine()
      canvas.notice(notice, indent: 0, lead: "note: ", .note)
    }
    if list.isWhole {
      canvas.endLine()
      filters(&canvas)
      canvas.endLine()
      windows(&canvas)
      canvas.endLine()
      canvas.line("Read \(MetricDefinition.asOf); docs/insights.md has the sources.", .quiet)
    }
    return canvas.text
  }

  private func filters(_ canvas: inout TextCanvas) {
    canvas.line("Filters", .strong)
    var table = TextTable([.left, .left, .left])
    table.row(["flag", "words", "the API's parameter"])
    for filter in InsightsFilter.allCases {
      table.row([filter.flag, filter.words.joined(separator: " "), filter.parameter])
    }
    table.write(on: &canvas)
  }

  private func windows(_ canvas: inout TextCanvas) {
    canvas.line("How far back", .strong)
    var table = TextTable([.left, .left])
    table.row(["of", "back to"])
    for window in HistoryWindow.all { table.row([window.subject, window.words]) }
    table.write(on: &canvas)
  }
}
