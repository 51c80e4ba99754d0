import AdsModel
import Diagnostics
import Documents
import Insights

/// A report by day of every ad has millions of rows, so that no form of it is held whole.
extension PerformanceReport: Report {
  public static var forms: [ReportForm<Self>] {
    [
      ReportForm(streaming: .text) { PerformanceTextRenderer(style: $1.style).write($0, to: $2) },
      ReportForm(streaming: .json) { PerformanceDocument.write($0, to: $2) },
      ReportForm(streaming: .csv) { PerformanceCSV.write($0, to: $2) },
      ReportForm(streaming: .markdown) { MarkdownPerformance().write($0, to: $2) },
      ReportForm(streaming: .html) { PerformancePage($0).write(to: $2) },
    ]
  }

  var reading: ReadingText { ReadingText(amounts: Amounts(currency: currency)) }
}

/// Shows how ads did, for people at a terminal.
struct PerformanceTextRenderer {
  let style: TextStyle

  func write(_ report: PerformanceReport, to stream: ByteStream) {
    var canvas = TextCanvas(style)
    canvas.line("Performance of \(Printable.text(report.account))", .strong)
    canvas.line(
      "\(InsightsWords.range(report.question.range)), amounts in \(report.currency.rawValue)",
      .quiet)
    canvas.endLine()
    var table = report.table
    if style.shortens { table = compact(table, report.question) }
    NumberTableText(style: style, numbers: report.reading, stream: stream)
      .write(table, on: &canvas)
    if let totals = report.totals {
      canvas.endLine()
      var sums = TextTable([.left, .right])
      sums.row(["metric", "total"])
      for metric in report.question.columns {
        sums.row([metric.title, report.reading.text(metric, of: totals)])
      }
      sums.write(on: &canvas)
    }
    if !report.notices.isEmpty { canvas.endLine() }
    for notice in report.notices {
      canvas.notice(Printable.text(notice), indent: 0, lead: "note: ", .note)
    }
    stream.put(Array(canvas.text.utf8))
  }

  /// In a window there is room for what says most, and for what was asked for.
  private func compact(_ table: NumberTable, _ question: PerformanceQuestion) -> NumberTable {
    guard question.columns == Metric.performance else { return table }
    let most: [Metric] = [.spend, .results, .costPerResult]
    return table.with(
      labels: table.labels.indices.filter { !["bid", "days"].contains(table.labels[$0].heading) },
      metrics: table.metrics.filter { most.contains($0) || $0 == question.sort })
  }
}

/// The rows of `performance` as a spreadsheet takes them.
enum PerformanceCSV {
  static func write(_ report: PerformanceReport, to stream: ByteStream) {
    let columns = report.question.columns
    let decimals = report.currency.decimals
    let reading = report.reading
    var csv = CSVWriter(
      ["address", "id", "name", "date", "split"] + columns.map(\.rawValue) + [
        "bid", "budget_daily", "budget_lifetime", "days_running", "pacing",
      ], to: stream)
    for row in report.rows {
      var fields = [
        CSVWriter.text(row.address?.description), CSVWriter.text(row.id),
        CSVWriter.text(row.name), row.date ?? "", CSVWriter.text(row.split),
      ]
      for column in columns { fields.append(reading.raw(column, of: row.numbers)) }
      fields.append(CSVWriter.text(row.bid))
      fields.append(row.daily?.decimal(places: decimals) ?? "")
      fields.append(row.lifetime?.decimal(places: decimals) ?? "")
      fields.append(row.daysRunning.map(String.init) ?? "")
      fields.append(row.pacing ?? "")
      guard csv.row(fields) else { return }
    }
    if let unmanaged = report.unmanaged {
      csv.row(
        ["", "", unmanaged.words, "", ""]
          + columns.map { reading.raw($0, of: unmanaged.numbers) } + ["", "", "", "", ""])
    }
    csv.finish()
  }
}

/// How ads did, for a comment or a page that is written in Markdown.
struct MarkdownPerformance {
  func write(_ report: PerformanceReport, to stream: ByteStream) {
    var text = "### Performance of \(MarkdownText.escaped(report.account))\n\n"
    text += InsightsWords.range(report.question.range)
    text += ", amounts in \(report.currency.rawValue).\n\n"
    MarkdownInsights.table(report.table, report.reading, on: &text, stream)
    if let totals = report.totals {
      text += MarkdownInsights.totals(totals, report.question.columns, report.reading)
    }
    for notice in report.notices { text += "- \(MarkdownText.escaped(notice))\n" }
    stream.put(Array(text.utf8))
  }
}
