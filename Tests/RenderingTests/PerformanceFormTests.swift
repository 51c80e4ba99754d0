import AdsModel
import Documents
import Foundation
import Insights
import TestSupport
import Testing

@testable import Rendering

struct PerformanceFormTests {
  private static func numbers(_ seed: Int64) -> Numbers {
    var counts = AdCounts()
    counts.spend = seed * 1_234_567
    counts.impressions = seed * 4_321
    counts.pinClicks = seed * 37
    counts.outboundClicks = seed * 11
    counts.saves = seed
    return counts.numbers(results: .outboundClicks)
  }

  private static func row(
    _ address: String, _ seed: Int64, date: String? = nil, split: String? = nil
  ) -> PerformanceReport.Row {
    PerformanceReport.Row(
      address: Address(parsing: address), id: "62670000000\(seed)", name: "Sofas", date: date,
      split: split, numbers: seed == 3 ? Numbers() : numbers(seed), bid: seed == 1 ? "0.35" : nil,
      daily: seed == 1 ? Money(micros: 25_000_000) : nil,
      lifetime: seed == 2 ? Money(micros: 700_000_000) : nil, daysRunning: Int(seed),
      pacing: seed == 1 ? "87.5" : nil)
  }

  static let reports: [(name: String, report: PerformanceReport)] = {
    var question = PerformanceQuestion(
      DayRange(from: InsightsSamples.first, to: InsightsSamples.first.advanced(by: 6)))
    var campaigns = PerformanceReport(question, account: "northwind-uk", currency: .gbp)
    campaigns.rows = [
      row("campaign/sofas", 1), row("campaign/a-rather-long-key-of-a-campaign-for-armchairs", 2),
      row("campaign/unclear", 3),
    ]
    campaigns.unmanaged = .init(campaigns: 2, numbers: numbers(9))
    campaigns.totals = numbers(12)
    campaigns.notices = ["not final, and left out: 2026-10-29"]
    question.granularity = .day
    question.split = .age
    question.columns = Metric.ofAds
    var parts = PerformanceReport(question, account: "northwind-uk", currency: .jpy)
    parts.rows = [
      row("ad_group/sofas/uk", 1, date: "2026-10-23", split: "25-34"),
      row("ad_group/sofas/uk", 2, date: "2026-10-24", split: "=1+1"),
    ]
    parts.totals = numbers(3)
    let empty = PerformanceReport(question, account: "northwind-uk", currency: .gbp)
    return [("campaigns", campaigns), ("parts", parts), ("empty", empty)]
  }()

  static func text(_ report: PerformanceReport, _ style: TextStyle) -> String {
    let bytes = ByteStream.collected { PerformanceTextRenderer(style: style).write(report, to: $0) }
    return String(decoding: bytes, as: UTF8.self)
  }

  static func form(_ report: PerformanceReport, _ format: ReportFormat) -> String {
    let setting = ReportSetting(
      style: .plain, markdown: { MarkdownSamples.options() }, rules: { [] })
    return String(decoding: report.rendered(as: format, setting) ?? [], as: UTF8.self)
  }

  @Test func `text is laid out for a terminal and for a pipe`() throws {
    var texts: [String: String] = [:]
    for (name, report) in Self.reports {
      let terminal = TextStyle.terminal(width: 80, color: false)
      texts["performance-\(name)-80.txt"] = Self.text(report, terminal)
      texts["performance-\(name)-plain.txt"] = Self.form(report, .text)
      texts["performance-\(name).md"] = Self.form(report, .markdown)
      texts["performance-\(name).csv"] = Self.form(report, .csv)
    }
    try expectGolden(texts)
  }

  @Test func `the usual columns take no more than the terminal has`() {
    let report = Self.reports[0].report
    let style = TextStyle.terminal(width: 80, color: false)
    for line in Self.text(report, style).split(separator: "\n") {
      #expect(String(line).columns <= 80, "\(line)")
    }
  }

  @Test(arguments: [60, 80, 200])
  func `columns that have no room beside the others stand below them`(_ width: Int) {
    let report = Self.reports[1].report
    let lines = Self.text(report, .terminal(width: width, color: false))
      .split(separator: "\n").map(String.init)
    #expect(lines.allSatisfy { $0.columns <= width }, "\(lines)")
    for metric in report.question.columns {
      let headings = lines.filter { $0.hasPrefix("campaign") }
      #expect(headings.contains { $0.contains(metric.heading) }, "\(metric)")
    }
  }

  @Test(arguments: reports.indices)
  func `every form has the document's numbers`(_ index: Int) throws {
    let report = Self.reports[index].report
    let document =
      try JSONSerialization.jsonObject(with: Data(Self.form(report, .json).utf8))
      as? [String: Any]
    let rows = document?["rows"] as? [[String: Any]] ?? []
    let csv = Self.form(report, .csv).components(separatedBy: "\r\n")
    let page = Self.form(report, .html)
    let plain = Self.form(report, .text)
    let markdown = Self.form(report, .markdown)
    let own = Array(report.rows)
    #expect(rows.count == own.count)
    for (number, row) in rows.enumerated() {
      let metrics = row["metrics"] as? [String: Any] ?? [:]
      #expect(Set(metrics.keys) == Set(report.question.columns.map(\.rawValue)))
      let values = report.question.columns.map { metric -> String in
        let value = metrics[metric.rawValue] ?? NSNull()
        return value is NSNull ? "" : "\(value)"
      }
      #expect(csv[number + 1].contains(values.joined(separator: ",")))
      for (metric, value) in zip(report.question.columns, values) {
        let path = "rows.\(number).metrics.\(metric.rawValue)"
        #expect(page.contains("data-json=\"\(path)\" data-value=\"\(value)\""))
      }
      // People see the same, rounded once.
      let shown = report.question.columns.map {
        report.reading.text($0, of: own[number].numbers)
      }
      #expect(markdown.contains("| " + shown.joined(separator: " | ") + " |"))
      let line = plain.split(separator: "\n").filter { $0.hasPrefix("\(row["address"] ?? "")") }
      #expect(
        line.contains {
          $0.split(separator: " ", omittingEmptySubsequences: true).joined()
            .hasSuffix(shown.joined().replacing(" ", with: ""))
        })
    }
    for (name, value) in document?["totals"] as? [String: Any] ?? [:] {
      let raw = value is NSNull ? "" : "\(value)"
      #expect(page.contains("data-json=\"totals.\(name)\" data-value=\"\(raw)\""))
    }
  }
}
