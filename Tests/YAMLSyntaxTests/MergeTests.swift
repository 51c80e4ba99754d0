import Testing
import YAMLSyntax

private let anchors = "x: &x {a: 1, b: 2}\ny: &y {b: 3, c: 4}\n"

@Test(arguments: [
  ("{<<: *x}", "{a: <1>, b: <2>}"), ("{<<: *x, a: 9, z: 0}", "{a: <9>, z: <0>, b: <2>}"),
  ("{a: 9, <<: *x}", "{a: <9>, b: <2>}"), ("{<<: [*x, *y]}", "{a: <1>, b: <2>, c: <4>}"),
  ("{<<: [*y, *x]}", "{b: <3>, c: <4>, a: <1>}"), ("{<<: {q: 1}, r: 2}", "{r: <2>, q: <1>}"),
  ("{<<: [{q: 1}, *x, *x]}", "{q: <1>, a: <1>, b: <2>}"), ("{<<: []}", "{}"),
  ("{<<: {<<: *x, b: 7}, c: 8}", "{c: <8>, b: <7>, a: <1>}"),
  ("{<<: [{<<: *x}, {a: 5, d: 6}]}", "{a: <1>, b: <2>, d: <6>}"),
  ("{\"<<\": *x}", "{<<: {a: <1>, b: <2>}}"), ("{'<<': 1}", "{<<: <1>}"), ("<<", "<<<>"),
])
func `a merge takes over the keys that a mapping lacks`(value: String, tree: String) {
  let text = "\(anchors)z: \(value)"
  #expect(report(text) == [])
  #expect(withRoot(text) { $0["z"]?.outline } == tree)
}

@Test func `a merge through an alias of a merging mapping takes over all`() {
  let text = anchors + "p: &p {<<: *x, d: 5}\nq: {<<: [*p, *y], e: 6}"
  let found = withRoot(text) { $0["q"]?.outline }
  #expect(found == "{e: <6>, d: <5>, a: <1>, b: <2>, c: <4>}")
}

@Test func `a merging mapping counts what it takes over`() {
  let found = withRoot(anchors + "z: {<<: [*x, *y], c: 1}") { root in
    [root.count, root["z"]?.count, root["x"]?.count]
  }
  #expect(found == [3, 3, 2])
}

@Test func `a merged pair keeps the place where it was written`() {
  #expect(withRoot(anchors + "z: {<<: *x}") { $0["z"]?["b"]?.range } == "1:17-1:18")
}

@Test func `a merge of a large mapping finds every key once`() {
  let keys = (0..<500).map { "k\($0): \($0)" }.joined(separator: ", ")
  let found = withRoot("a: &a {\(keys)}\nb: {<<: *a, k7: x, k499: y}") { root in
    [root["b"]?.count.description, root["b"]?["k7"]?.string, root["b"]?["k498"]?.string]
  }
  #expect(found == ["500", "x", "498"])
}

@Test func `what is no mapping cannot be merged`() {
  let hint =
    "write the alias of a mapping, `<<: *name`, or a list of them, `<<: [*one, *two]`"
  let message = "error yaml.wrong_type: `<<` takes over the keys of a mapping, and this is none"
  #expect(
    report("- {<<: x, a: 1}\n- {<<: [{}, 1, [{}]]}\n- {<<: }") == [
      "1:8-1:9 \(message) → \(hint)", "2:13-2:14 \(message) → \(hint)",
      "2:16-2:20 \(message) → \(hint)", "3:8-3:8 \(message) → \(hint)",
    ])
  #expect(outline("{<<: x, a: 1}") == "{a: <1>}")
}

@Test func `a second merge key is a repeated key`() {
  #expect(
    report("{<<: {a: 1}, <<: {b: 2}}") == [
      "1:14-1:16 error yaml.duplicate_key: the key \"<<\" is written twice in the same mapping → "
        + "merge a list instead: `<<: [*one, *two]` (1:2-1:4: the first is here)"
    ])
  #expect(outline("{<<: {a: 1}, <<: {b: 2}}") == "{a: <1>}")
}
