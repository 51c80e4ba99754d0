import Documents

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

  /// Hands on what is written so far where it is worth it; whether there is use in going on.
  mutating func drain(to stream: ByteStream?, atLeast count: Int = ByteStream.piece) -> Bool {
    guard let stream, text.utf8.count >= count else { return true }
    stream.put(Array(text.utf8))
    text.removeAll(keepingCapacity: true)
    return stream.isOpen
  }

  mutating func reserve(_ capacity: Int) { text.reserveCapacity(capacity) }

  /// Adds to the current line; the text is printable already.
  mutating func put(_ piece: String, _ role: Role? = nil) {
    column += piece.columns
    append(piece, role)
  }

  private mutating func append(_ piece: String, _ role: Role?) {
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
    append(piece, role)
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

  /// A paragraph broken at its words, each line indented.
  mutating func paragraph(_ words: String, indent columns: Int, lead: String = "", _ role: Role?) {
    paragraph(words, indent: columns, lead: lead, width: style.width, role)
  }

  /// A paragraph of an error, a warning or a note, no wider than messages are.
  mutating func notice(_ words: String, indent columns: Int, lead: String = "", _ role: Role?) {
    paragraph(words, indent: columns, lead: lead, width: style.messageWidth, role)
  }

  /// The rest of a message, from the current column on; lines below its first one hang.
  mutating func message(
    _ words: String, hanging: Int, whole: [String] = [], _ role: Role? = nil
  ) {
    flow(words, hanging: hanging, width: style.messageWidth, whole: whole, role)
  }

  private mutating func paragraph(
    _ words: String, indent columns: Int, lead: String, width: Int, _ role: Role?
  ) {
    indent(columns)
    put(lead, role)
    flow(words, hanging: columns + lead.columns, width: width, whole: [], role)
  }

  private mutating func flow(
    _ words: String, hanging: Int, width: Int, whole: [String], _ role: Role?
  ) {
    let wrapped = WrappedText(
      words, width: width, column: column, hanging: hanging, whole: whole)
    for (index, line) in wrapped.lines.enumerated() {
      if index > 0 {
        endLine()
        indent(hanging)
      }
      put(line, role)
    }
    endLine()
  }
}
