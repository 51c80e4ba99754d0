import AdsModel
import Insights

/// How Pins and boards did as one HTML file, in the style of a plan's report.
struct InsightsPage {
  let report: InsightsReport

  init(_ report: InsightsReport) { self.report = report }

  private var question: InsightsQuestion { report.question }

  func render() -> [UInt8] {
    var html = HTMLWriter(amounts: ReadingText.plain.amounts)
    html.beginPage(
      "\(report.account): insights \(question.range.from) to \(question.range.to)",
      style: NumberPage.style, script: HTMLScript.text)
    html.put("<body>\n<a class=skip href=\"#numbers\">Go to the numbers</a>\n")
    header(&html)
    html.put("<main id=numbers>\n")
    DayAxis(from: question.range.from, to: question.range.to).writeDefinitions(on: &html)
    NumberPage.notices(report.notices, &html)
    switch question.subject {
    case .overview: overview(&html)
    case .pins, .videos: NumberPage.section(report.pinTable, json: "top_pins", &html)
    case .boards: NumberPage.section(report.boardTable, json: "top_boards", &html)
    case .pin: for (index, pin) in report.pins.enumerated() { single(pin, index, &html) }
    }
    html.put("</main>\n")
    html.endPage(script: HTMLScript.text)
    return html.bytes
  }

  private func header(_ html: inout HTMLWriter) {
    html.put("<header>\n<p class=over>Insights of ")
    html.name(report.account)
    html.put("</p>\n<h1>")
    html.plain(headline)
    html.put("</h1>\n<p class=lead>")
    html.plain(InsightsWords.range(question.range))
    html.put("</p>\n<dl class=facts>\n")
    fact("Filters", &html) { $0.text(question.filterWords ?? "none") }
    fact("Complete until", &html) { $0.plain(report.completeUntil?.description ?? "–") }
    fact("Last 48 hours", &html) {
      $0.plain(question.isRealTime ? "estimates, which can go down" : "left out until final")
    }
    if let views = report.monthlyViews {
      html.put("<div><dt>Monthly views<dd")
      html.attribute("data-json", "monthly_views")
      html.attribute("data-value", String(views))
      html.put(">")
      html.plain(Amounts.grouped(String(views)))
      html.put("</div>\n")
    }
    html.put("</dl>\n</header>\n")
  }

  private func fact(
    _ name: StaticString, _ html: inout HTMLWriter, _ value: (inout HTMLWriter) -> Void
  ) {
    html.put("<div><dt>")
    html.put(name)
    html.put("<dd>")
    value(&html)
    html.put("</div>\n")
  }

  private var headline: String {
    guard question.subject == .overview else {
      return switch question.subject {
      case .boards: "Top boards by \(question.ranking.title)"
      case .videos: "Top video Pins by \(question.ranking.title)"
      case .pin(let ids): ids.count == 1 ? "One Pin" : "\(ids.count) Pins"
      default: "Top Pins by \(question.ranking.title)"
      }
    }
    guard let totals = report.totals, let count = totals[.impressions] else {
      return "No final numbers yet"
    }
    return "\(Amounts.grouped(String(count))) impressions"
  }

  private func overview(_ html: inout HTMLWriter) {
    totals(report.totals, json: "totals", &html)
    html.put("<section id=days><h2>By day</h2>\n")
    NumberPage.course(report.daily, question.range, json: "daily", &html)
    html.put("</section>\n")
    if question.split != nil {
      NumberPage.section(report.splitTable, json: "splits", key: "totals", &html)
      for (index, part) in report.splits.enumerated() {
        html.put("<section class=part><h3>")
        html.text(part.value)
        html.put("</h3>\n")
        NumberPage.course(part.daily, question.range, json: "splits.\(index).daily", &html)
        html.put("</section>\n")
      }
    }
    NumberPage.section(report.pinTable, json: "top_pins", &html)
    NumberPage.section(report.boardTable, json: "top_boards", &html)
  }

  private func totals(_ totals: Numbers?, json: String, _ html: inout HTMLWriter) {
    html.put("<section><h2>All days together</h2>\n")
    guard let totals else {
      html.put("<p>There are no final numbers of these days.</p></section>\n")
      return
    }
    NumberPage.figures(Metric.organic, of: totals, json: json, &html)
    html.put("</section>\n")
  }

  private func single(_ pin: InsightsReport.PinDays, _ index: Int, _ html: inout HTMLWriter) {
    html.put("<section><h2>")
    html.name(pin.pin.title?.visible ?? "Pin \(pin.pin.id)")
    html.put("</h2>\n<p class=quiet><code>")
    html.text(pin.pin.id)
    html.put("</code>")
    if let board = pin.boardName {
      html.put(" on ")
      html.name(board)
    }
    html.put("</p>\n")
    totals(pin.totals, json: "pins.\(index).totals", &html)
    NumberPage.course(pin.daily, question.range, json: "pins.\(index).daily", &html)
    html.put("</section>\n")
  }
}
