import AdsModel
import Diagnostics
import Foundation
import Outcomes
import Planning
import TestSupport
import Testing

@testable import Rendering

/// A report that leaves something out says where all of it is, and fits all the same.
struct WhereaboutsTests {
  private static let sentence = "The whole of it is in [this job](https://ci.example/runs/9)."

  private func options(_ budget: Int) -> MarkdownOptions {
    var options = MarkdownSamples.options(budget: budget)
    options.whereabouts = Self.sentence
    return options
  }

  private func expect(_ text: String, tells: Bool, budget: Int) {
    #expect(text.utf8.count <= max(budget, MarkdownOptions.smallestBudget))
    #expect(text.contains("\n\(Self.sentence)\n\n<!-- pinplan {") == tells, "\(text.suffix(700))")
    #expect(text.contains("\nLeft out for length: ") == tells)
  }

  @Test(arguments: MarkdownBudgetTests.budgets)
  func `a plan that is cut says where it is whole`(_ budget: Int) {
    let shown = MarkdownPlanRenderer(options(budget)).render(MarkdownBudgetTests.large)
    expect(shown, tells: budget < 1_000_000, budget: budget)
    let small = MarkdownPlanRenderer(options(budget)).render(.sample([]))
    expect(small, tells: false, budget: budget)
  }

  @Test(arguments: [8_192, 20_000, 1_000_000])
  func `so do a result and mistakes`(_ budget: Int) {
    var result = ReportTests.stopped
    result.applied = (1...1_000).map { .init(.create, .campaign("c\($0)"), id: "\($0)") }
    expect(
      MarkdownApplyRenderer(options(budget)).render(result), tells: budget < 1_000_000,
      budget: budget)
    let mistakes = (1...1_000).map {
      Diagnostic(.guardrailProtected, "campaign \($0) is protected", at: nil)
    }
    let shown = MarkdownMistakesRenderer(options(budget)).render(
      mistakes, account: Account(name: "x", country: "GB", currency: .gbp), target: .local)
    expect(shown, tells: budget < 1_000_000, budget: budget)
  }

  @Test func `what failed in an apply is marked at its line`() {
    var result = ReportTests.stopped
    result.diagnostics = [
      Diagnostic(.webhookFailed, .warning, "it answered 500\n::error::x", at: nil)
    ]
    result.failed[0].error = "refused\r\n::error::100%"
    #expect(
      GitHubAnnotations.render(result, folder: "ads") == """
        ::warning title=webhook.failed::it answered 500\\n::error::x
        ::error file=ads/campaigns/spring.yaml,line=15,title=update \(Samples.ukWomen.description.replacing(":", with: "%3A"))::refused\\r\\n::error::100%25

        """)
  }
}
