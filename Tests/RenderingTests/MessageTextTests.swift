import Diagnostics
import TestSupport
import Testing

@testable import Rendering

struct MessageTextTests {
  private static let long = Diagnostic(
    .guardrailMaxBidChange, .error,
    "bid of keyword/black-friday/uk/broad/velvet corner sofa would change from 0.50 to 1.50 GBP, "
      + "by more than 50 %",
    at: DiagnosticTextTests.span(15, 14..<18),
    address: "keyword/black-friday/uk/broad/velvet corner sofa",
    hint: "check the decimal point; change it in steps, or let it through with "
      + "`--override guardrail.max_bid_change --reason TEXT`",
    notes: [
      .init(
        "the limit of 50 % for every single bid of the account, up or down, is declared here",
        at: DiagnosticTextTests.span(3, 3..<14))
    ])

  private static func shown(_ style: TextStyle) -> String {
    DiagnosticRenderer(style: style).render([long]) { _, line in
      DiagnosticTextTests.source[line]
    }
  }

  @Test func `what belongs together hangs together`() {
    #expect(
      Self.shown(.plain) == """
        error[guardrail.max_bid_change]: bid of
             keyword/black-friday/uk/broad/velvet corner sofa would change from 0.50 to
             1.50 GBP, by more than 50 %
          --> a.yaml:15:14
           |
        15 |         bid: 0.05
           |              ^^^^
           = resource: keyword/black-friday/uk/broad/velvet corner sofa
           = hint: check the decimal point; change it in steps, or let it through with
                   `--override guardrail.max_bid_change --reason TEXT`
           = note: the limit of 50 % for every single bid of the account, up or down, is
                   declared here
          --> a.yaml:3:3
           |
         3 |   spring-sale:
           |   ^^^^^^^^^^^

        1 error

        """)
  }

  @Test func `a wide terminal shows what a pipe gets, and a narrow one less a line`() {
    for width in [80, 81, 100, 200] {
      #expect(
        Self.shown(.terminal(width: width, color: false, unicode: false)) == Self.shown(.plain))
    }
    let narrow = Self.shown(.terminal(width: 70, color: false, unicode: false))
    #expect(narrow.split(separator: "\n").allSatisfy { String($0).columns <= 70 })
    #expect(narrow != Self.shown(.plain))
  }

  @Test func `colours take no room`() {
    let colored = Self.shown(.terminal(width: 80, unicode: false))
    #expect(colored.contains("\u{1B}[1mbid of\u{1B}[0m\n     \u{1B}[1mkeyword/"))
    #expect(colored.replacing(#/\x1B\[[0-9;]*m/#, with: "") == Self.shown(.plain))
  }

  @Test func `a failure, its details and its hint hang each on its own`() {
    let text = """
      error: the plan is not the reviewed one: its digest is 31fba8342f91, not 08215f9ebcd3, and so on
        - the plan held until 2026-11-23T00:00:00Z: it counts on the next UTC day, and that is past
        = note: as it is now it would do 0 creations, 1 update, 0 replacements, 0 archivings; no more
        = hint: plan again, have the new plan reviewed by somebody who knows, and apply that one then

      """
    #expect(
      MessageRenderer(style: .plain).render(text) == """
        error: the plan is not the reviewed one: its digest is 31fba8342f91, not
            08215f9ebcd3, and so on
          - the plan held until 2026-11-23T00:00:00Z: it counts on the next UTC day, and
            that is past
          = note: as it is now it would do 0 creations, 1 update, 0 replacements, 0
                  archivings; no more
          = hint: plan again, have the new plan reviewed by somebody who knows, and
                  apply that one then


        """)
  }

  @Test func `what a terminal obeys is written out before it is measured`() {
    let text = String(repeating: "red\u{1B}[31m ", count: 8) + "end\u{7}"
    #expect(
      MessageRenderer(style: .plain).render("error: " + text) == """
        error: red\\x1b[31m red\\x1b[31m red\\x1b[31m red\\x1b[31m red\\x1b[31m red\\x1b[31m
            red\\x1b[31m red\\x1b[31m end\\x07

        """)
  }

  @Test func `a command to copy stays on its line`() {
    let command = "pinplan apply \(String(repeating: "folder/", count: 10))reviewed.plan"
    #expect(
      MessageRenderer(style: .plain).render("Saved; apply it with: \(command)", whole: [command])
        == "Saved; apply it with:\n    \(command)\n")
  }

  @Test func `Unicode shows every plain character too, in one column`() {
    for value in UInt32(0)..<0x3000 {
      guard let scalar = Unicode.Scalar(value), Printable.isPlain(scalar) else { continue }
      let text = String(scalar)
      #expect(scalar.properties.generalCategory.isShown, "U+\(String(value, radix: 16))")
      #expect(!scalar.properties.isDefaultIgnorableCodePoint, "U+\(String(value, radix: 16))")
      #expect(Character(scalar).columns == 1, "U+\(String(value, radix: 16))")
      #expect(("a" + text + text).count == 3, "U+\(String(value, radix: 16))")
      #expect(Printable.text(text) == text)
    }
  }

  @Test func `every random diagnostic keeps within 80 columns and loses no word`() throws {
    var dice = Dice(seed: RandomSeed.of("message text", or: 80))
    let words = HostileText.all.flatMap { Printable.text($0).split(separator: " ") }
      .map(String.init)
    for _ in 0..<500 {
      let message = (0..<Int.random(in: 1..<60, using: &dice)).compactMap { _ in dice.pick(words) }
        .joined(separator: " ")
      let text = DiagnosticRenderer(style: .plain).render([
        Diagnostic(.nameTooLong, message, at: nil, hint: message)
      ]) { _, _ in nil }
      #expect(text.split(separator: "\n").allSatisfy { String($0).columns <= 80 }, "\(text)")
      let parts = text.split(separator: " ").joined(separator: " ").replacing("\n ", with: " ")
      #expect(parts.hasPrefix("error[name.too_long]: \(message) = hint: \(message)\n"))
    }
  }
}

extension Unicode.GeneralCategory {
  /// Whether a reader sees such a character, or the space between two words.
  fileprivate var isShown: Bool {
    switch self {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
      .unassigned:
      false
    default: true
    }
  }
}
