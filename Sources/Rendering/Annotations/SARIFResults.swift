import AdsModel
import CanonicalJSON
import Diagnostics
import Planning

/// Writes the results of one SARIF run.
struct SARIFResults {
  let folder: String
  /// Where the rule of changes stands among the rules.
  let changeRule: Int
  private var fingerprints = Fingerprints()

  init(folder: String, changeRule: Int) {
    self.folder = folder
    self.changeRule = changeRule
  }

  mutating func write(_ diagnostic: Diagnostic, rule: Int, to json: inout JSONWriter) {
    let fingerprint = fingerprints.next(diagnostic)
    let hint = diagnostic.hint.map { ". Hint: \($0)" } ?? ""
    json.object {
      head(diagnostic.code.rawValue, rule, diagnostic.severity.rawValue, to: &$0)
      message(diagnostic.message + hint, to: &$0)
      $0.key("locations")
      $0.array {
        let span = diagnostic.span ?? .start(of: diagnostic.wholeFile ?? "pinplan.yaml")
        location(span, diagnostic.address, to: &$0)
      }
      if !diagnostic.notes.isEmpty {
        $0.key("relatedLocations")
        $0.array {
          for (index, note) in diagnostic.notes.enumerated() {
            location(note.span, nil, note: (index, note.message), to: &$0)
          }
        }
      }
      finish(fingerprint, to: &$0)
    }
  }

  mutating func write(_ change: Change, _ sentence: ChangeSentence, to json: inout JSONWriter) {
    let fingerprint = fingerprints.next(change)
    json.object {
      head(ChangeSentence.code, changeRule, "note", to: &$0)
      message("\(sentence.title(change)): \(sentence.text(change))", to: &$0)
      $0.key("locations")
      $0.array {
        let position = SourcePosition(line: change.source?.line ?? 1, column: 1)
        let span = SourceSpan(
          file: change.source?.file ?? "pinplan.yaml", start: position, end: position)
        location(span, change.address.description, wholeLine: true, to: &$0)
      }
      finish(fingerprint, to: &$0)
    }
  }

  private func head(_ code: String, _ rule: Int, _ level: String, to json: inout JSONWriter) {
    json.member("ruleId", code)
    json.member("ruleIndex", rule)
    json.member("level", level)
  }

  private func message(_ text: String, to json: inout JSONWriter) {
    json.key("message")
    json.object { $0.member("text", Self.plain(text)) }
  }

  private func finish(_ fingerprint: String, to json: inout JSONWriter) {
    json.key("partialFingerprints")
    json.object { $0.member("pinplan/v1", fingerprint) }
  }

  private func location(
    _ span: SourceSpan, _ address: String?, wholeLine: Bool = false,
    note: (index: Int, message: String)? = nil, to json: inout JSONWriter
  ) {
    json.object {
      if let note { $0.member("id", note.index) }
      $0.key("physicalLocation")
      $0.object {
        $0.key("artifactLocation")
        $0.object {
          $0.member("uri", URLText.path(URLText.joined(folder, span.file)))
          $0.member("uriBaseId", SARIFDocument.root)
        }
        $0.key("region")
        $0.object {
          $0.member("startLine", span.start.line)
          guard !wholeLine else { return }
          $0.member("startColumn", span.start.column)
          $0.member("endLine", span.end.line)
          $0.member("endColumn", span.end.column)
        }
      }
      if let address {
        $0.key("logicalLocations")
        $0.array {
          $0.object {
            $0.member("fullyQualifiedName", Printable.text(address))
            $0.member("kind", "resource")
          }
        }
      }
      if let note { message(note.message, to: &$0) }
    }
  }

  private static let special = Array(#"\[]{}"#.utf8)

  /// The text without what a viewer would take for a link or a placeholder.
  ///
  /// In a SARIF message `[text](target)` is a link and `{0}` an argument; a backslash and a
  /// doubled brace take their meaning away.
  private static func plain(_ text: String) -> String {
    let text = Printable.text(text)
    guard text.utf8.contains(where: special.contains) else { return text }
    return text.replacing("\\", with: "\\\\").replacing("[", with: "\\[")
      .replacing("]", with: "\\]").replacing("{", with: "{{").replacing("}", with: "}}")
  }
}
