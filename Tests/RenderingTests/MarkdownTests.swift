import AdsModel
import Diagnostics
import Outcomes
import Planning
import Rendering
import TestSupport
import Testing

struct MarkdownTests {
  static let plans =
    PlanTextTests.plans + [
      (name: "rich", plan: MarkdownSamples.rich),
      (
        name: "hostile",
        plan: MarkdownSamples.plan(with: HostileMarkup.all.joined(separator: " ; "))
      ),
    ]

  @Test(arguments: plans.indices)
  func `a plan reads as it always did in Markdown`(_ index: Int) throws {
    let (name, plan) = Self.plans[index]
    let shown = MarkdownPlanRenderer(MarkdownSamples.options()).render(plan)
    try expectGolden(shown, "markdown-\(name).md")
  }

  @Test(arguments: [PlanView.summary, .full])
  func `a plan has a short and a long form`(_ view: PlanView) throws {
    let shown = MarkdownPlanRenderer(MarkdownSamples.options(view: view))
      .render(MarkdownSamples.rich)
    try expectGolden(shown, "markdown-rich-\(view.rawValue).md")
  }

  @Test func `an apply that stopped says what is done, failed and not tried`() throws {
    let renderer = MarkdownApplyRenderer(MarkdownSamples.options())
    try expectGolden(renderer.render(ReportTests.stopped), "markdown-apply-stopped.md")
  }

  @Test func `an apply names files from the checkout's root, as a plan does`() {
    var options = MarkdownSamples.options(sourceURL: nil)
    options.folder = "ads"
    let shown = MarkdownApplyRenderer(options).render(ReportTests.stopped)
    let places = ReportTests.stopped.failed.compactMap(\.source)
    #expect(!places.isEmpty)
    for place in places { #expect(shown.contains(" ads/\(place.file):\(place.line) |")) }
  }

  @Test func `an apply that is complete counts`() throws {
    var result = ApplyResult(digest: String(repeating: "c", count: 64), serial: 14)
    result.applied = [.init(.create, .campaign("a"), id: "1"), .init(.create, .campaign("b"))]
    result.summary.create = 2
    let shown = MarkdownApplyRenderer(MarkdownSamples.options()).render(result)
    try expectGolden(shown, "markdown-apply-done.md")
  }

  @Test func `a digest has five sentences at most`() {
    for (name, plan) in Self.plans where name != "hostile" {
      let lines = MarkdownPlanRenderer(MarkdownSamples.options()).render(plan)
        .split(separator: "\n")
      // Amounts, codes and hours have points, but no space after them.
      let sentences = lines[1].replacing(". ", with: ".\n").split(separator: "\n")
      #expect((1...5).contains(sentences.count))
      #expect(sentences.allSatisfy { $0.hasSuffix(".") })
    }
  }
}
