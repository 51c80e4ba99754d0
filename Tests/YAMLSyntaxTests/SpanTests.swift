import Testing
import YAMLSyntax

@Test(arguments: [
  ("plain", "1:4-1:9"), ("\"quoted\"", "1:4-1:12"), ("'it''s'", "1:4-1:11"),
  ("two words  ", "1:4-1:13"), ("Möbel 🛋", "1:4-1:11"), ("\"é\" # note", "1:4-1:7"),
  ("one\n  two\n  three\n", "1:4-3:8"), ("\"one\n  two\"", "1:4-2:7"),
  ("|\n  one\n  two\n", "1:4-3:6"), ("|\n  one\n\n\n# note\n", "1:4-2:6"), ("|\n  é", "1:4-2:4"),
  (">-\r\n  one\r\n  two  \r\n\r\n", "1:4-3:6"), ("|\n", "1:4-1:5"),
  ("[]", "1:4-1:6"), ("[x,\n y]", "1:4-2:4"), ("{ x: 1 }", "1:4-1:12"), ("{}", "1:4-1:6"),
  ("&name text", "1:4-1:14"), ("!!str text", "1:4-1:14"), ("", "1:3-1:3"),
  ("\n  - x\n  - yy\n", "2:3-3:7"), ("\n- x\n- [y]\n\n", "2:1-3:6"),
  ("\n  x: 1\n  y:\n    z: |\n      text\n\n", "2:3-5:11"), ("\n  x:\n", "2:3-2:5"),
])
func `a value's span goes from its first character to its last`(value: String, range: String) {
  #expect(withRoot("a: \(value)\nz: 1") { $0["a"]?.range } == range)
}

@Test func `a byte order mark takes up no column`() {
  #expect(withRoot("\u{FEFF}a: b") { $0.range } == "1:1-1:5")
}

@Test func `carriage returns end lines as line feeds do`() {
  #expect(withRoot("a: b\r\nc: d\r\n") { $0["c"]?.range } == "2:4-2:5")
  #expect(withRoot("a: b\rc: d\r") { $0["c"]?.range } == "2:4-2:5")
}

@Test func `a block scalar far down in a file ends on its own last line`() {
  let text = String(repeating: "- |\n  text\n\n\n", count: 500)
  let last = withRoot(text) { root in Array(root.items).last?.range }
  #expect(last == "1997:3-1998:7")
}

@Test func `an alias has the span of where it is written`() {
  let found = withRoot("- &a\n  x: 1\n- *a\n") { root in
    root.items.map { "\($0.line) \($0.range) \($0.outline)" }
  }
  #expect(found == ["1 1:3-2:7 {x: <1>}", "3 3:3-3:5 {x: <1>}"])
}

@Test func `an index finds the same node again, an alias too`() throws {
  let source = Array("a: &n [x]\nb: *n\n".utf8)
  let document = try #require(YAMLDocument.parse(source, file: "t.yaml").document)
  try withExtendedLifetime(document) {
    let alias = try #require(document.root?["b"])
    let again = document.node(at: alias.index)
    #expect(again.range == "2:4-2:6")
    #expect(again.outline == "[<x>]")
    #expect(again.index == alias.index)
    #expect(again.index != document.root?["a"]?.index)
  }
}

@Test(arguments: [(1, "\ta"), (2, ""), (3, "é"), (4, ""), (5, nil), (0, nil)])
func `a line is quoted without its break`(line: Int, text: String?) {
  #expect(YAMLDocument.lineText(line, in: Array("\ta\r\n\né\n".utf8)) == text)
}

@Test func `a document quotes its own lines, without a byte order mark`() {
  let document = YAMLDocument.parse(Array("\u{FEFF}a: 1\u{2028}b: 2".utf8), file: "t").document
  #expect(document?.lineText(1) == "a: 1")
  #expect(document?.lineText(2) == "b: 2")
  #expect(document?.file == "t")
}
