import Diagnostics

/// Shows diagnostics with the lines that they are about, the way compilers do.
public struct DiagnosticRenderer: Sendable {
  private let style: TextStyle

  public init(style: TextStyle) { self.style = style }

  /// All of them in reading order and a last line that counts them; nothing for none.
  ///
  /// `sourceLine` gives the text of a file's line, counted from 1, if it can be read.
  public func render(
    _ diagnostics: [Diagnostic], sourceLine: (_ file: String, _ line: Int) -> String?
  ) -> String {
    guard !diagnostics.isEmpty else { return "" }
    var canvas = TextCanvas(style)
    for diagnostic in diagnostics.sorted(by: Diagnostic.inReadingOrder) {
      render(diagnostic, on: &canvas, sourceLine)
      canvas.endLine()
    }
    canvas.line(Self.count(of: diagnostics))
    return canvas.text
  }

  /// `2 errors, 1 warning`.
  public static func count(of diagnostics: [Diagnostic]) -> String {
    let errors = diagnostics.count { $0.severity == .error }
    let warnings = diagnostics.count - errors
    var parts: [String] = []
    if errors > 0 { parts.append(Amounts.count(errors, "error")) }
    if warnings > 0 { parts.append(Amounts.count(warnings, "warning")) }
    return parts.joined(separator: ", ")
  }

  private func render(
    _ diagnostic: Diagnostic, on canvas: inout TextCanvas,
    _ sourceLine: (String, Int) -> String?
  ) {
    let role: Role = diagnostic.severity == .error ? .error : .warning
    let lines = ([diagnostic.span] + diagnostic.notes.map(\.span)).compactMap { $0?.start.line }
    let gutter = String(lines.max() ?? 0).utf8.count
    canvas.put("\(diagnostic.severity.rawValue)[\(diagnostic.code.rawValue)]", role)
    canvas.put(": ")
    let whole = [diagnostic.address].compactMap { $0.map(Printable.text) }
    canvas.message(
      Printable.text(diagnostic.message), hanging: gutter + 3, whole: whole, .strong)
    if let span = diagnostic.span {
      excerpt(span, gutter: gutter, role, on: &canvas, sourceLine)
    } else if let file = diagnostic.wholeFile {
      canvas.indent(gutter)
      canvas.put("--> ", .quiet)
      canvas.line(Printable.text(file))
    }
    if let address = diagnostic.address {
      remark("resource", address, gutter: gutter, whole: whole, on: &canvas)
    }
    if let hint = diagnostic.hint {
      remark("hint", hint, gutter: gutter, whole: whole, on: &canvas)
    }
    for note in diagnostic.notes {
      remark("note", note.message, gutter: gutter, whole: whole, on: &canvas)
      excerpt(note.span, gutter: gutter, .note, on: &canvas, sourceLine)
    }
  }

  private func remark(
    _ kind: String, _ text: String, gutter: Int, whole: [String], on canvas: inout TextCanvas
  ) {
    canvas.indent(gutter + 1)
    canvas.put("= ", .quiet)
    canvas.put(kind + ": ", .strong)
    canvas.message(Printable.text(text), hanging: canvas.column, whole: whole)
  }

  private func excerpt(
    _ span: SourceSpan, gutter: Int, _ role: Role, on canvas: inout TextCanvas,
    _ sourceLine: (String, Int) -> String?
  ) {
    canvas.indent(gutter)
    canvas.put("--> ", .quiet)
    canvas.line(Printable.text(span.description))
    guard let line = sourceLine(span.file, span.start.line) else { return }
    let rule = canvas.symbols.rule
    let excerpt = SourceExcerpt(
      line, span, room: style.width - gutter - 3, ellipsis: canvas.symbols.ellipsis)
    canvas.indent(gutter + 1)
    canvas.line(rule, .quiet)
    canvas.put(String(span.start.line).paddedLeft(to: gutter) + " " + rule, .quiet)
    canvas.line(excerpt.text.isEmpty ? "" : " " + excerpt.text)
    canvas.indent(gutter + 1)
    canvas.put(rule, .quiet)
    canvas.indent(1 + excerpt.offset)
    canvas.put(String(repeating: "^", count: excerpt.length), role)
    canvas.endLine()
  }
}
