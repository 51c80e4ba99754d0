import Diagnostics
import Rendering
import TestSupport
import Testing

struct DiagnosticTextTests {
  static func span(_ line: Int, _ columns: Range<Int>, _ file: String = "a.yaml") -> SourceSpan {
    SourceSpan(
      file: file, start: .init(line: line, column: columns.lowerBound),
      end: .init(line: line, column: columns.upperBound))
  }

  static let source = [
    3: "  spring-sale:", 9: "\tbid: 0.05", 12: "    名前: 'ソファ ' # wide",
    15: "        bid: 0.05",
    20: String(repeating: "x: 1, ", count: 60) + "bid: 0.05, "
      + String(repeating: "y: 2, ", count: 60),
  ]

  static let diagnostics = [
    Diagnostic(
      .bidBelowMinimum, .error, "bid 0.05 is under the 0.08 GBP minimum for CPC",
      at: span(15, 14..<18), address: "ad_group/spring-sale/uk-women",
      hint: "write 0.08 or more"),
    Diagnostic(
      .resourceDuplicate, .error, "campaign 'spring-sale' is declared twice", at: span(15, 9..<12),
      notes: [.init("first declared here", at: span(3, 3..<14))]),
    Diagnostic(.bidBelowMinimum, .warning, "after a tab", at: span(9, 7..<11)),
    Diagnostic(.nameTooLong, .error, "wide characters", at: span(12, 9..<14)),
    Diagnostic(.bidBelowMinimum, .error, "a long line", at: span(20, 366..<370)),
    Diagnostic(.yamlSyntax, .error, "beyond the end", at: span(15, 900..<901)),
    Diagnostic(.yamlSyntax, .error, "a file that is gone", at: span(7, 1..<1, "b.yaml")),
    Diagnostic(.planNothingDeclared, .error, "nothing is declared", at: nil),
  ]

  @Test(arguments: [
    ("plain", TextStyle.plain), ("80", .terminal(width: 80, color: false)),
    ("color", .terminal(width: 80)),
  ])
  func `diagnostics point at what they are about`(_ name: String, _ style: TextStyle) throws {
    let shown = DiagnosticRenderer(style: style).render(Self.diagnostics) { file, line in
      file == "a.yaml" ? Self.source[line] : nil
    }
    try expectGolden(shown, "diagnostics-\(name).txt")
  }

  @Test func `nothing is said of no diagnostics`() {
    #expect(DiagnosticRenderer(style: .plain).render([]) { _, _ in nil } == "")
  }

  @Test func `the count names what there is`() {
    #expect(DiagnosticRenderer.count(of: Self.diagnostics) == "7 errors, 1 warning")
    #expect(DiagnosticRenderer.count(of: [Self.diagnostics[2]]) == "1 warning")
  }

  @Test func `no place in a file, however wrong, stops the rendering`() {
    for column in [0, -5, Int.max, Int.min + 1] {
      let position = SourcePosition(line: column, column: column)
      let diagnostic = Diagnostic(
        .yamlSyntax, .error, "far out", at: SourceSpan(file: "a", start: position, end: position))
      let shown = DiagnosticRenderer(style: .plain).render([diagnostic]) { _, _ in "short" }
      #expect(shown.contains("^"))
    }
  }
}
