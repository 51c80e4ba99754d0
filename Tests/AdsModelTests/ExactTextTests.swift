import AdsModel
import Testing

/// What tells one thing from another by a text looks at its bytes.
struct ExactTextTests {
  private static let composed = "caf\u{E9}"
  private static let decomposed = "cafe\u{301}"

  @Test func `texts that read alike are two`() {
    #expect(Self.composed == Self.decomposed)
    #expect(ExactText(Self.composed) != ExactText(Self.decomposed))
    #expect(ExactText(Self.composed) == ExactText("caf" + "\u{E9}"))
    #expect(Set([ExactText(Self.composed), ExactText(Self.decomposed)]).count == 2)
    #expect(ExactText(Self.decomposed) < ExactText(Self.composed))
    #expect(ExactText("") < ExactText("\u{0}"))
    #expect(ExactText("a") != ExactText("a\u{0}"))
  }

  @Test func `addresses and values are of bytes`() {
    let adGroup = Address.adGroup("c", "g")
    let addresses = [Self.composed, Self.decomposed].map {
      Address.keyword(in: adGroup, .broad, $0)
    }
    #expect(addresses[0] != addresses[1])
    #expect(Set(addresses).count == 2)
    #expect(addresses.sorted() == [addresses[1], addresses[0]])
    #expect(addresses[1].normalized == addresses[0])
    #expect(FieldValue.text(Self.composed) != .text(Self.decomposed))
    #expect(FieldValue.list([Self.composed]) != .list([Self.decomposed]))
    #expect(
      !FieldValue.same(.list([Self.composed]), .list([Self.decomposed]), at: .interests))
    #expect(FieldValue.same(.list(["b", "a"]), .list(["a", "b"]), at: .interests))
    #expect(FieldPath(Self.composed) != FieldPath(Self.decomposed))
  }

  @Test func `a table tells its keys apart by their bytes`() {
    var table: TextTable<Int> = [Self.composed: 1, Self.decomposed: 2, "b": 3]
    #expect(
      table.keys.map(ExactText.init) == ["b", Self.decomposed, Self.composed].map(ExactText.init))
    #expect(table[Self.composed] == 1)
    table[Self.composed] = nil
    #expect(table.count == 2)
    #expect(table.adding([Self.decomposed: 9, "c": 4]).sorted.map(\.value) == [3, 4, 2])
  }

  @Test(arguments: [
    ("velvet sofa", "velvet sofa"), ("  Velvet Sofa\t", "velvet sofa"), ("", ""), (" \u{A0} ", ""),
    ("cafe\u{301}", "caf\u{E9}"), ("CAFE\u{301}", "caf\u{E9}"), ("CAF\u{C9}", "caf\u{E9}"),
    ("\u{130}stanbul", "i\u{307}stanbul"), ("\u{131}rmak", "\u{131}rmak"),
    ("Stra\u{DF}e", "stra\u{DF}e"), ("STRA\u{1E9E}E", "stra\u{DF}e"),
    ("\u{39F}\u{394}\u{39F}\u{3A3}", "\u{3BF}\u{3B4}\u{3BF}\u{3C3}"), ("\u{212A}ilim", "kilim"),
    ("\u{2126}", "\u{3C9}"), ("\u{1100}\u{1161}", "\u{AC00}"), (" \u{301}a", "\u{301}a"),
    ("x\u{302}", "x\u{302}"), ("\u{FB01}n", "\u{FB01}n"),
  ])
  func `a keyword has one spelling`(_ written: String, _ normal: String) {
    let found = Keyword.normalized(written)
    #expect(found.isExactly(normal), "\(Array(found.unicodeScalars))")
    #expect(Keyword.normalized(found).isExactly(found))
    #expect(
      Keyword.normalized(found.uppercased()).isExactly(Keyword.normalized(found.uppercased())))
  }

  @Test func `a selector finds a keyword in whatever spelling`() throws {
    let keyword = Address.keyword(in: .adGroup("c", "g"), .broad, "caf\u{E9} table")
    for written in ["caf\u{E9} table", "cafe\u{301} table", "CAF\u{C9} *"] {
      let selector = try #require(Selector(parsing: "keyword/c/g/broad/" + written))
      #expect(selector.matches(keyword), "\(written)")
    }
  }

  @Test func `characters are counted as Pinterest counts them`() {
    #expect(Limits.length(of: Self.composed) == 4)
    #expect(Limits.length(of: Self.decomposed) == 5)
    #expect(Limits.length(of: "👩‍👩‍👧") == 5)
  }
}
