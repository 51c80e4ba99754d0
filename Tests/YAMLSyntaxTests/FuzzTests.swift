import Diagnostics
import TestSupport
import Testing
import YAMLSyntax

private let project = Array(
  """
  %YAML 1.1
  ---
  defaults: &defaults
    status: active # until June
    schedule: { start: 2028-03-28, end: 2028-05-12 }
  campaigns:
    spring-sale: &sale
      <<: *defaults
      name: "Spring \\u00e9 sale"
      countries: [NO, 'DE', "FR"]
      budget: { daily: 22.00 }
      text: |
        Möbel 🛋
          und mehr

      keywords:
      - oak table
      - { text: wool rug, match: phrase, bid: 0.79 }
    summer:
      <<: [*sale, { status: paused }]
      ? name
      : >-
        Summer
        sale
      id: !!str 549755885175000001
  ...

  """.utf8)

private let pieces: [[UInt8]] =
  [
    "[", "]", "{", "}", ": ", "- ", "? ", "&a ", "*a", "<<: ", "!x ", "|\n", ">-\n", "\"", "'", "#",
    "\n", "\r", "\t", " ", "  ", "---\n", "...\n", "%", "@", "`", ",", "\\", "~", "\u{2028}",
    "\u{FEFF}", "\0", "\u{1B}", "é",
  ].map { Array($0.utf8) } + [[0xFF], [0xC3], [0xFF, 0xFE]]

@Test func `2000 damaged projects give a document or a reason why not`() {
  var random = Dice(seed: RandomSeed.of("damaged projects", or: 20_280_328))
  #expect(report(bytes: project) == [])
  for _ in 0..<2_000 {
    var text = project
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      let place = Int.random(in: 0..<text.count, using: &random)
      switch Int.random(in: 0..<5, using: &random) {
      case 0: text[place] = UInt8.random(in: 0...255, using: &random)
      case 1: text.remove(at: place)
      case 2: text.removeSubrange(place..<min(place + 20, text.count - 1))
      case 3: text += text[place...].prefix(80)
      default: text.insert(contentsOf: pieces.randomElement(using: &random) ?? [], at: place)
      }
    }
    let (document, diagnostics) = YAMLDocument.parse(text, file: "t.yaml")
    #expect(document != nil || !diagnostics.isEmpty)
    for diagnostic in diagnostics { expectReadable(diagnostic, in: text) }
    guard let document else { continue }
    withExtendedLifetime(document) {
      if let root = document.root { expectSound(root) }
    }
  }
}

@Test func `2000 texts of random pieces give a document or a reason why not`() {
  var random = Dice(seed: RandomSeed.of("texts of random pieces", or: 19))
  for _ in 0..<2_000 {
    var text: [UInt8] = []
    for _ in 0..<Int.random(in: 1...40, using: &random) {
      text += pieces.randomElement(using: &random) ?? []
      if Bool.random(using: &random) { text += Array("ab".utf8) }
    }
    let (document, diagnostics) = YAMLDocument.parse(text, file: "t.yaml")
    #expect(document != nil || !diagnostics.isEmpty)
    for diagnostic in diagnostics { expectReadable(diagnostic, in: text) }
    guard let document else { continue }
    withExtendedLifetime(document) {
      if let root = document.root { expectSound(root) }
    }
  }
}

/// A message has to be fit for a terminal and in the style of all others, and its place has to be in the text.
private func expectReadable(_ diagnostic: Diagnostic, in text: [UInt8]) {
  let words = diagnostic.message + (diagnostic.hint ?? "")
  #expect(words.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
  #expect(words.count < 400)
  for text in [diagnostic.message, diagnostic.hint ?? ""] + diagnostic.notes.map(\.message) {
    #expect(text.first?.isUppercase == false && !text.hasSuffix("."))
  }
  for span in [diagnostic.span].compactMap({ $0 }) + diagnostic.notes.map(\.span) {
    #expect(span.start <= span.end)
    #expect(YAMLDocument.lineText(span.start.line, in: text) != nil)
  }
}

/// Walks the whole tree: counts agree, and no span ends before it starts.
private func expectSound(_ root: YAMLNode) {
  var waiting = [root]
  while let node = waiting.popLast() {
    #expect(node.span.start <= node.span.end)
    let children = Array(node.items) + node.entries.map(\.value)
    #expect(children.count == node.count)
    waiting += children
  }
}
