import Testing
import YAMLSyntax

@Test(arguments: ["", "~", "null", "Null", "NULL", "&a", "!!null"])
func `an unquoted null is null`(text: String) {
  #expect(withRoot("a: \(text)") { $0["a"]?.isNull } == true)
}

@Test(arguments: ["\"\"", "''", "\"~\"", "'null'", "nULL", "nil", "none", "~~", "|", "[]", "{}"])
func `what is quoted or spelt otherwise is not null`(text: String) {
  #expect(withRoot("a: \(text)") { $0["a"]?.isNull } == false)
}

@Test(arguments: [
  "NO", "yes", "0x10", "1e3", "-1", ".5", "1_000", "2026-05-31", "12:30", "549755885175000001",
  "00123", "5.00", "<<", "=", "50% off", "a#b", "http://x.example/?a=b&c=d", "Möbel 🛋",
])
func `unquoted text stays as it is written`(text: String) {
  #expect(withRoot("- \(text)") { $0.items.map(\.string) } == [text])
}

@Test(arguments: [
  (#""a\tb\"c\\""#, "a\tb\"c\\"), (#""\u00e9\x41\0""#, "éA\0"), ("'it''s'", "it's"),
  ("|\n  one\n   two\n", "one\n two\n"), (">-\n  one\n  two\n", "one two"),
  ("|+\n  one\n\n", "one\n\n"), ("one\n  two", "one two"), (#""\L\P\_""#, "\u{2028}\u{2029}\u{A0}"),
])
func `quotes, escapes and folding are resolved`(written: String, text: String) {
  #expect(withRoot("- \(written)") { $0.items.map(\.string) } == [text])
}

@Test func `text longer than its escapes is kept whole`() {
  let text = String(repeating: "\\L", count: 10_000)
  #expect(withRoot("- \"\(text)\"") { $0.items.map { $0.string.utf8.count } } == [30_000])
}

@Test func `plain tells unquoted text from quoted`() {
  let found = withRoot("[a, 'a', \"a\", [a], {a: 1}]") { $0.items.map(\.isPlain) }
  #expect(found == [true, false, false, false, false])
}

@Test func `text compares with a constant, whatever its length`() {
  let found = withRoot("[status, destination_url, '', [x]]") { root in
    root.items.map { node in
      [
        node.equals("status"), node.equals("destination_url"), node.equals(""),
        node.equals("statuS"), node.equals("destination_urL"), node.equals("stat"),
      ].map { $0 ? "=" : "." }.joined()
    }
  }
  #expect(found == ["=.....", ".=....", "..=...", "......"])
}

@Test func `bytes are the UTF-8 of the text`() {
  #expect(withRoot("- é") { $0.items.map { $0.withBytes(Array.init) } } == [[0xC3, 0xA9]])
}

@Test func `a scalar has neither items nor entries`() {
  let found = withRoot("x") { "\($0.count) \(Array($0.items).count) \(Array($0.entries).count)" }
  #expect(found == "0 0 0")
}

@Test func `a collection has no text`() {
  let found = withRoot("[[], {}]") { $0.items.map { "\($0.string)\($0.count)\($0.isNull)" } }
  #expect(found == ["0false", "0false"])
}

@Test(arguments: [
  ("a: [x, {b: 1}, []]", "{a: [<x>, {b: <1>}, []]}"), ("[a: 1, b]", "[{a: <1>}, <b>]"),
  ("- - x\n  - y\n- z", "[[<x>, <y>], <z>]"), ("a:\n- x\n- y\nb: z", "{a: [<x>, <y>], b: <z>}"),
  ("{a, b: 1}", "{a: <>, b: <1>}"), ("? a\n? b\n: c", "{a: <>, b: <c>}"), ("text", "<text>"),
  ("---\na: 1\n...\n", "{a: <1>}"), ("%YAML 1.1\n---\na: 1", "{a: <1>}"),
  ("- &a x\n- &a y\n- *a", "[<x>, <y>, <y>]"), ("&k a: 1\nb: *k", "{a: <1>, b: <a>}"),
  ("- &k a\n- *k : 1", "[<a>, {a: <1>}]"), ("- &a [&a x, *a]\n- *a", "[[<x>, <x>], <x>]"),
  (
    "- !!str 1\n- ! x\n- !!seq []\n- !!map {}\n- !!int 1\n- !!float 1\n- !!bool no",
    "[<1>, <x>, [], {}, <1>, <1>, <no>]"
  ),
])
func `nodes hold what is written`(text: String, tree: String) {
  #expect(report(text) == [])
  #expect(outline(text) == tree)
}

@Test(arguments: ["", "\n\n", "# only a note\n", "\u{FEFF}", "\u{FEFF}# note", "---", "---\n...\n"])
func `a file that says nothing has no root`(text: String) {
  let (document, diagnostics) = YAMLDocument.parse(Array(text.utf8), file: "t.yaml")
  #expect(diagnostics == [])
  #expect(document != nil)
  #expect(document?.root?.range == nil)
}
