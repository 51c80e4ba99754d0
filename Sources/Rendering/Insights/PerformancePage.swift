import AdsModel
import Documents
import Insights

/// How ads did as one HTML file, in the style of a plan's report.
struct PerformancePage {
  let report: PerformanceReport

  init(_ report: PerformanceReport) { self.report = report }

  private var question: PerformanceQuestion { report.question }

  func write(to stream: ByteStream) {
    var html = HTMLWriter(amounts: Amounts(currency: report.currency), to: stream)
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
    if let totals = report.totals {
      NumberPage.figures(
        question.columns, of: totals, json: "totals", &html, numbers: report.reading)
    }
    html.put("</header>\n<main id=numbers>\n")
    NumberPage.notices(report.notices, &html)
    course(&html)
    NumberPage.section(report.table, json: "rows", &html, numbers: report.reading)
    html.put("</main>\n")
    html.endPage(script: HTMLScript.text)
    stream.put(html.bytes)
  }

  private var headline: String {
    guard let spend = report.totals?[.spend] else { return "No final numbers" }
    let amount = Money(micros: spend).rounded(decimals: report.currency.decimals)
    return "\(Amounts(currency: report.currency).text(amount)) spent"
  }

  /// What is plotted: of what was asked for, what a plan is about and what came of it.
  private var plotted: [Metric] {
    let wanted: [Metric] = [.spend, .results, .impressions, .pinClicks]
    let known = wanted.filter { metric in
      question.columns.contains(metric) && report.course.contains { $0.numbers[metric] != nil }
    }
    return Array(known.prefix(2))
  }

  private func course(_ html: inout HTMLWriter) {
    guard !report.course.isEmpty, report.totals != nil, !plotted.isEmpty else { return }
    let granularity = question.granularity == .total ? .day : question.granularity
    html.put("<section id=course><h2>By ")
    html.plain(granularity.rawValue)
    html.put("</h2>\n")
    for metric in plotted {
      html.put("<figure><figcaption>")
      html.plain(metric.title.prefix(1).uppercased() + metric.title.dropFirst())
      html.put("</figcaption>\n")
      ColumnPlot(report.course, of: metric, over: question.range, html.amounts).write(on: &html)
      html.put("<details class=numbers><summary>As a table</summary>\n")
      table(of: metric, granularity, &html)
      html.put("</details></figure>\n")
    }
    html.put("</section>\n")
  }

  private func table(
    of metric: Metric, _ granularity: PerformanceQuestion.Granularity, _ html: inout HTMLWriter
  ) {
    html.put("<div class=scroll tabindex=0 role=region")
    html.attribute("aria-label", "\(metric.title) by \(granularity.rawValue)")
    html.put("><table><thead><tr><th>date<th class=n>")
    html.plain(metric.heading)
    html.put("<tbody>\n")
    for point in report.course {
      html.put("<tr><td>")
      html.plain(point.date)
      html.put("<td class=n")
      html.attribute("data-course", "\(metric.rawValue) \(point.date)")
      html.attribute("data-value", report.reading.raw(metric, of: point.numbers))
      html.put(">")
      html.plain(report.reading.text(metric, of: point.numbers))
      html.put("\n")
    }
    html.put("</table></div>\n")
  }
}
