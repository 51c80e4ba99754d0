import AdsModel
import CanonicalJSON
import Diagnostics
import Outcomes

/// The JSON form of `audience forget`.
public enum MembersForgottenDocument {
  public static func encode(_ forgotten: MembersForgotten) -> [UInt8] {
    DocumentWriter.document(forgotten)
  }
}

extension MembersForgotten: DocumentObject {
  enum Key: String, DocumentKey {
    case formatVersion = "format_version"
    case address, forgotten, diagnostics

    var schema: Schema {
      switch self {
      case .formatVersion: .formatVersion
      case .address: .address
      case .forgotten:
        Schema.integer(minimum: 0).nullable.described(
          "How many people the state keeps no more; null where nothing was written.")
      case .diagnostics: .array(of: .definition("diagnostic"))
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .formatVersion: writer.integer(PlanDocument.formatVersion)
    case .address: writer.string(address.description)
    case .forgotten: writer.optional(count)
    case .diagnostics: writer.objects(diagnostics)
    }
  }
}
