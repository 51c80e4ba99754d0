import AdsModel
import Diagnostics

/// What is odd about a keyword's text, and the text that was probably meant.
struct KeywordSpelling {
  /// Each follows the quoted keyword: `holds curly quotes (U+201C, U+201D)`; none when nothing is odd.
  private(set) var oddities: [String] = []
  /// The text without what is odd.
  private(set) var meant: String
  /// The match type that Google's notation around the text stands for; none without a notation.
  private(set) var match: MatchType?

  init(_ text: String) {
    meant = text
    // Plain words, as nearly all keywords are.
    guard !Self.isPlain(text) else { return }
    put("", for: "invisible characters") { HiddenCharacters.isHidden($0, after: $1) }
    put(" ", for: "spaces that are no plain ones") { scalar, _ in
      scalar != " " && scalar.properties.isWhitespace
    }
    put("\"", for: "curly quotes") { scalar, _ in Self.quotes.contains(scalar) }
    put("'", for: "curly apostrophes") { scalar, _ in Self.apostrophes.contains(scalar) }
    takeNotation()
    if Self.hasDoubleSpace(meant) { oddities.append("holds more than one space in a row") }
    meant = meant.split(separator: " ").joined(separator: " ")
  }

  /// What to write in place of the text, which has a match type already.
  func hint(for written: MatchType) -> String {
    let text = quoted(meant)
    if meant.isEmpty { return "take it out" }
    // The notation says nothing new to somebody who chose a match type.
    guard let match, match != .broad, written == .broad else { return "did you mean \(text)?" }
    let whole = "write `{ text: \(text), match: \(match.rawValue) }`"
    return match.isNegative ? whole : "\(whole), or \(text) for any match"
  }

  /// Puts a text in the place of characters of one sort, and names them by their code points.
  private mutating func put(
    _ replacement: String, for what: String,
    where isOdd: (Unicode.Scalar, Unicode.Scalar?) -> Bool
  ) {
    var points: [String] = []
    var result = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    for scalar in meant.unicodeScalars {
      if isOdd(scalar, previous) {
        let point = HiddenCharacters.codePoint(scalar)
        if !points.contains(point) { points.append(point) }
        result.append(contentsOf: replacement.unicodeScalars)
      } else {
        result.append(scalar)
      }
      previous = scalar
    }
    guard !points.isEmpty else { return }
    oddities.append("holds \(what) (\(points.joined(separator: ", ")))")
    meant = String(result)
  }

  /// Takes out what Google's match types are written with: brackets, quotes, plus and minus signs.
  private mutating func takeNotation() {
    let words = meant.split(separator: " ")
    if let inner = Self.inner(of: meant, "[", "]") {
      note("stands in [ ]", .exact, inner)
    } else if let inner = Self.inner(of: meant, "\"", "\"") {
      note("stands in quotes", .phrase, inner)
    } else if words.contains(where: { $0.first == "+" && $0.count > 1 }) {
      let plain = words.map { $0.first == "+" ? $0.dropFirst() : $0 }
      note("has + before a word", .broad, plain.joined(separator: " "))
    } else if meant.first == "-", meant.count > 1 {
      note("begins with -", .negativePhrase, String(meant.dropFirst()))
    }
  }

  private mutating func note(_ oddity: String, _ type: MatchType, _ rest: String) {
    // `-[velvet sofa]` keeps just that away.
    match = match == .negativePhrase && type == .exact ? .negativeExact : match ?? type
    oddities.append(oddity)
    meant = rest
    takeNotation()
  }

  /// What stands between two marks that stand at the ends and nowhere else.
  private static func inner(of text: String, _ first: Character, _ last: Character) -> String? {
    guard text.count > 2, text.first == first, text.last == last else { return nil }
    let inner = text.dropFirst().dropLast()
    return inner.contains { $0 == first || $0 == last } ? nil : String(inner)
  }

  /// Whether no sign in a text is odd and no space follows another, found out in one pass.
  private static func isPlain(_ text: String) -> Bool {
    let isPlain = text.utf8.withContiguousStorageIfAvailable { bytes in
      var last: UInt8 = 0
      for byte in bytes {
        if isOdd(byte) || byte == UInt8(ascii: " ") && last == byte { return false }
        last = byte
      }
      return true
    }
    return isPlain ?? false
  }

  private static func isOdd(_ byte: UInt8) -> Bool {
    switch byte {
    case 0..<0x20, 0x80...: true
    case UInt8(ascii: "["), UInt8(ascii: "\""), UInt8(ascii: "+"), UInt8(ascii: "-"): true
    default: false
    }
  }
  private static let quotes: Set<Unicode.Scalar> = [
    "\u{201C}", "\u{201D}", "\u{201E}", "\u{AB}", "\u{BB}",
  ]
  private static let apostrophes: Set<Unicode.Scalar> = ["\u{2018}", "\u{2019}", "\u{201A}"]

  private static func hasDoubleSpace(_ text: String) -> Bool {
    var last: UInt8 = 0
    for byte in text.utf8 {
      if byte == UInt8(ascii: " "), last == byte { return true }
      last = byte
    }
    return false
  }
}

/// Characters that nobody sees and that make two texts that look equal different ones.
enum HiddenCharacters {
  /// Whether a character cannot be seen; spaces have a width, and joiners belong to emoji and to
  /// scripts that join their letters.
  static func isHidden(_ scalar: Unicode.Scalar, after previous: Unicode.Scalar?) -> Bool {
    guard !scalar.properties.isWhitespace, !Printable.isShown(scalar, after: previous) else {
      return false
    }
    let isJoiner = scalar.value == 0x200C || scalar.value == 0x200D
    return !(isJoiner && (previous?.value ?? 0) >= 0x590)
  }

  /// The hidden characters of a text by their code points, each once: `U+200B`.
  static func codePoints(in text: String) -> [String] {
    var points: [String] = []
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      if isHidden(scalar, after: previous), !points.contains(codePoint(scalar)) {
        points.append(codePoint(scalar))
      }
      previous = scalar
    }
    return points
  }

  static func codePoint(_ scalar: Unicode.Scalar) -> String {
    let hex = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex
  }
}
