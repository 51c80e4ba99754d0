import AdsModel
import Diagnostics
import Documents
import Foundation
import Planning
import Rendering
import TestSupport
import Testing

/// Every form of a plan tells the same numbers, each read back from the finished text.
struct AgreementTests {
  static let plans = [
    Samples.createAll, Samples.edits, Samples.archives, Samples.pauseAndReplace, Samples.renames,
    Samples.refused, Samples.empty,
  ]

  private struct Document: Decodable {
    struct Change: Decodable {
      let address: String
      let action: String
    }

    let spend: [String: String]
    let summary: [String: Int]
    let changes: [Change]
  }

  private static let rows = [
    ("daily budgets", "daily"), ("lifetime budgets", "lifetime"),
    ("most in the next 30 days", "next_30_days_max"),
  ]

  /// `1,240.00` as a document has it.
  private func bare(_ amount: some StringProtocol) -> String {
    amount.replacingOccurrences(of: ",", with: "")
  }

  @Test(arguments: plans.indices)
  func `text, Markdown and HTML have the spend of the JSON`(_ index: Int) throws {
    let plan = Self.plans[index]
    let document = try JSONDecoder().decode(
      Document.self, from: Data(PlanDocument.encode(plan)))
    let text = PlanTextRenderer(style: .plain).render(plan)
    let markdown = MarkdownPlanRenderer(MarkdownSamples.options()).render(plan)
    let html = String(decoding: HTMLReport(plan).render(), as: UTF8.self)
    for (title, name) in Self.rows {
      let before = try #require(document.spend["\(name)_before"])
      let after = try #require(document.spend["\(name)_after"])
      let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("  \(title)") })
      let amounts = line.dropFirst(title.count + 2).split(separator: " ").map(bare)
      // A plan that changes no spend has one column.
      #expect(amounts.first == before)
      #expect(amounts.dropFirst().first ?? before == after)
      let row = try #require(
        markdown.split(separator: "\n").first { $0.hasPrefix("| \(title) |") })
      let cells = row.split(separator: "|").map { bare($0).trimmingCharacters(in: .whitespaces) }
      #expect(Array(cells[1...2]) == [before, after])
      #expect(html.contains("data-value=\"\(before)\""))
      #expect(html.contains("data-value=\"\(after)\""))
    }
  }

  @Test(arguments: plans.indices)
  func `every form counts and names the changes of the JSON`(_ index: Int) throws {
    let plan = Self.plans[index]
    let document = try JSONDecoder().decode(
      Document.self, from: Data(PlanDocument.encode(plan)))
    let text = PlanTextRenderer(style: .plain, view: .summary).render(plan)
    if !plan.isEmpty {
      for action in ["create", "update", "replace", "archive"] {
        let count = Amount.grouped(try #require(document.summary[action]))
        #expect(text.contains("\(count) to \(action)"), "\(action)")
      }
    }
    let notices = GitHubAnnotations.render(
      [], changes: plan.changes, currency: plan.account.currency)
    #expect(notices.split(separator: "\n").count == document.changes.count)
    let sarif = try #require(
      try JSONSerialization.jsonObject(
        with: Data(SARIFDocument.encode([], plan: plan, rules: [], version: "1"))) as? [String: Any]
    )
    let run = try #require((sarif["runs"] as? [[String: Any]])?.first)
    #expect((run["results"] as? [Any])?.count == document.changes.count)
    let quality = try JSONSerialization.jsonObject(
      with: Data(
        CodeQualityDocument.encode(
          [], changes: plan.changes, currency: plan.account.currency)))
    #expect((quality as? [Any])?.count == document.changes.count)
    let html = String(decoding: HTMLReport(plan).render(), as: UTF8.self)
    for action in Set(document.changes.map(\.action)) {
      let count = document.changes.count { $0.action == action }
      let items = html.matches(
        of: try Regex("<li class=change data-kind=\"\\w+\" data-action=\"\(action)\""))
      let shown = items.count
      #expect(shown == count, "\(action)")
    }
  }
}

private enum Amount {
  /// `1,200`.
  static func grouped(_ count: Int) -> String {
    let digits = String(count)
    return digits.count > 3 ? digits.dropLast(3) + "," + digits.suffix(3) : digits
  }
}
