import Diagnostics

/// The mistake behind a failure: what to say, and which of libyaml's two places to point at.
struct SyntaxMistake {
  let message: String
  let hint: String
  /// Where it is, if libyaml points at neither.
  let place: SourcePosition?
  /// Whether it is where libyaml began reading, and not where it gave up.
  let isAtContext: Bool
  /// What to say of the other place, if that helps.
  let note: String?

  init(
    _ message: String, hint: String, place: SourcePosition? = nil, isAtContext: Bool = false,
    note: String? = nil
  ) {
    self.message = message
    self.hint = hint
    self.place = place
    self.isAtContext = isAtContext
    self.note = note
  }

  static var missingKey: Self {
    Self(
      "the key before this `:` is missing",
      hint: "write the key in front of the colon, as in `name: Spring sale`")
  }
}

/// The text around the two places of a failure.
struct FailureScene {
  /// The line in which libyaml gave up.
  let line: String
  /// The line above that; empty if it is the first.
  let previousLine: String
  /// The line in front of the place, and from there on.
  let before: String
  let rest: String
  /// The line in which it began reading what it could not finish; empty if it named none.
  let contextLine: String
  let contextRest: String
  /// Whether nothing but blank lines follows the place.
  let isAtEnd: Bool

  init(_ failure: ParsingFailure, _ source: UnsafeBufferPointer<UInt8>) {
    line = Self.line(failure.place.line, source)
    previousLine = Self.line(failure.place.line - 1, source)
    before = String(Self.split(line, at: failure.place).before)
    rest = String(Self.split(line, at: failure.place).rest)
    contextLine = failure.context == nil ? "" : Self.line(failure.contextPlace.line, source)
    contextRest = String(Self.split(contextLine, at: failure.contextPlace).rest)
    isAtEnd = rest.allSatisfy(\.isWhitespace) && Self.isBlank(after: failure.place.line, source)
  }

  var trimmedLine: Substring {
    line.drop { $0 == " " || $0 == "\t" }
  }

  private static func line(_ number: Int, _ source: UnsafeBufferPointer<UInt8>) -> String {
    var lines = SourceLines(source)
    guard number > 0, let range = lines.range(of: number) else { return "" }
    return String(decoding: source[range], as: UTF8.self)
  }

  private static func split(
    _ line: String, at place: SourcePosition
  ) -> (before: Substring.UnicodeScalarView, rest: Substring.UnicodeScalarView) {
    let characters = line.unicodeScalars
    return (characters.prefix(place.column - 1), characters.dropFirst(place.column - 1))
  }

  private static func isBlank(after line: Int, _ source: UnsafeBufferPointer<UInt8>) -> Bool {
    var lines = SourceLines(source)
    guard lines.range(of: line) != nil else { return true }
    while let range = lines.next() {
      guard source.endWithoutBlanks(range) == range.lowerBound else { return false }
    }
    return true
  }
}
