import AdsModel
import Diagnostics
import Foundation
import Planning
import Rendering
import TestSupport
import Testing

struct AnnotationTests {
  static let rules = [
    RuleDescription(
      code: "guardrail.max_daily_spend", severity: .error,
      summary: "The account's daily spend stays under max_daily_spend.",
      help: "guardrail.max_daily_spend (error)\n\nBreaks it: [x] {0}")
  ]

  static let plans = [
    (name: "rich", plan: MarkdownSamples.rich),
    (
      name: "hostile",
      plan: MarkdownSamples.plan(with: HostileMarkup.all.joined(separator: " ; "))
    ),
  ]

  private static func sarif(_ plan: Plan) -> String {
    let bytes = SARIFDocument.encode(
      plan.diagnostics, plan: plan, rules: rules, version: "1.2.3", folder: "ads")
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(arguments: plans.indices)
  func `diagnostics and changes become workflow commands`(_ index: Int) throws {
    let (name, plan) = Self.plans[index]
    let shown = GitHubAnnotations.render(
      plan.diagnostics, changes: plan.changes, currency: .gbp, folder: "./ads/")
    try expectGolden(shown, "annotations-\(name).github.txt")
  }

  @Test(arguments: plans.indices)
  func `diagnostics and changes become SARIF`(_ index: Int) throws {
    let (name, plan) = Self.plans[index]
    try expectGolden(Self.sarif(plan), "annotations-\(name).sarif")
  }

  @Test(arguments: plans.indices)
  func `diagnostics and changes become a code quality report`(_ index: Int) throws {
    let (name, plan) = Self.plans[index]
    let bytes = CodeQualityDocument.encode(
      plan.diagnostics, changes: plan.changes, currency: .gbp)
    try expectGolden(String(decoding: bytes, as: UTF8.self), "annotations-\(name).gitlab.json")
  }

  @Test(arguments: HostileMarkup.all)
  func `a text cannot start a workflow command`(_ text: String) {
    let diagnostics = [
      MarkdownSamples.diagnostic(text), MarkdownSamples.diagnostic(text, .warning),
    ]
    let plan = MarkdownSamples.plan(with: text)
    let shown = GitHubAnnotations.render(diagnostics, changes: plan.changes, currency: .gbp)
    let lines = shown.split(whereSeparator: \.isNewline)
    #expect(lines.count == diagnostics.count + plan.changes.count)
    #expect(
      lines.allSatisfy { $0.wholeMatch(of: /::(error|warning|notice) [a-zA-Z]+=[^:]*::.*/) != nil })
  }

  private static func fingerprints(_ diagnostics: [Diagnostic]) throws -> [String] {
    let bytes = CodeQualityDocument.encode(diagnostics, currency: .gbp)
    let entries = try JSONSerialization.jsonObject(with: Data(bytes)) as? [[String: Any]]
    return (entries ?? []).compactMap { $0["fingerprint"] as? String }
  }

  private static func finding(_ message: String, line: Int, address: String?) -> Diagnostic {
    let place = SourcePosition(line: line, column: 3)
    return Diagnostic(
      .bidBelowMinimum, message, at: SourceSpan(file: "a.yaml", start: place, end: place),
      address: address)
  }

  @Test func `a fingerprint stays when a line moves and tells equal findings apart`() throws {
    let first = Self.finding("bid 0.05 is low, see line 4", line: 4, address: "campaign/a")
    let moved = Self.finding("bid 0.05 is low, see line 9", line: 9, address: "campaign/a")
    let other = Self.finding("bid 0.05 is low, see line 4", line: 4, address: "campaign/b")
    #expect(try Self.fingerprints([first]) == Self.fingerprints([moved]))
    #expect(try Self.fingerprints([first]) != Self.fingerprints([other]))
    #expect(try Set(Self.fingerprints([first, moved, other])).count == 3)
  }

  @Test func `a diagnostic without a rule in the list gets one`() throws {
    let found = Diagnostic(.yamlSyntax, "a tab", at: nil)
    let bytes = SARIFDocument.encode([found], rules: [], version: "1")
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.contains(#""ruleId":"yaml.syntax","ruleIndex":0"#))
    #expect(text.contains(#"{"id":"yaml.syntax","shortDescription":{"text":"yaml.syntax"}"#))
  }
}
