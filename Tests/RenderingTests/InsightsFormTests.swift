import AdsModel
import Diagnostics
import Documents
import Foundation
import Insights
import TestSupport
import Testing

@testable import Rendering

struct InsightsFormTests {
  static let reports: [(name: String, report: InsightsReport)] = [
    ("overview", InsightsSamples.overview()),
    ("real-time", InsightsSamples.overview(isRealTime: true)),
    ("hostile", InsightsSamples.overview(title: "=cmd|' /C calc'!A0, \"<b>|\u{202E}\n")),
    ("videos", InsightsSamples.videos), ("single", InsightsSamples.single),
    ("empty", InsightsSamples.empty),
  ]

  @Test func `text is laid out for a terminal and for a pipe`() throws {
    var texts: [String: String] = [:]
    for (name, report) in Self.reports {
      let terminal = TextStyle.terminal(width: 80, color: false)
      texts["insights-\(name)-80.txt"] = InsightsTextRenderer(style: terminal).render(report)
      texts["insights-\(name)-plain.txt"] = InsightsTextRenderer(style: .plain).render(report)
      texts["insights-\(name).md"] = MarkdownInsights().render(report)
      texts["insights-\(name).csv"] = String(decoding: InsightsCSV.render(report), as: UTF8.self)
    }
    try expectGolden(texts)
  }

  @Test(arguments: reports.indices)
  func `a line takes no more than the terminal has`(_ index: Int) {
    let (name, report) = Self.reports[index]
    let text = InsightsTextRenderer(style: .terminal(width: 80, color: false)).render(report)
    for line in text.split(separator: "\n") {
      #expect(String(line).columns <= 80, "\(name): \(line)")
    }
  }

  /// Every number of the document, by its path: `daily.3.metrics.saves`.
  private static func values(_ value: Any, at path: String = "") -> [String: String] {
    let join = { (name: String) in path.isEmpty ? name : path + "." + name }
    if let list = value as? [Any] {
      return list.enumerated().reduce(into: [:]) { found, entry in
        found.merge(values(entry.element, at: join("\(entry.offset)"))) { $1 }
      }
    }
    if let object = value as? [String: Any] {
      return object.reduce(into: [:]) { $0.merge(values($1.value, at: join($1.key))) { $1 } }
    }
    if value is NSNull { return [path: ""] }
    return [path: "\(value)"]
  }

  private static func document(_ report: InsightsReport) throws -> [String: String] {
    values(try JSONSerialization.jsonObject(with: Data(InsightsDocument.encode(report))))
  }

  @Test(arguments: reports.indices)
  func `every number of the page is the document's`(_ index: Int) throws {
    let report = Self.reports[index].report
    let values = try Self.document(report)
    let page = String(decoding: InsightsPage(report).render(), as: UTF8.self)
    var seen: Set<String> = []
    for match in page.matches(of: /data-json="([^"]+)" data-value="([^"]*)">([^<]*)/) {
      // Totals of parts and of all are objects of their own.
      let path = String(match.1)
      #expect(values[path] ?? "" == match.2, "\(path)")
      #expect(match.2.isEmpty == (match.3.starts(with: "–")))
      #expect(seen.insert(path).inserted, "\(path) is told twice")
    }
    let numbers = values.filter { path, _ in
      path.contains("metrics.") || path.hasPrefix("totals.")
        || path.contains("daily.")
          && path.contains("metrics.")
    }.filter { !$0.key.hasSuffix("_rate") || !$0.key.hasPrefix("top_") }
    #expect(numbers.keys.filter { !seen.contains($0) }.sorted() == [])
  }

  @Test(arguments: reports.indices)
  func `every number of the table for programs is the document's`(_ index: Int) throws {
    let report = Self.reports[index].report
    let values = try Self.document(report)
    let text = String(decoding: InsightsCSV.render(report), as: UTF8.self)
    let records = Self.records(text)
    let headings = records[0]
    let paths: [String] =
      switch report.question.subject {
      case .overview where report.question.split != nil:
        report.splits.enumerated().flatMap { part, split in
          split.daily.indices.map { "splits.\(part).daily.\($0)" }
        }
      case .overview: report.daily.indices.map { "daily.\($0)" }
      case .pin: report.pins[0].daily.indices.map { "pins.0.daily.\($0)" }
      default: report.topPins.indices.map { "top_pins.\($0)" }
      }
    #expect(records.count == paths.count + 1)
    for (record, path) in zip(records.dropFirst(), paths) {
      #expect(record.count == headings.count)
      for (heading, cell) in zip(headings, record) where Metric(rawValue: heading) != nil {
        #expect(values["\(path).metrics.\(heading)"] == cell, "\(path) \(heading)")
      }
    }
  }

  @Test(arguments: reports.indices)
  func `every number of text and Markdown is the document's`(_ index: Int) throws {
    let report = Self.reports[index].report
    let values = try Self.document(report)
    let plain = InsightsTextRenderer(style: .plain).render(report)
    let markdown = MarkdownInsights().render(report)
    let days = report.question.subject == .overview ? report.daily : report.pins.first?.daily ?? []
    let root = report.question.subject == .overview ? "daily" : "pins.0.daily"
    for (index, day) in days.enumerated() {
      let cells = Metric.organicCounts.map { metric -> String in
        let value = values["\(root).\(index).metrics.\(metric.rawValue)"] ?? ""
        return value.isEmpty ? "–" : Amounts.grouped(value)
      }
      let line = plain.split(separator: "\n").first { $0.hasPrefix("\(day.day)  ") }
      #expect(line?.split(separator: " ").dropFirst().prefix(5).map(String.init) == cells)
      #expect(markdown.contains("| \(day.day) | " + cells.joined(separator: " | ") + " |"))
    }
    for (name, value) in values where name.hasPrefix("totals.") {
      let metric = try #require(Metric(rawValue: String(name.dropFirst(7))))
      let shown =
        metric.definition.unit == .count
        ? Amounts.grouped(value) : ReadingText.plain.text(metric, of: report.totals ?? Numbers())
      let line = plain.split(separator: "\n").first { $0.hasPrefix(metric.title + "  ") }
      #expect(line?.hasSuffix("  " + shown) == true, "\(name)")
      #expect(markdown.contains("| \(metric.title) | \(shown) |"))
    }
  }

  /// The records of RFC 4180, read apart from what writes them.
  private static func records(_ text: String) -> [[String]] {
    var records: [[String]] = [[]]
    var field = ""
    var isQuoted = false
    var rest = Array(text.unicodeScalars)[...]
    func isNext(_ scalar: Unicode.Scalar) -> Bool { rest.first == scalar }
    while let scalar = rest.popFirst() {
      if isQuoted {
        if scalar != "\"" {
          field.unicodeScalars.append(scalar)
        } else if isNext("\"") {
          field += "\""
          rest = rest.dropFirst()
        } else {
          isQuoted = false
        }
      } else if scalar == "\"" {
        isQuoted = true
      } else if scalar == "," {
        records[records.count - 1].append(field)
        field = ""
      } else if scalar == "\r", isNext("\n") {
        rest = rest.dropFirst()
        records[records.count - 1].append(field)
        field = ""
        records.append([])
      } else {
        field.unicodeScalars.append(scalar)
      }
    }
    records.removeLast()
    return records
  }

  @Test func `a text is quoted where it has to be, and never a formula`() {
    let hostile = [
      "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "|cmd", "%0a", "＝1",
      "=cmd|' /C calc'!A0", "plain", "two,\"three\"\r\nfour", "",
    ]
    let bytes = ByteStream.collected { stream in
      var csv = CSVWriter(["a"], to: stream)
      for text in hostile { csv.row([CSVWriter.text(text), "x"]) }
      csv.finish()
    }
    let records = Self.records(String(decoding: bytes, as: UTF8.self)).dropFirst()
    #expect(records.count == hostile.count)
    for (text, record) in zip(hostile, records) {
      let isPlain = text.isEmpty || text.first?.isLetter == true
      #expect(record == [isPlain ? text : "'" + text, "x"])
    }
  }

  @Test func `a control character is no order for a terminal in a CSV either`() {
    #expect(CSVWriter.text("a\u{1B}[31mb\u{9B}c\tü") == "a\\x1b[31mb\\x9bc\tü")
  }

  @Test func `a question without an answer says why in the forms of an answer`() throws {
    let diagnostic = Diagnostic(
      .insightsNotInAPI, "<b>--age</b> is not in the API", at: nil, hint: "look in `Analytics`")
    let report = NoNumbersReport("insights", [diagnostic]) { Array("{}".utf8) }
    let setting = ReportSetting(
      style: .plain, markdown: { MarkdownSamples.options() }, rules: { [] })
    func text(_ format: ReportFormat) -> String? {
      report.rendered(as: format, setting).map { String(decoding: $0, as: UTF8.self) }
    }
    #expect(text(.json) == "{}")
    #expect(
      text(.markdown) == """
        ### No insights

        - <code>insights.not_in_api</code> &lt;b&gt;--age&lt;/b&gt; is not in the API; look in <code>Analytics</code>

        """)
    let page = try #require(text(.html))
    #expect(
      page.contains(
        "<li><code>insights.not_in_api</code> &lt;b&gt;--age&lt;/b&gt; is not in the API<p class=quiet>look in `Analytics`</p>"
      ))
    #expect(text(.csv) == nil)
  }

  @Test(arguments: HostileText.all)
  func `a title is text in every form, and whole in the document`(_ title: String) throws {
    let report = InsightsSamples.overview(title: title)
    let page = String(decoding: InsightsPage(report).render(), as: UTF8.self)
    #expect(page.components(separatedBy: "<script").count == 2)
    #expect(!page.unicodeScalars.contains("\u{1B}"))
    let text = InsightsTextRenderer(style: .plain).render(report)
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0 == "\u{202E}" })
    let values = try Self.document(report)
    #expect(values["top_pins.0.title"] == title)
  }

  @Test func `small bars and lines compare what they show`() {
    #expect(Bars.bar(10, of: 10, width: 4) == "████")
    #expect(Bars.bar(5, of: 10, width: 4) == "██")
    #expect(Bars.bar(1, of: 16, width: 4) == "▎")
    #expect(Bars.bar(0, of: 10, width: 4) == "")
    #expect(Bars.bar(nil, of: 10, width: 4) == "")
    #expect(Bars.bar(.max, of: .max, width: 10).count == 10)
    #expect(Bars.line([0, 1, 2, nil, 4, 8]) == "▁▂▃·▅█")
    #expect(Bars.line([]) == "")
  }
}
