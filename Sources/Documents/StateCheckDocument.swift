import CanonicalJSON
import Diagnostics
import Outcomes

/// The JSON form of `state check`.
public enum StateCheckDocument {
  public static func encode(_ check: StateCheck) -> [UInt8] { DocumentWriter.document(check) }
}

extension StateCheck: DocumentObject {
  enum Key: String, DocumentKey {
    case formatVersion = "format_version"
    case ok, findings

    var schema: Schema {
      switch self {
      case .formatVersion: .formatVersion
      case .ok: Schema.boolean.described("False when a finding is an error.")
      case .findings: .array(of: StateFinding.Key.objectSchema)
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .formatVersion: writer.integer(PlanDocument.formatVersion)
    case .ok: writer.bool(isOK)
    case .findings: writer.objects(findings)
    }
  }
}

extension StateFinding: DocumentObject {
  enum Key: String, DocumentKey {
    case code, severity, message

    var schema: Schema {
      switch self {
      case .code: .oneOf(words: Code.allCases.map(\.rawValue))
      case .severity: .oneOf(words: Severity.allCases.map(\.rawValue))
      case .message: .string()
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .code: writer.string(code.rawValue)
    case .severity: writer.string(severity.rawValue)
    case .message: writer.string(message)
    }
  }
}
