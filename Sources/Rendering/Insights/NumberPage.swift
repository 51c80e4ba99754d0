import AdsModel
import Insights

/// The parts of a page of numbers: tables, and bars by day with the table behind them.
enum NumberPage {
  static let style = HTMLStyle.text + "\n" + more

  private static let more = """
    .figures{border:0;padding:.5rem 0}
    .figures dd{font-size:1.5rem;line-height:1.3;font-weight:600;letter-spacing:-.01em}
    .columns{width:100%;height:100%;position:absolute;inset:0}
    rect.day{fill:var(--accent)}
    rect.day.estimate{fill:url(#hatch);stroke:var(--accent);stroke-width:1}
    rect.share{fill:var(--bar)}
    .shares{width:6rem}
    .shares svg{width:100%;height:12px}
    .numbers table{font-size:.875rem}
    .numbers td:first-child{white-space:nowrap}
    .part h3{margin-top:2rem}
    .many table{font-size:.875rem}
    .many th,.many td{padding:.5rem .45rem}
    .many td{white-space:nowrap}
    .many td .name{white-space:normal}
    td .name{font-weight:600}
    @media print{figure{break-inside:avoid}}
    """

  static func notices(_ notices: [String], _ html: inout HTMLWriter) {
    guard !notices.isEmpty else { return }
    html.put("<section class=remarks><h2>Notes</h2><ul>\n")
    for notice in notices {
      html.put("<li>")
      html.text(notice)
      html.put("\n")
    }
    html.put("</ul></section>\n")
  }

  /// Numbers that stand for themselves, each with the member of the JSON document that it is.
  static func figures(
    _ metrics: [Metric], of totals: Numbers, json: String, _ html: inout HTMLWriter,
    numbers: ReadingText = .plain
  ) {
    html.put("<dl class=\"facts figures\">\n")
    for metric in metrics {
      html.put("<div><dt>")
      html.plain(metric.title)
      html.put("<dd")
      html.attribute("data-json", "\(json).\(metric.rawValue)")
      html.attribute("data-value", numbers.raw(metric, of: totals))
      html.put(">")
      html.plain(numbers.text(metric, of: totals))
      html.put("</div>\n")
    }
    html.put("</dl>\n")
  }

  /// A table of a ranking, with a bar for what it is ranked by.
  static func section(
    _ table: NumberTable, json: String, key: String = "metrics", _ html: inout HTMLWriter,
    numbers: ReadingText = .plain
  ) {
    html.put("<section><h2>")
    html.plain(table.title)
    html.put("</h2>\n")
    self.table(table, json: json, key: key, numbers, &html)
    html.put("</section>\n")
  }

  static func table(
    _ table: NumberTable, json: String, key: String, _ numbers: ReadingText,
    _ html: inout HTMLWriter
  ) {
    guard !table.rows.isEmpty else {
      html.put("<p>There is nothing.</p>\n")
      return
    }
    let isWide = table.metrics.count + table.labels.count > 9
    html.put(isWide ? "<div class=\"scroll many\"" : "<div class=scroll")
    html.put(" tabindex=0 role=region")
    html.attribute("aria-label", table.title)
    html.put("><table><thead><tr>")
    for label in table.labels {
      html.put(label.isNumber ? "<th class=n>" : "<th>")
      html.plain(label.heading)
    }
    for metric in table.metrics {
      html.put("<th class=n>")
      html.plain(metric.heading)
    }
    html.put("<th class=shares aria-hidden=true><tbody>\n")
    let largest = table.rows.lazy.compactMap { $0.numbers[table.measure] }.max() ?? 0
    for (index, row) in table.rows.enumerated() {
      html.put("<tr>")
      for (label, text) in zip(table.labels, row.labels) {
        html.put(label.isNumber ? "<td class=n>" : "<td>")
        if label.isLong {
          html.name(text ?? ReadingText.nothing)
        } else {
          html.text(text ?? ReadingText.nothing)
        }
      }
      cells(row.numbers, table.metrics, json: "\(json).\(index).\(key)", numbers, &html)
      html.put("<td class=shares>")
      if let remark = row.remark {
        html.put("<span class=quiet>")
        html.text(remark)
        html.put("</span>")
      } else if let value = row.numbers[table.measure], value > 0, largest > 0 {
        html.put("<svg aria-hidden=true><rect class=share height=12")
        html.attribute("width", percent(value, of: largest))
        html.put(" /></svg>")
      }
      html.put("\n")
      guard html.drain() else { return }
    }
    html.put("</table></div>\n")
  }

  static func cells(
    _ numbers: Numbers, _ metrics: [Metric], json: String, _ reading: ReadingText,
    _ html: inout HTMLWriter
  ) {
    for metric in metrics {
      html.put("<td class=n")
      let value = reading.value(metric, of: numbers)
      html.attribute("data-json", plain: "\(json).\(metric.rawValue)")
      html.attribute("data-value", plain: reading.raw(value))
      html.put(">")
      html.plain(reading.text(value))
    }
  }

  /// The share of a value in the largest, in hundredths of a percent.
  static func percent(_ value: Int64, of largest: Int64) -> String {
    let share = Fraction(value, over: max(1, largest))?.rounded(scale: 10_000) ?? 0
    return "\(share / 100).\(share % 100 / 10)\(share % 10)%"
  }

  /// Impressions by day as bars, and all counts of the days as the table behind them.
  static func course(
    _ days: [DayNumbers], _ range: DayRange, json: String, _ html: inout HTMLWriter
  ) {
    html.put("<figure><figcaption>Impressions<ul class=legend aria-label=Legend>")
    html.put("<li><svg class=key aria-hidden=true><rect class=day width=100% height=12 y=2 />")
    html.put("</svg>final<li><svg class=key aria-hidden=true>")
    html.put("<rect class=\"day estimate\" width=100% height=12 y=2 /></svg>estimate")
    html.put("</ul></figcaption>\n")
    ColumnPlot(days, over: range).write(on: &html)
    html.put("<details class=numbers><summary>As a table</summary>\n")
    table(days, json: json, &html)
    html.put("</details></figure>\n")
  }

  private static func table(
    _ days: [DayNumbers], json: String, _ html: inout HTMLWriter
  ) {
    html.put("<div class=scroll tabindex=0 role=region aria-label=\"Numbers by day\"><table>")
    html.put("<thead><tr><th>date<th>status")
    for metric in Metric.organic {
      html.put("<th class=n>")
      html.plain(metric.heading)
    }
    html.put("<tbody>\n")
    for (index, day) in days.enumerated() {
      html.put("<tr><td>")
      html.plain(day.day.description)
      html.put("<td>")
      html.text(day.status.words + (day.origin == .archive ? ", archive" : ""))
      cells(day.numbers, Metric.organic, json: "\(json).\(index).metrics", .plain, &html)
      html.put("\n")
    }
    html.put("</table></div>\n")
  }
}
