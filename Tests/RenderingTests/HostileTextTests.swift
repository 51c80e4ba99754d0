import AdsModel
import Diagnostics
import Outcomes
import Planning
import Rendering
import TestSupport
import Testing

struct HostileTextTests {
  @Test(arguments: HostileText.all)
  func `no text of a user reaches the terminal's control`(_ text: String) {
    let plan = Self.plan(with: text)
    for style in [TextStyle.plain, .terminal(width: 80, color: false)] {
      let shown = PlanTextRenderer(style: style).render(plan)
      #expect(Self.controls(in: shown).isEmpty)
    }
  }

  @Test(arguments: HostileText.all)
  func `no text of a diagnostic or its source reaches the terminal's control`(_ text: String) {
    let span = SourceSpan(
      file: text, start: .init(line: 3, column: 2), end: .init(line: 3, column: 400))
    let diagnostic = Diagnostic(
      .fieldUnknownValue, .error, text, at: span, address: text, hint: text,
      notes: [.init(text, at: span)])
    let shown = DiagnosticRenderer(style: .terminal(width: 80, color: false))
      .render([diagnostic]) { _, _ in text }
    #expect(Self.controls(in: shown).isEmpty)
    #expect(shown.contains("^"))
  }

  @Test(arguments: HostileText.all)
  func `no text of the state, the history or a target reaches the terminal's control`(
    _ text: String
  ) {
    var entry = HistoryEntry(number: 1, serial: 2, at: Instant(secondsSince1970: 0), actor: text)
    entry.host = text
    entry.commit = text
    entry.ciURL = text
    entry.overrides = [Override(code: .guardrailProtected, reason: text)]
    let address = Address.keyword(in: .adGroup("a", "b"), .broad, text)
    let operation = HistoryOperation(.update, address, .failed, id: text, error: text)
    entry.operations = [operation]
    var result = ApplyResult(digest: nil)
    result.failed = [.init(.update, address, id: text, error: text)]
    let history = HistoryTextRenderer(style: .plain, currency: .gbp)
    let state = StateTextRenderer(style: .plain)
    let stored = StoredResource(address: address, id: text, status: .active, attributes: [])
    let shown =
      history.render([entry]) + history.render(entry)
      + history.render(lifeOf: address, [(entry, operation)])
      + ApplyTextRenderer(style: .plain).render(result) + state.render(stored, currency: .gbp)
      + state.render(StateListing(lineage: text, serial: 1, resources: [stored]))
    #expect(Self.controls(in: shown).isEmpty)
  }

  @Test func `what is hidden is written out`() {
    let change = Change.editing(
      .campaign("a"), name: "a\u{202E}b", line: 1, .name, .text("\u{1B}[0m"), .text("x\ny\u{200B}"))
    let shown = PlanTextRenderer(style: .plain).render(.sample([change]))
    #expect(shown.contains(#""a\u{202e}b""#))
    #expect(shown.contains(#""\x1b[0m" -> "x\ny\u{200b}""#))
  }

  @Test func `a long value is whole in a pipe and shortened on a terminal`() {
    let long = String(repeating: "sofa ", count: 60) + "end"
    let change = Change.editing(
      .campaign("a"), name: "A", line: 1, .name, .text("short"), .text(long))
    let plan = Plan.sample([change])
    #expect(PlanTextRenderer(style: .plain).render(plan).contains(long))
    let lines = PlanTextRenderer(style: .terminal(width: 80, color: false)).render(plan)
      .split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 80 })
    #expect(lines.contains { $0.contains("…") && $0.hasSuffix("end\"") })
  }

  private static func plan(with text: String) -> Plan {
    let keyword = Address.keyword(in: .adGroup("a", "b"), .exact, text)
    var change = Change.editing(
      .campaign("a"), name: text, line: 1, FieldPath(text), .text(text), .list([text, text]),
      notes: [text])
    change.source = Place(file: text, line: 4)
    var plan = Plan.sample([
      change,
      .creating(keyword, Keyword(text: text, match: .exact), name: text, line: 5, notes: [text]),
      .creating(.campaign("c"), Campaign(name: text, objective: .traffic), name: text, line: 6),
    ])
    plan.account.name = text
    plan.notes = [text]
    plan.overrides = [Override(code: .guardrailProtected, reason: text)]
    return plan
  }

  /// What a terminal obeys or hides, except the line breaks that are ours.
  private static func controls(in text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.filter { scalar in
      switch scalar.properties.generalCategory {
      case .control: scalar != "\n"
      case .format: scalar.value != 0x200D
      case .lineSeparator, .paragraphSeparator: true
      default: scalar.value == 0x3164
      }
    }
  }
}
