import AdsModel
import Foundation
import Rules
import TestSupport
import Testing

struct MacroTests {
  private static let document = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("docs/format.md")

  @Test func `docs/format.md has the macros as they are`() throws {
    let text = try String(contentsOf: Self.document, encoding: .utf8)
    let start = try #require(text.range(of: MacroTable.opening))
    let end = try #require(text.range(of: MacroTable.closing))
    try expectGolden(
      text[..<start.lowerBound] + MacroTable.text + text[end.upperBound...], at: Self.document)
  }

  @Test func `every macro is a word that a text may hold, and is there once`() throws {
    #expect(Set(TrackingMacros.all).count == TrackingMacros.all.count)
    for name in TrackingMacros.all {
      let template = try TrackingTemplate("https://n.example/?a={\(name)}&b={\(name)}")
      #expect(template.macros == [name])
    }
  }

  @Test func `a text is taken apart and put together again`() throws {
    for text in ["", "plain", "{adid}", "a{adid}", "{adid}b", "{adid}{device}", "ä{adid}ö{x}ü"] {
      let parts = try TrackingTemplate(text).parts.map { part in
        switch part {
        case .literal(let literal): String(literal)
        case .macro(let name): "{\(name)}"
        }
      }
      #expect(parts.joined() == text)
    }
  }

  @Test(arguments: [
    ("a{b", TrackingTemplate.BraceMistake.unclosed), ("{a{b}", .unclosed), ("a}", .unopened),
    ("{a}}", .unopened), ("{{a}}", .doubled), ("{}", .notAWord("")), ("{a b}", .notAWord("a b")),
    ("{a&b}", .notAWord("a&b")), ("{ä}", .notAWord("ä")),
  ])
  func `braces that are no macro are told`(
    _ text: String, _ mistake: TrackingTemplate.BraceMistake
  ) {
    #expect(throws: mistake) { _ = try TrackingTemplate(text) }
  }
}
