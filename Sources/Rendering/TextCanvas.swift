/// Lines of text under construction, with colours where the style has them.
struct TextCanvas {
  let style: TextStyle
  let symbols: Symbols
  private(set) var text = ""
  /// Columns that the current line takes so far.
  private(set) var column = 0

  init(_ style: TextStyle) {
    self.style = style
    symbols = Symbols(style)
  }

  mutating func reserve(_ capacity: Int) { text.reserveCapacity(capacity) }

  /// Adds to the current line; the text is printable already.
  mutating func put(_ piece: String, _ role: Role? = nil) {
    column += piece.columns
    guard style.color, let role, !piece.isEmpty else {
      text += piece
      return
    }
    text += "\u{1B}["
    text += role.parameters
    text += "m"
    text += piece
    text += "\u{1B}[0m"
  }

  mutating func indent(_ columns: Int) {
    guard columns > 0 else { return }
    text += String(repeating: " ", count: columns)
    column += columns
  }

  /// Moves on to a column, or one gap further when the line is there already.
  mutating func tab(to column: Int) { indent(max(2, column - self.column)) }

  mutating func endLine() {
    text += "\n"
    column = 0
  }

  mutating func line(_ piece: String = "", indent columns: Int = 0, _ role: Role? = nil) {
    indent(columns)
    put(piece, role)
    endLine()
  }

  /// Ends the line with something at the right edge, on a line of its own where it doesn't fit.
  mutating func endLine(right piece: String?, _ role: Role? = .quiet) {
    guard let piece else { return endLine() }
    let width = piece.columns
    if column + 2 + width > style.width { endLine() }
    indent(max(column == 0 ? 0 : 2, style.width - width - column))
    put(piece, role)
    endLine()
  }

  /// A paragraph broken at spaces, each line indented; words are never cut.
  mutating func paragraph(_ words: String, indent columns: Int, lead: String = "", _ role: Role?) {
    indent(columns)
    put(lead, role)
    guard column + words.columns > style.width else {
      put(words, role)
      return endLine()
    }
    let space = UInt8(ascii: " ")
    var line = ""
    for part in words.utf8.split(separator: space, omittingEmptySubsequences: false) {
      let word = String(Substring(part))
      if !line.isEmpty, column + line.columns + 1 + word.columns > style.width {
        put(line, role)
        endLine()
        indent(columns + lead.columns)
        line = word
      } else {
        line += line.isEmpty ? word : " " + word
      }
    }
    put(line, role)
    endLine()
  }
}
