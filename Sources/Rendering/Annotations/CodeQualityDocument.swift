import AdsModel
import CanonicalJSON
import Diagnostics
import Planning

/// The code quality report that GitLab shows in a merge request.
package enum CodeQualityDocument {
  /// An entry for each; what has no place stands at the top of `pinplan.yaml`, because GitLab
  /// takes no entry without one.
  package static func encode(
    _ diagnostics: [Diagnostic], changes: [Change] = [], currency: Currency, folder: String = ""
  ) -> [UInt8] {
    var json = JSONWriter()
    var fingerprints = Fingerprints()
    let sentence = ChangeSentence(currency: currency)
    json.array { json in
      for diagnostic in diagnostics.sorted(by: Diagnostic.inReadingOrder) {
        let hint = diagnostic.hint.map { " (\($0))" } ?? ""
        entry(
          diagnostic.code.rawValue, diagnostic.severity == .error ? "critical" : "minor",
          Printable.text(diagnostic.message + hint), fingerprints.next(diagnostic),
          file: URLText.joined(folder, diagnostic.file ?? "pinplan.yaml"),
          lines: (diagnostic.span?.start.line ?? 1)...(diagnostic.span?.end.line ?? 1), to: &json)
      }
      for change in changes {
        let line = change.source?.line ?? 1
        entry(
          ChangeSentence.code, "info", "\(sentence.title(change)): \(sentence.text(change))",
          fingerprints.next(change),
          file: URLText.joined(folder, change.source?.file ?? "pinplan.yaml"), lines: line...line,
          to: &json)
      }
    }
    json.endLine()
    return json.bytes
  }

  private static func entry(
    _ check: String, _ severity: String, _ description: String, _ fingerprint: String,
    file: String, lines: ClosedRange<Int>, to json: inout JSONWriter
  ) {
    json.object {
      $0.member("description", description)
      $0.member("check_name", check)
      $0.member("fingerprint", fingerprint)
      $0.member("severity", severity)
      $0.key("location")
      $0.object {
        $0.member("path", file)
        $0.key("lines")
        $0.object {
          $0.member("begin", lines.lowerBound)
          $0.member("end", lines.upperBound)
        }
      }
    }
  }
}
