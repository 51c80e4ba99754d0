import Testing
import YAMLSyntax

@Test(arguments: syntaxMistakes)
func `a syntax error says what to write instead`(text: String, expected: String) {
  #expect(
    report(text).map { $0.replacing(" error yaml.syntax:", with: "") } == [expected])
}

@Test(arguments: [
  "a: \"x\n\ty\"", "a:\tb", "a: b\t# note", "a: |\n  x\n  \ty", "[\n\ta,\n\tb\n]", "a: it's",
  "- -1",
])
func `tabs and signs where YAML takes them are no mistake`(text: String) {
  #expect(report(text) == [])
}

@Test(arguments: ["a: 1\n---\nb: 2", "a: 1\n...\n---\nb: 2", "a: 1\n...\n%YAML 1.1\n---\nb: 2"])
func `a second document is reported at its marker`(text: String) {
  let line = text.split(separator: "\n").firstIndex(of: "---").map { $0 + 1 } ?? 0
  #expect(
    report(text) == [
      "\(line):1-\(line):4 error yaml.multiple_documents: a second document begins at this `---`; "
        + "a file holds one → move what follows to a file of its own, or remove the `---`"
    ])
}

@Test func `every alias without an anchor is reported`() {
  let hint =
    "write the anchor before its first use, or put text that begins with `*` in quotes"
  let text = "a: *one\n*two : {<<: *one, *two : x}\nb: &one 1"
  #expect(
    report(text) == [
      "1:4-1:8 error yaml.syntax: no anchor \"&one\" stands above this alias → \(hint)",
      "2:1-2:5 error yaml.syntax: no anchor \"&two\" stands above this alias → \(hint)",
      "2:13-2:17 error yaml.syntax: no anchor \"&one\" stands above this alias → \(hint)",
      "2:19-2:23 error yaml.syntax: no anchor \"&two\" stands above this alias → \(hint)",
    ])
  #expect(outline(text) == nil)
}

@Test func `mistakes before a syntax error are reported too`() {
  #expect(
    report("a: {b: 1, b: 2}\nc: @d") == [
      "1:11-1:12 error yaml.duplicate_key: the key \"b\" is written twice in the same mapping → "
        + "keep one of them, or give this one another name (1:5-1:6: the first is here)",
      "2:4-2:4 error yaml.syntax: a value cannot begin with \"@\": \"c: @d\" → "
        + "put the value in quotes",
    ])
}

@Test func `a message quotes at most sixty characters`() {
  let long = String(repeating: "é", count: 100)
  let shown = String(repeating: "é", count: 57)
  #expect(
    report("a: @\(long)") == [
      "1:4-1:4 error yaml.syntax: a value cannot begin with \"@\": \"a: @\(shown.dropLast())…\" → "
        + "put the value in quotes"
    ])
}
