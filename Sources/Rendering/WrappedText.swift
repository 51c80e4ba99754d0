/// Printable text broken into lines at its words.
///
/// Joining the lines with spaces gives the text back. What a reader copies or takes in at once stays
/// on one line, whatever its length: what stands in backticks, an amount with its currency, a day
/// with its hour, and whatever has no space in it, such as a path or a URL.
struct WrappedText {
  let lines: [String]

  /// `column` is taken before the first line already, `hanging` is the indentation of the others;
  /// `whole` is what stays on one line though nothing in the text tells, such as a keyword's address.
  init(_ text: String, width: Int, column: Int, hanging: Int, whole: [String] = []) {
    guard column + text.columns > width else {
      lines = [text]
      return
    }
    var lines: [String] = []
    var line = ""
    var used = column
    for piece in Pieces(text, room: width - hanging, whole: whole).joined {
      let columns = piece.columns
      if line.isEmpty {
        line = piece
        used += columns
      } else if used + 1 + columns <= width {
        line += " " + piece
        used += 1 + columns
      } else {
        lines.append(line)
        line = piece
        used = hanging + columns
      }
    }
    self.lines = lines + [line]
  }
}

/// The parts of a text between the spaces at which it may be broken.
private struct Pieces {
  private let text: [Character]
  /// Whether the character of the same index may not give way to a line break.
  private var isKept: [Bool]

  init(_ text: String, room: Int, whole: [String]) {
    self.text = Array(text)
    isKept = Array(repeating: false, count: self.text.count)
    keepRuns()
    // Longer ones are another's sentences.
    keep(between: "\"", longest: room)
    keep(between: "`")
    for part in whole where part.contains(" ") { keep(part, in: text) }
  }

  var joined: [String] {
    var pieces: [String] = []
    for word in words {
      if let last = pieces.last, Self.belong(last, word) {
        pieces[pieces.count - 1] = last + " " + word
      } else {
        pieces.append(word)
      }
    }
    return pieces
  }

  private var words: [String] {
    var words: [String] = []
    var start = 0
    for index in text.indices where text[index] == " " && !isKept[index] {
      words.append(String(text[start..<index]))
      start = index + 1
    }
    return words + [String(text[start...])]
  }

  /// More than one space in a row says something, and so does one at an end.
  private mutating func keepRuns() {
    for index in text.indices where text[index] == " " {
      let isAtEnd = index == 0 || index == text.count - 1
      if isAtEnd || text[index - 1] == " " || text[index + 1] == " " { isKept[index] = true }
    }
  }

  /// Keeps what stands between two marks and takes no more columns than `longest`.
  private mutating func keep(between mark: Character, longest: Int = .max) {
    var index = 0
    while let start = text[index...].firstIndex(of: mark) {
      index = start + 1
      guard !isKept[start], start == 0 || !Self.isInWord(text[start - 1]) else { continue }
      guard let end = text[index...].indices.first(where: { closes($0, mark) }) else { return }
      if String(text[start...end]).columns <= longest {
        for inner in start...end { isKept[inner] = true }
      }
      index = end + 1
    }
  }

  private func closes(_ index: Int, _ mark: Character) -> Bool {
    text[index] == mark && (index + 1 == text.count || !Self.isInWord(text[index + 1]))
  }

  private mutating func keep(_ part: String, in whole: String) {
    for range in whole.ranges(of: part) {
      let start = whole.distance(from: whole.startIndex, to: range.lowerBound)
      for index in start..<start + part.count { isKept[index] = true }
    }
  }

  private static func isInWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber
  }

  /// `75.00 EUR`, `30 %`, `5 s`, `2026-12-31 12:00`, `12:00 UTC`.
  private static func belong(_ left: String, _ right: String) -> Bool {
    guard let last = left.last, last.isASCII, last.isNumber else { return false }
    let unit = right.prefix { $0.isLetter || $0 == "%" }
    if ["%", "h", "s"].contains(unit) { return true }
    if unit.count == 3, unit.allSatisfy({ $0.isASCII && $0.isUppercase }) { return true }
    return shape(left.suffix(10)) == "0000-00-00" && shape(right.prefix(5)) == "00:00"
  }

  private static func shape(_ text: Substring) -> String {
    String(text.map { $0.isASCII && $0.isNumber ? "0" : $0 })
  }
}
