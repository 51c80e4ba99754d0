import AdsModel
import Documents
import Foundation
import Insights
import Planning
import TestSupport
import Testing

@testable import Rendering

/// A report that is too long to be held: many ads, each day of some months.
///
/// `make bench` does the same with 5,000 ads over 914 days.
struct PerformanceSizeTests {
  private static let today = Day(parsing: "2026-11-22") ?? Day(number: 0)

  /// Ads in memory that deliver on most days.
  private struct Ads: AdsSource {
    let ads: Int

    func counts(_ request: AdsRequest) -> AdSums {
      var sums = AdSums()
      var number: Int64 = 17
      for ad in 0..<ads {
        for day in request.range.days where (day.number + ad) % 11 > 0 {
          number = (number &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407) & .max
          var counts = AdCounts()
          counts.spend = number % 90_000_000
          counts.impressions = number % 7_919
          counts.pinClicks = number % 31
          counts.outboundClicks = number % 13
          counts.saves = number % 3
          let isWhole = request.scope == .account
          sums.add(
            counts,
            to: AdsKey(
              isWhole ? "549755885175" : id(ad), day: request.granularity.bucket(of: day)))
        }
      }
      return sums
    }

    func campaigns() -> [LiveCampaign] { [] }

    func isFinal(_ day: Day) -> Bool? { true }
  }

  private static func id(_ ad: Int) -> String { String(687_700_000_000 + ad) }

  private static func report(
    _ granularity: PerformanceQuestion.Granularity, ads: Int = 10, days: Int = 40
  ) async throws -> PerformanceReport {
    let account = Account(
      name: "northwind-uk", country: "GB", currency: .gbp, adAccountID: "549755885175")
    var resources: [StoredResource] = []
    func add(_ address: String, _ id: String, _ objective: String? = nil) throws {
      var encoder = FieldEncoder(decimals: 2)
      var fields = Fields()
      fields.put(.name, .text("Sofas"))
      if let objective { fields.put(.objective, .text(objective)) }
      resources.append(
        StoredResource(
          address: try #require(Address(parsing: address)), id: id, status: .active,
          attributes: encoder.encode(fields), start: today.advanced(by: -200)))
    }
    try add("campaign/sofas", "626700000001", "traffic")
    try add("ad_group/sofas/uk", "268000000001")
    for ad in 0..<ads { try add("ad/sofas/uk/ad-\(ad)", id(ad)) }
    let declared = DeclaredAccount(
      StoredState(lineage: "x", account: account, target: .pinterest, resources: resources),
      history: [], decimals: 2)
    var question = PerformanceQuestion(.last(days, before: today))
    question.level = .ad
    question.granularity = granularity
    return try await PerformanceReader(
      Ads(ads: ads), declared, account: account, today: today, words: { $1 }
    ).report(question)
  }

  private struct Row: Equatable {
    let address: String
    let date: String?
    let numbers: [String]
  }

  @Test(arguments: [PerformanceQuestion.Granularity.day, .month])
  func `all forms agree on every number, and totals are their sum`(
    _ granularity: PerformanceQuestion.Granularity
  ) async throws {
    let report = try await Self.report(granularity)
    let columns = report.question.columns
    let rows = try report.rows.map { row in
      Row(
        address: "\(try #require(row.address))", date: row.date,
        numbers: columns.map { report.reading.raw($0, of: row.numbers) })
    }
    let shown = report.rows.map { row in
      columns.map { report.reading.text($0, of: row.numbers) }
    }
    #expect(rows.count >= (granularity == .day ? 300 : 10))
    for metric in [Metric.spend, .impressions, .pinClicks, .outboundClicks, .saves, .results] {
      let sum = report.rows.reduce(Int64(0)) { $0 + ($1.numbers[metric] ?? 0) }
      #expect(report.totals?[metric] == sum, "\(metric)")
    }
    #expect(report.notices == [])
    #expect(try documentRows(report) == rows)
    #expect(csvRows(report) == rows)
    #expect(pageNumbers(report) == rows.map(\.numbers))
    let markdown = lines(report, .markdown).map { line in
      Array(line.dropFirst(2).dropLast(2).components(separatedBy: " | ").suffix(columns.count))
    }
    #expect(markdown == shown)
    let text = lines(report, .text).map { line in
      Array(
        line.replacing(/[ ]{2,}/, with: "\t").components(separatedBy: "\t").suffix(columns.count))
    }
    #expect(text == shown)
  }

  @Test func `no form is held whole`() async throws {
    let report = try await Self.report(.day, ads: 25, days: 80)
    let setting = ReportSetting(
      style: .plain, markdown: { MarkdownSamples.options() }, rules: { [] })
    for format in PerformanceReport.formats {
      var pieces: [Int] = []
      let stream = ByteStream { pieces.append($0.count) }
      report.write(as: format, setting, to: stream)
      let whole = pieces.reduce(0, +)
      #expect(whole > 2 * ByteStream.piece, "\(format)")
      #expect(pieces.max() ?? 0 < ByteStream.piece + 32 << 10, "\(format)")
    }
  }

  @Test func `what cannot be written any more is not made either`() async throws {
    struct Full: Error {}
    let report = try await Self.report(.day, ads: 25, days: 80)
    let setting = ReportSetting(
      style: .plain, markdown: { MarkdownSamples.options() }, rules: { [] })
    for format in PerformanceReport.formats {
      var calls = 0
      let stream = ByteStream { _ in
        calls += 1
        throw Full()
      }
      report.write(as: format, setting, to: stream)
      #expect(calls == 1, "\(format)")
      #expect(throws: Full.self) { try stream.finish() }
    }
  }

  private func documentRows(_ report: PerformanceReport) throws -> [Row] {
    let document = try JSONSerialization.jsonObject(
      with: Data(PerformanceFormTests.form(report, .json).utf8))
    let rows = (document as? [String: Any])?["rows"] as? [[String: Any]] ?? []
    return rows.map { row in
      let metrics = row["metrics"] as? [String: Any] ?? [:]
      return Row(
        address: row["address"] as? String ?? "", date: row["date"] as? String,
        numbers: report.question.columns.map { metric in
          let value = metrics[metric.rawValue] ?? NSNull()
          return value is NSNull ? "" : "\(value)"
        })
    }
  }

  private func csvRows(_ report: PerformanceReport) -> [Row] {
    PerformanceFormTests.form(report, .csv).components(separatedBy: "\r\n").dropFirst().dropLast()
      .map { line in
        let fields = line.components(separatedBy: ",")
        return Row(
          address: fields[0], date: fields[3].isEmpty ? nil : fields[3],
          numbers: Array(fields[5..<(5 + report.question.columns.count)]))
      }
  }

  private func pageNumbers(_ report: PerformanceReport) -> [[String]] {
    let page = PerformanceFormTests.form(report, .html)
    let pattern = /data-json="rows\.\d+\.metrics\.\w+" data-value="([^"]*)"/
    return page.split(separator: "<tr>").dropFirst().compactMap { row in
      let values = row.matches(of: pattern).map { String($0.1) }
      return values.isEmpty ? nil : values
    }
  }

  /// The lines that begin with an address.
  private func lines(_ report: PerformanceReport, _ format: ReportFormat) -> [String] {
    PerformanceFormTests.form(report, format).components(separatedBy: "\n").filter {
      $0.hasPrefix("ad/") || $0.hasPrefix("| ad/")
    }
  }
}
