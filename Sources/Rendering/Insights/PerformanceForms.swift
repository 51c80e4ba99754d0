import AdsModel
import Diagnostics
import Documents
import Insights

extension PerformanceReport: Report {
  public static var forms: [ReportForm<Self>] {
    [
      .text { PerformanceTextRenderer(style: $1.style).render($0) },
      .json(PerformanceDocument.encode),
      .csv(PerformanceCSV.render),
      .markdown { report, _ in MarkdownPerformance().render(report) },
      .html { PerformancePage($0).render() },
    ]
  }

  var reading: ReadingText { ReadingText(amounts: Amounts(currency: currency)) }
}

/// Shows how ads did, for people at a terminal.
struct PerformanceTextRenderer {
  let style: TextStyle

  func render(_ report: PerformanceReport) -> String {
    var canvas = TextCanvas(style)
    canvas.line("Performance of \(Printable.text(report.account))", .strong)
    canvas.line(
      "\(InsightsWords.range(report.question.range)), amounts in \(report.currency.rawValue)",
      .quiet)
    canvas.endLine()
    var table = report.table
    if style.shortens { table = compact(table, report.question) }
    NumberTableText(style: style, numbers: report.reading).write(table, on: &canvas)
    if let totals = report.totals {
      canvas.endLine()
      var sums = TextTable([.left, .right])
      sums.row(["metric", "total"])
      for metric in report.question.columns {
        sums.row([metric.title, report.reading.text(metric, of: totals)])
      }
      sums.write(on: &canvas)
    }
    guard !report.notices.isEmpty else { return canvas.text }
    canvas.endLine()
    for notice in report.notices {
      canvas.notice(Printable.text(notice), indent: 0, lead: "note: ", .note)
    }
    return canvas.text
  }

  /// In a window there is room for what says most, and for what was asked for.
  private func compact(_ table: NumberTable, _ question: PerformanceQuestion) -> NumberTable {
    guard question.columns == Metric.performance else { return table }
    let most: [Metric] = [.spend, .results, .costPerResult]
    let kept = table.labels.indices.filter { !["bid", "days"].contains(table.labels[$0].heading) }
    return NumberTable(
      table.title, kept.map { table.labels[$0] },
      table.metrics.filter { most.contains($0) || $0 == question.sort }, measure: table.measure,
      table.rows.map { row in
        .init(kept.map { row.labels[$0] }, row.numbers, remark: row.remark)
      })
  }
}

/// The rows of `performance` as a spreadsheet takes them.
enum PerformanceCSV {
  static func render(_ report: PerformanceReport) -> [UInt8] {
    let columns = report.question.columns
    let decimals = report.currency.decimals
    var csv = CSVWriter(
      ["address", "id", "name", "date", "split"] + columns.map(\.rawValue) + [
        "bid", "budget_daily", "budget_lifetime", "days_running", "pacing",
      ])
    for row in report.rows {
      csv.row(
        [
          CSVWriter.text(row.address?.description), CSVWriter.text(row.id),
          CSVWriter.text(row.name), row.date ?? "", CSVWriter.text(row.split),
        ] + columns.map { report.reading.raw($0, of: row.numbers) } + [
          CSVWriter.text(row.bid), row.daily?.decimal(places: decimals) ?? "",
          row.lifetime?.decimal(places: decimals) ?? "", row.daysRunning.map(String.init) ?? "",
          row.pacing ?? "",
        ])
    }
    if let unmanaged = report.unmanaged {
      csv.row(
        ["", "", "not managed: \(unmanaged.campaigns) campaigns", "", ""]
          + columns.map { report.reading.raw($0, of: unmanaged.numbers) }
          + ["", "", "", "", ""])
    }
    return csv.bytes
  }
}

/// How ads did, for a comment or a page that is written in Markdown.
struct MarkdownPerformance {
  func render(_ report: PerformanceReport) -> String {
    var text = "### Performance of \(MarkdownText.escaped(report.account))\n\n"
    text += InsightsWords.range(report.question.range)
    text += ", amounts in \(report.currency.rawValue).\n\n"
    text += MarkdownInsights.table(report.table, report.reading)
    if let totals = report.totals {
      text += "| metric | total |\n| --- | ---: |\n"
      for metric in report.question.columns {
        text += "| \(metric.title) | \(report.reading.text(metric, of: totals)) |\n"
      }
      text += "\n"
    }
    for notice in report.notices { text += "- \(MarkdownText.escaped(notice))\n" }
    return text
  }
}

/// How ads did as one HTML file, in the style of a plan's report.
struct PerformancePage {
  let report: PerformanceReport

  init(_ report: PerformanceReport) { self.report = report }

  func render() -> [UInt8] {
    let question = report.question
    var html = HTMLWriter(amounts: Amounts(currency: report.currency))
    html.beginPage(
      "\(report.account): performance \(question.range.from) to \(question.range.to)",
      style: NumberPage.style, script: HTMLScript.text)
    html.put("<body>\n<a class=skip href=\"#numbers\">Go to the numbers</a>\n<header>\n")
    html.put("<p class=over>Performance of ")
    html.name(report.account)
    html.put("</p>\n<h1>")
    html.plain(headline)
    html.put("</h1>\n<p class=lead>")
    html.plain(InsightsWords.range(question.range))
    html.put("</p>\n")
    totals(&html)
    html.put("</header>\n<main id=numbers>\n")
    NumberPage.notices(report.notices, &html)
    NumberPage.section(report.table, json: "rows", &html, numbers: report.reading)
    html.put("</main>\n")
    html.endPage(script: HTMLScript.text)
    return html.bytes
  }

  private var headline: String {
    guard let spend = report.totals?[.spend] else { return "No final numbers" }
    let amount = Money(micros: spend).rounded(decimals: report.currency.decimals)
    return "\(Amounts(currency: report.currency).text(amount)) spent"
  }

  private func totals(_ html: inout HTMLWriter) {
    guard let totals = report.totals else { return }
    NumberPage.figures(
      report.question.columns, of: totals, json: "totals", &html, numbers: report.reading)
  }
}
