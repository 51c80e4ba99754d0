import AdsModel
import CanonicalJSON
import Diagnostics
import Insights

/// The JSON form of `insights collect`.
public enum CollectionDocument {
  public static func encode(_ report: CollectionReport) -> [UInt8] {
    DocumentWriter.document(Object(report: report))
  }

  public static func encodeFailure(_ diagnostics: [Diagnostic]) -> [UInt8] {
    DocumentWriter.document(Object(report: nil, diagnostics: diagnostics))
  }

  struct Object: DocumentObject {
    let report: CollectionReport?
    var diagnostics: [Diagnostic] = []

    enum Key: String, DocumentKey {
      case formatVersion = "format_version"
      case account, from, to, added, changed, open, missing, notices, diagnostics

      var schema: Schema {
        switch self {
        case .formatVersion: .formatVersion
        case .account: Schema.string().nullable.described("Its name in the project.")
        case .from, .to: Schema.day.nullable.described("What was asked for; null for nothing.")
        case .added, .changed: .integer(minimum: 0)
        case .open: Schema.array(of: .day).described("Asked for again next time.")
        case .missing: Schema.array(of: .day).described("What the API does not have.")
        case .notices: .array(of: .string())
        case .diagnostics: .array(of: .definition("diagnostic"))
        }
      }
    }

    func write(_ key: Key, to writer: inout DocumentWriter) {
      let result = report?.result
      switch key {
      case .formatVersion: writer.integer(PlanDocument.formatVersion)
      case .account: writer.optional(report?.account)
      case .from: writer.optional(result?.range?.from.description)
      case .to: writer.optional(result?.range?.to.description)
      case .added: writer.integer(result?.added ?? 0)
      case .changed: writer.integer(result?.changed ?? 0)
      case .open: writer.strings((result?.open ?? []).map(\.description))
      case .missing: writer.strings((result?.missing ?? []).map(\.description))
      case .notices: writer.strings(report?.notices ?? [])
      case .diagnostics: writer.objects(diagnostics)
      }
    }
  }
}
