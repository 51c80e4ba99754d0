import Testing
import YAMLSyntax

private let twice = "is written twice in the same mapping → keep one of them, or give this one "

@Test func `of a repeated key the first counts, and every other is reported`() {
  let text = "a: 1\nb: 2\n\"a\": 3\nc: {d: 1, d: 2}\na: 4\n"
  #expect(
    report(text) == [
      "3:1-3:4 error yaml.duplicate_key: the key \"a\" \(twice)another name "
        + "(1:1-1:2: the first is here)",
      "4:11-4:12 error yaml.duplicate_key: the key \"d\" \(twice)another name "
        + "(4:5-4:6: the first is here)",
      "5:1-5:2 error yaml.duplicate_key: the key \"a\" \(twice)another name "
        + "(1:1-1:2: the first is here)",
    ])
  #expect(outline(text) == "{a: <1>, b: <2>, c: {d: <1>}}")
}

@Test func `keys that differ in the middle only are different`() {
  #expect(report("{aaaaXaaaa: 1, aaaaYaaaa: 2, aaaabaaaa: 3}") == [])
}

@Test func `an alias repeats the key that it names`() {
  #expect(
    report("&k a: 1\n*k : 2\n") == [
      "2:1-2:3 error yaml.duplicate_key: the key \"a\" \(twice)another name "
        + "(1:1-1:5: the first is here)"
    ])
}

@Test func `the same key in two mappings is no repetition`() {
  #expect(report("- {a: {a: 1}, b: 1}\n- {a: 1}") == [])
}

@Test func `a repetition among 200 000 keys is found`() {
  var text = (0..<200_000).map { "key\($0): 1\n" }.joined()
  text += "key77: 2\n"
  #expect(
    report(text) == [
      "200001:1-200001:6 error yaml.duplicate_key: the key \"key77\" \(twice)another name "
        + "(78:1-78:6: the first is here)"
    ])
}

@Test func `of thousands of mistakes the first thousand are shown and the others counted`() {
  let lines = report(String(repeating: "a: 1\n", count: 5_000))
  #expect(lines.count == 1001)
  #expect(
    lines.last == "1001:1-1001:2 error yaml.duplicate_key: "
      + "there are 3999 more mistakes in this file → correct those above first")
}

@Test func `a key that is no text is reported and left out`() {
  let text = "[a]: 1\n? {x: 1}\n: 2\n~: 3\nnull: 4\nb: 5\n"
  let noText =
    "error yaml.wrong_type: a key has to be text; this one is a list or a mapping → "
    + "put a key that begins with `[` or `{` in quotes"
  let quotes = "put it in quotes if it is meant as text"
  #expect(
    report(text) == [
      "1:1-1:4 \(noText)", "2:3-2:9 \(noText)",
      "4:1-4:2 error yaml.wrong_type: the key \"~\" means \"no value\" in YAML → \(quotes)",
      "5:1-5:5 error yaml.wrong_type: the key \"null\" means \"no value\" in YAML → \(quotes)",
    ])
  #expect(outline(text) == "{b: <5>}")
}

@Test func `a missing key is reported`() {
  #expect(
    report("?\n: 1\n") == [
      "1:2-1:2 error yaml.wrong_type: the key before this `:` is missing → "
        + "write the key in front of the colon, as in `name: Spring sale`"
    ])
}

@Test func `an alias to what is no text cannot be a key`() {
  #expect(
    report("- &a []\n- *a : 1\n") == [
      "2:3-2:5 error yaml.wrong_type: a key has to be text; this one is a list or a mapping → "
        + "put a key that begins with `[` or `{` in quotes"
    ])
}

@Test func `a key may have as many bytes as the limit and no more`() {
  let fits = String(repeating: "é", count: 512)
  #expect(report("\(fits): 1") == [])
  let shown = String(repeating: "é", count: 60)
  #expect(
    report("? \(fits)x\n: 1\n") == [
      "1:3-1:516 error key.invalid: the key \"\(shown)…\" has 1025 bytes; 1024 are the most → "
        + "shorten the key"
    ])
}

@Test func `a tag of one's own is reported`() {
  let rest =
    "means nothing to pinplan → remove the tag, or put text that begins with `!` in quotes"
  #expect(
    report("a: !secret x\nb: !!binary eA==\nc: !<tag:yaml.org,2002:set> {}\nd: !l [x]\n") == [
      "1:4-1:13 error yaml.wrong_type: the tag \"!secret\" \(rest)",
      "2:4-2:17 error yaml.wrong_type: the tag \"!!binary\" \(rest)",
      "3:4-3:30 error yaml.wrong_type: the tag \"!!set\" \(rest)",
      "4:4-4:8 error yaml.wrong_type: the tag \"!l\" \(rest)",
    ])
}

@Test func `control characters in a quoted key are shown as escapes`() {
  #expect(
    report(#"{"a\eb\u202e\n": 1, "a\eb\u202e\n": 2}"#) == [
      #"1:21-1:35 error yaml.duplicate_key: the key "a\x1bb\u{202e}\n" "#
        + "\(twice)another name (1:2-1:16: the first is here)"
    ])
}
