import AdsModel
import Diagnostics
import Planning

/// Workflow commands that put diagnostics and changes beside the lines that cause them.
///
/// Errors come first, then warnings, then changes as notices: GitHub shows ten of each in a step.
package enum GitHubAnnotations {
  /// One line for each; `folder` is where the project is, seen from the root of the checkout.
  package static func render(
    _ diagnostics: [Diagnostic], changes: [Change] = [], currency: Currency, folder: String = ""
  ) -> String {
    var lines = ""
    let ordered = diagnostics.sorted(by: Diagnostic.inReadingOrder)
    for severity in Severity.allCases {
      for diagnostic in ordered where diagnostic.severity == severity {
        lines += line(diagnostic, folder)
      }
    }
    let sentence = ChangeSentence(currency: currency)
    for change in changes {
      var properties: [(String, String)] = []
      if let source = change.source {
        properties = [
          ("file", URLText.joined(folder, source.file)), ("line", String(source.line)),
        ]
      }
      properties.append(("title", sentence.title(change)))
      lines += command("notice", properties, sentence.text(change))
    }
    return lines
  }

  private static func line(_ diagnostic: Diagnostic, _ folder: String) -> String {
    var properties: [(String, String)] = []
    if let span = diagnostic.span {
      properties = [
        ("file", URLText.joined(folder, span.file)), ("line", String(span.start.line)),
        ("endLine", String(span.end.line)),
      ]
      // Columns are only taken within one line.
      if span.start.line == span.end.line {
        properties.append(("col", String(span.start.column)))
        properties.append(("endColumn", String(max(span.start.column, span.end.column))))
      }
    } else if let file = diagnostic.wholeFile {
      properties = [("file", URLText.joined(folder, file))]
    }
    properties.append(("title", diagnostic.code.rawValue))
    var message = Printable.text(diagnostic.message)
    if let hint = diagnostic.hint { message += "\nhint: \(Printable.text(hint))" }
    for note in diagnostic.notes {
      message += "\nnote: \(Printable.text("\(note.message) (\(note.span))"))"
    }
    return command(diagnostic.severity.rawValue, properties, message)
  }

  /// An error with a title, at a line where it has one.
  static func error(
    titled title: String, _ message: String, at place: Place?, _ folder: String
  ) -> String {
    var properties: [(String, String)] = []
    if let place {
      properties = [("file", URLText.joined(folder, place.file)), ("line", String(place.line))]
    }
    return command("error", properties + [("title", title)], Printable.text(message))
  }

  private static func command(
    _ name: String, _ properties: [(String, String)], _ message: String
  ) -> String {
    let list = properties.map { "\($0.0)=\(escaped(property: $0.1))" }.joined(separator: ",")
    return "::\(name) \(list)::\(escaped(message))\n"
  }

  private static let special = Array("%\r\n".utf8)

  private static func escaped(_ text: String) -> String {
    guard text.utf8.contains(where: special.contains) else { return text }
    return text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing(
      "\n", with: "%0A")
  }

  private static func escaped(property text: String) -> String {
    escaped(Printable.text(text)).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }
}
