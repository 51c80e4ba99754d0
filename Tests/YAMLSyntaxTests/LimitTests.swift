import Testing
import YAMLSyntax

private func nested(_ depth: Int) -> String {
  String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
}

private func limits(_ change: (inout YAMLLimits) -> Void) -> YAMLLimits {
  var limits = YAMLLimits.standard
  change(&limits)
  return limits
}

private let deep =
  "error yaml.too_deep: lists and mappings stand more than 128 deep in each other here → "
  + "nest them less deeply"

@Test func `128 levels are read and the 129th is refused`() {
  #expect(report(nested(128)) == [])
  #expect(report(nested(129)) == ["1:129-1:130 \(deep)"])
}

@Test(arguments: ["[", "{a: ", "- ", "? ", "[{"])
func `millions of openings are refused at once`(opening: String) {
  let lines = report(String(repeating: opening, count: 10_000_000 / opening.utf8.count))
  #expect(lines.count == 1)
  #expect(lines.allSatisfy { $0.hasSuffix(deep) })
}

@Test func `an alias brings its own depth along`() {
  func text(aliasBelow depth: Int) -> String {
    let (opening, closing) = ("[", "]")
    let before = String(repeating: opening, count: depth)
    return "a: &a \(nested(100))\nb: \(before)*a\(String(repeating: closing, count: depth))"
  }
  #expect(report(text(aliasBelow: 27)) == [])
  #expect(
    report(text(aliasBelow: 28)) == [
      "2:32-2:34 error yaml.too_deep: with what \"*a\" stands for, lists and mappings are more than "
        + "128 deep in each other here → nest them less deeply"
    ])
}

@Test func `depth adds up through aliases of aliases`() {
  let text = "- &a [[x]]\n- &b [*a]\n- [*b]"
  #expect(report(text, limits: limits { $0.depth = 5 }) == [])
  #expect(
    report(text, limits: limits { $0.depth = 4 }) == [
      "3:4-3:6 error yaml.too_deep: with what \"*b\" stands for, lists and mappings are more than "
        + "4 deep in each other here → nest them less deeply"
    ])
}

@Test func `an alias bomb is refused where it goes off`() {
  var text = "b0: &b0 [x, x, x, x, x, x, x, x, x]\n"
  for level in 1...30 {
    let aliases = Array(repeating: "*b\(level - 1)", count: 9).joined(separator: ", ")
    text += "b\(level): &b\(level) [\(aliases)]\n"
  }
  #expect(
    report(text) == [
      "8:10-8:13 error yaml.too_many_aliases: with its aliases written out, the file has more than "
        + "10000000 values → use fewer aliases to anchors that hold aliases themselves"
    ])
}

@Test func `an alias counts as all that it names`() {
  // The root, its two items, the two texts in the first; the alias stands for three more.
  let text = "- &a [x, y]\n- *a\n"
  #expect(report(text, limits: limits { $0.nodes = 7 }) == [])
  #expect(
    report(text, limits: limits { $0.nodes = 6 }) == [
      "2:3-2:5 error yaml.too_many_aliases: with its aliases written out, the file has more than 6 "
        + "values → use fewer aliases to anchors that hold aliases themselves"
    ])
}

@Test func `an alias cannot stand inside what it names`() {
  #expect(
    report("x: &a [1, {b: *a}]") == [
      "1:15-1:17 error yaml.too_many_aliases: the alias \"*a\" stands inside what it names, so it "
        + "would contain itself → move the alias out of its anchor, or write out what is meant "
        + "(1:4-1:4: the anchor is here)"
    ])
}

@Test func `a file has as many values as the limit and no more`() {
  let four = limits { $0.nodes = 4 }
  #expect(report("[a, b, c]", limits: four) == [])
  #expect(
    report("[a, b, c, d]", limits: four) == [
      "1:11-1:12 error file.too_large: the file has more than 4 values → "
        + "divide it among several files"
    ])
}

@Test func `a file has as many bytes as the limit and no more`() {
  let four = limits { $0.fileBytes = 4 }
  #expect(report("a: b", limits: four) == [])
  #expect(
    report("a: bc", limits: four) == [
      "1:1-1:1 error file.too_large: the file has 5 bytes; 4 are the most → "
        + "divide it among several files"
    ])
}

@Test func `thousands of directives are refused`() {
  let text = (0..<2_000).map { "%TAG !t\($0)! x\n" }.joined() + "---\na: 1\n"
  #expect(
    report(text) == [
      "1001:1-1001:1 error yaml.syntax: more than 1000 lines of this file begin with `%` → "
        + "remove the `%` lines; pinplan needs none"
    ])
  #expect(report("a: \"" + String(repeating: "%20", count: 2_000) + "\"") == [])
}

@Test func `hundreds of thousands of items and anchors are read`() {
  let text = (0..<100_000).map { "- &a\($0) \($0)\n- *a\($0)\n" }.joined()
  #expect(withRoot(text) { $0.count } == 200_000)
  #expect(withRoot(text) { $0.items.reduce(0) { $0 + $1.string.utf8.count } } == 977_780)
}
