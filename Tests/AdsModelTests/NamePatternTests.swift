import AdsModel
import Testing

struct NamePatternTests {
  @Test(arguments: [
    ("Spring", "Spring", true),
    ("Spring", "spring", false),
    ("Spring", "Spring sale", false),
    ("UK | *", "UK | Spring", true),
    ("UK | *", "UK |", false),
    ("*", "", true),
    ("*sale*", "Spring sale 2027", true),
    ("**a**", "banana", true),
    ("?", "é", true),
    ("?", "e\u{301}", true),
    ("?", "", false),
    ("??-*", "UK-women", true),
    ("[A-Z][A-Z]-*", "Uk-women", false),
    ("*20[0-9][0-9]", "Spring 2027", true),
    ("*20[0-9][0-9]", "Spring 20x7", false),
    ("[[]UK] *", "[UK] Spring", true),
    ("[*]", "*", true),
    ("[*]", "a", false),
    ("[a-]", "-", true),
    ("[-a]", "-", true),
    ("[a-c-]", "-", true),
    ("]", "]", true),
    ("[a-z]", "b\u{30b}", false),
    ("a*b*c", "a-b-b-c", true),
    ("a*b*c", "a-b-b", false),
    ("a/*", "a/b/c", true),
  ])
  func `a pattern fits whole names, one character for another`(
    _ pattern: String, _ name: String, _ fits: Bool
  ) throws {
    #expect(try NamePattern.parse(pattern).get().matches(name) == fits)
  }

  @Test(arguments: [
    ("[UK", NamePattern.Mistake.unclosed), ("UK [", .unclosed), ("[]", .empty),
    ("[z-a]", .reversed("z", "a")), ("[0-9Z-A]", .reversed("Z", "A")),
  ])
  func `a set of characters that is none is a mistake`(
    _ text: String, _ mistake: NamePattern.Mistake
  ) {
    #expect(NamePattern.parse(text) == .failure(mistake))
  }

  @Test func `many stars take no time`() throws {
    let pattern = try NamePattern.parse(String(repeating: "*a", count: 100) + "b").get()
    #expect(!pattern.matches(String(repeating: "a", count: 20_000)))
  }
}
