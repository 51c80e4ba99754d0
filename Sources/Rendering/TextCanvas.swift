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
    for _ in 0..<max(0, columns) { text += " " }
    column += max(0, columns)
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
    var start = true
    for word in words.split(separator: " ", omittingEmptySubsequences: false).map(String.init) {
      if start {
        indent(columns)
        put(lead, role)
      } else if column + 1 + word.columns > style.width {
        endLine()
        indent(columns + lead.columns)
      } else {
        put(" ", role)
      }
      put(word, role)
      start = false
    }
    endLine()
  }
}
