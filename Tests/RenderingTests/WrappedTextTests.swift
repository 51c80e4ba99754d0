import Diagnostics
import TestSupport
import Testing

@testable import Rendering

struct WrappedTextTests {
  private static func lines(
    _ text: String, width: Int = 20, column: Int = 0, hanging: Int = 2, whole: [String] = []
  ) -> [String] {
    WrappedText(text, width: width, column: column, hanging: hanging, whole: whole).lines
  }

  @Test(arguments: [
    ("", [""]),
    ("short", ["short"]),
    ("exactly twenty wide..", ["exactly twenty", "wide.."]),
    ("exactly twenty wide.", ["exactly twenty wide."]),
    ("one two three four five six", ["one two three four", "five six"]),
    // What has no space is never cut.
    ("see campaigns/spring/sofas.yaml there", ["see", "campaigns/spring/sofas.yaml", "there"]),
    ("https://northwind.example/a?c={campaignid}", ["https://northwind.example/a?c={campaignid}"]),
    ("a move of ad_group/sofas/uk away", ["a move of", "ad_group/sofas/uk", "away"]),
    ("nospacesatallandmuchtoolongforaline", ["nospacesatallandmuchtoolongforaline"]),
    // What stands in backticks stays together, with what clings to it.
    ("say `--reason TEXT`, or not", ["say `--reason TEXT`,", "or not"]),
    (
      "run (`pinplan import --only x=1`) now",
      ["run", "(`pinplan import --only x=1`)", "now"]
    ),
    // So does what stands in double quotes, if a line has the room for it.
    ("keyword \"corner  sofa\" is", ["keyword", "\"corner  sofa\" is"]),
    (
      "it says \"a sentence of somebody else\"", ["it says \"a sentence", "of somebody else\""]
    ),
    ("the name \"a ` b\" is `x`, not y", ["the name \"a ` b\" is", "`x`, not y"]),
    // A mark that closes nothing, or stands in a word, is a character like others.
    ("a `lonely mark goes with the rest", ["a `lonely mark goes", "with the rest"]),
    ("an O\"Brien and a 12\" of it all", ["an O\"Brien and a 12\"", "of it all"]),
    // Spaces that say something are kept.
    ("one  two   three  four five six", ["one  two   three  four", "five six"]),
    ("  one two three four five ", ["  one two three four", "five "]),
    ("                        ", ["                        "]),
    // An amount, a share, a duration, a day with its hour.
    ("a bid of over 75.00 EUR", ["a bid of over", "75.00 EUR"]),
    ("the limits are 1,500.00 GBP, a day", ["the limits are", "1,500.00 GBP, a", "day"]),
    ("it grew by more, 50 %", ["it grew by more,", "50 %"]),
    ("wait for about it 12 s, or", ["wait for about it", "12 s, or"]),
    ("ends at 2026-12-31 12:00 UTC", ["ends at", "2026-12-31 12:00 UTC"]),
    ("since 2026-12-31 to 2027-01-31", ["since 2026-12-31 to", "2027-01-31"]),
    // Those are numbers with words.
    ("there were some 12 ads", ["there were some 12", "ads"]),
    ("a total of abcdefgh 12 GBPS", ["a total of abcdefgh", "12 GBPS"]),
  ])
  func `a text is broken between its pieces`(_ text: String, _ lines: [String]) {
    #expect(Self.lines(text) == lines)
    #expect(Self.lines(text).joined(separator: " ") == text)
  }

  @Test func `what the first line holds already and the indentation count`() {
    #expect(
      Self.lines("one two three four five six", column: 10, hanging: 8)
        == ["one two", "three four", "five six"])
    // What is before the first word is never alone.
    #expect(Self.lines("indivisible", column: 15) == ["indivisible"])
  }

  @Test func `what is named as whole is whole`() {
    let text = "bid of keyword/a/g/exact/corner sofa rises"
    #expect(Self.lines(text) == ["bid of", "keyword/a/g/exact/corner", "sofa rises"])
    #expect(
      Self.lines(text, whole: ["keyword/a/g/exact/corner sofa"])
        == ["bid of", "keyword/a/g/exact/corner sofa", "rises"])
  }

  @Test func `width is counted in columns of a terminal`() {
    #expect(Self.lines("ソファ ソファ ソファ ソファ") == ["ソファ ソファ ソファ", "ソファ"])
    #expect(
      Self.lines("cafe\u{301} cafe\u{301} cafe\u{301} cafe\u{301} x") == [
        "cafe\u{301} cafe\u{301} cafe\u{301} cafe\u{301}", "x",
      ])
    #expect(Self.lines("👩‍👩‍👧 👩‍👩‍👧 👩‍👩‍👧 👩‍👩‍👧 👩‍👩‍👧 👩‍👩‍👧 👩‍👩‍👧 👩‍👩‍👧").map(\.columns) == [20, 2])
    // A mark on a space makes it no place to break at.
    #expect(Self.lines("0123456789 012345678 \u{301}x") == ["0123456789", "012345678 \u{301}x"])
  }

  @Test func `no line is too long unless it cannot be broken`() throws {
    let words = [
      "a", "bid", "campaign/sofas", "75.00", "EUR", "GBP,", "2026-12-31", "12:00", "UTC", "50",
      "%", "`", "\"", "`x", "y`", "\"x", "y\"", "`a b c d e f`", "\"velvet  sofa\"", "ソファ",
      "cafe\u{301}", "\u{301}", "", "", "\\u{202e}", "👩‍👩‍👧", "https://northwind.example/sofas/uk",
      "名前名前名前名前名前名前", "…",
    ]
    var dice = Dice(seed: RandomSeed.of("wrapped text", or: 9))
    for _ in 0..<4_000 {
      let count = Int.random(in: 0..<40, using: &dice)
      let text = (0..<count).compactMap { _ in dice.pick(words) }.joined(separator: " ")
      let width = Int.random(in: 12..<82, using: &dice)
      let column = Int.random(in: 0..<12, using: &dice)
      let hanging = Int.random(in: 0..<12, using: &dice)
      let lines = Self.lines(text, width: width, column: column, hanging: hanging)
      #expect(lines.joined(separator: " ") == text)
      for (index, line) in lines.enumerated() {
        let before = index == 0 ? column : hanging
        guard before + line.columns > width else { continue }
        // Alone it is one piece, which no width takes apart.
        let alone = Self.lines(line, width: 1, column: 0, hanging: 1 - (width - hanging))
        #expect(alone == [line], "\(text.debugDescription) at \(width)")
      }
    }
  }

  @Test(.timeLimit(.minutes(1))) func `a long text full of marks is broken in one pass`() {
    let text = String(repeating: "\"a `b ", count: 20_000)
    #expect(Self.lines(text).joined(separator: " ") == text)
  }
}
