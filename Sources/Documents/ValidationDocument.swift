import CanonicalJSON
import Diagnostics

/// The JSON form of what `validate` found.
public enum ValidationDocument {
  public static func encode(_ diagnostics: [Diagnostic]) -> [UInt8] {
    DocumentWriter.document(Object(diagnostics: diagnostics))
  }

  struct Object: DocumentObject {
    let diagnostics: [Diagnostic]

    enum Key: String, DocumentKey {
      case formatVersion = "format_version"
      case valid, diagnostics

      var schema: Schema {
        switch self {
        case .formatVersion: .formatVersion
        case .valid: Schema.boolean.described("Whether no diagnostic is an error.")
        case .diagnostics: .array(of: .definition("diagnostic"))
        }
      }
    }

    func write(_ key: Key, to writer: inout DocumentWriter) {
      switch key {
      case .formatVersion: writer.integer(PlanDocument.formatVersion)
      case .valid: writer.bool(!diagnostics.contains { $0.severity == .error })
      case .diagnostics: writer.objects(diagnostics)
      }
    }
  }
}
