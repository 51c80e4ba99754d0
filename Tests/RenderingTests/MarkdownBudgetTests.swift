import AdsModel
import Diagnostics
import Foundation
import Outcomes
import Planning
import Rendering
import TestSupport
import Testing

struct MarkdownBudgetTests {
  static let budgets = [1, 8_192, 9_001, 12_345, 20_000, 40_000, 65_536, 200_000, 1_000_000]

  /// Campaigns of all sizes, one of them with most of the changes, and many of everything else.
  static let large: Plan = {
    var changes: [Change] = []
    for number in 1...2_000 {
      let campaign = number < 1_200 ? "big" : "campaign-\(number % 60)"
      changes.append(
        .editing(
          .adGroup(campaign, "group-\(number)"), name: "Group \(number) | @all", line: number, .bid,
          .cents(Int64(number)), .cents(Int64(number) + 1), notes: ["note \(number % 90)"]))
    }
    for number in 1...300 {
      changes.append(.archiving(.campaign("gone-\(number)"), name: "Gone </details> \(number)"))
    }
    var plan = Plan.sample(changes)
    plan.diagnostics = (1...200).map {
      Diagnostic(
        .guardrailProtected, $0 > 100 ? .warning : .error, "campaign \($0) is protected", at: nil)
    }
    plan.moves = (1...200).map { Move(from: .campaign("a\($0)"), to: .campaign("b\($0)")) }
    return plan
  }()

  @Test(arguments: budgets, PlanView.allCases)
  func `every plan fits its budget and is whole`(_ budget: Int, _ view: PlanView) {
    let options = MarkdownSamples.options(budget: budget, view: view)
    let hostile = MarkdownSamples.plan(with: HostileMarkup.all.joined(separator: " "))
    for plan in [Self.large, MarkdownSamples.rich, hostile] {
      let shown = MarkdownPlanRenderer(options).render(plan)
      Self.expectWhole(shown, budget: options.byteBudget)
    }
  }

  @Test(arguments: HostileMarkup.all)
  func `no text of a user breaks a report`(_ text: String) {
    for view in PlanView.allCases {
      let shown = MarkdownPlanRenderer(MarkdownSamples.options(view: view))
        .render(MarkdownSamples.plan(with: text))
      Self.expectWhole(shown, budget: MarkdownOptions.defaultBudget)
    }
  }

  @Test(arguments: budgets)
  func `what is shown and what is counted adds up`(_ budget: Int) {
    let shown = MarkdownPlanRenderer(MarkdownSamples.options(budget: budget)).render(Self.large)
    let lines = shown.split(separator: "\n")
    func leftOut(_ noun: String) -> Int {
      lines.filter { $0.hasPrefix("Left out") && $0.contains(" \(noun)") }.reduce(0) {
        $0 + (Int($1.split(separator: " ")[4].replacing(",", with: "")) ?? 0)
      }
    }
    #expect(lines.count { $0.hasPrefix("| <b>") } + leftOut("change") == 2_000)
    #expect(lines.count { $0.hasPrefix("- <b>") } + leftOut("archived resource") == 300)
    #expect(lines.count { $0.hasPrefix("| <code>") } + leftOut("move") == 200)
    #expect(lines.count { $0.hasPrefix("- &quot;Group") } + leftOut("note") == 90)
    #expect(
      lines.count { $0.hasPrefix("- <code>guardrail") } + leftOut("refusal") + leftOut("remark")
        == 200)
  }

  @Test func `what is refused and archived is there in full before any change is`() {
    let shown = MarkdownPlanRenderer(MarkdownSamples.options()).render(Self.large)
    let lines = shown.split(separator: "\n")
    #expect(lines.count { $0.hasPrefix("- <code>guardrail.protected</code> campaign") } >= 100)
    #expect(lines.count { $0.hasPrefix("- <b>&quot;Gone") } == 300)
    let rest = lines.filter { $0.hasPrefix("Left out") }
    #expect(!rest.isEmpty && !rest.contains { $0.contains(" refusal") || $0.contains("archived") })
  }

  @Test func `a report depends on the time only in its marker`() {
    let plan = MarkdownSamples.rich
    var later = MarkdownSamples.options()
    later.time = Instant(secondsSince1970: 1_800_000_000)
    let first = MarkdownPlanRenderer(MarkdownSamples.options()).render(plan)
    let second = MarkdownPlanRenderer(later).render(plan)
    #expect(first != second)
    #expect(
      first.replacing("2026-11-22T10:00:00Z", with: later.time.description) == second)
  }

  @Test(arguments: budgets)
  func `an apply's result fits its budget and is whole`(_ budget: Int) {
    let options = MarkdownSamples.options(budget: budget)
    let text = HostileMarkup.all.joined(separator: " ")
    var result = ApplyResult(digest: text, lineage: text, serial: 3)
    let address = Address.keyword(in: .adGroup("a", "b"), .broad, text)
    result.applied = (1...300).map { .init(.create, .campaign("c\($0)"), id: "<b>\($0)") }
    result.failed = [.init(.update, address, id: text, error: text)]
    result.notTried = (1...300).map { .init(.archive, .campaign("d\($0)")) }
    result.stopReason = text
    let renderer = MarkdownApplyRenderer(options)
    Self.expectWhole(renderer.render(result), budget: options.byteBudget)
    result.failed = []
    Self.expectWhole(renderer.render(result), budget: options.byteBudget)
  }

  /// Within budget, tags and tables closed, no markup but our own, the marker last.
  static func expectWhole(_ shown: String, budget: Int) {
    #expect(shown.utf8.count <= budget)
    #expect(shown.hasPrefix("### "))
    let lines = shown.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.dropLast().last?.hasPrefix("<!-- pinplan {") == true && lines.last == "")
    var columns: Int?
    for line in lines {
      guard line.hasPrefix("|") else {
        columns = nil
        continue
      }
      let count = line.count { $0 == "|" }
      #expect(columns == nil || columns == count)
      columns = count
    }
    let tags = shown.components(separatedBy: "<").dropFirst()
    let ours = ["details open>", "br>", "!-- pinplan {"]
    let paired = ["details>", "summary>", "b>", "code>"]
    for tag in tags {
      #expect((ours + paired + paired.map { "/" + $0 }).contains { tag.hasPrefix($0) })
    }
    for name in ["details", "summary", "b", "code"] {
      let opened = tags.count { $0.hasPrefix(name + ">") || $0.hasPrefix(name + " open>") }
      #expect(opened == tags.count { $0.hasPrefix("/\(name)>") })
    }
  }
}
