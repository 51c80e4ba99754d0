import AdsModel
import CanonicalJSON
import Diagnostics
import Outcomes

/// The JSON form of `audience status`.
public enum AudienceStatusDocument {
  public static func encode(_ statuses: AudienceStatuses) -> [UInt8] {
    DocumentWriter.document(statuses)
  }
}

extension AudienceStatuses: DocumentObject {
  enum Key: String, DocumentKey {
    case formatVersion = "format_version"
    case audiences, notices, diagnostics

    var schema: Schema {
      switch self {
      case .formatVersion: .formatVersion
      case .audiences: .array(of: AudienceStatus.Key.objectSchema)
      case .notices:
        Schema.notices.described("Those of the account and those of all audiences.")
      case .diagnostics: .array(of: .definition("diagnostic"))
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .formatVersion: writer.integer(PlanDocument.formatVersion)
    case .audiences: writer.objects(audiences)
    case .notices: writer.objects(notices)
    case .diagnostics: writer.objects(diagnostics)
    }
  }
}

extension AudienceStatus: DocumentObject {
  enum Key: String, DocumentKey {
    case address, type, id, status, size, members
    case pendingUntil = "pending_until"
    case notices

    var schema: Schema {
      switch self {
      case .address: .address
      case .type: Schema.word(of: AudienceType.self).nullable
      case .id: .string()
      case .status:
        Schema.word(of: AudienceReadiness.self).nullable.described(
          "Null where the account does not have it any more, or does not say.")
      case .size:
        Schema.integer(minimum: 0).nullable.described(
          "The people with accounts in it; null while nobody tells.")
      case .members:
        Schema.integer(minimum: 0).nullable.described(
          "How many people were uploaded; null for what is no customer list.")
      case .pendingUntil:
        Schema.instant.nullable.described(
          "When it is built at the latest; null for what is not being built.")
      case .notices: .notices
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .address: writer.string(address.description)
    case .type: writer.optional(type?.rawValue)
    case .id: writer.string(id)
    case .status: writer.optional(readiness?.rawValue)
    case .size: writer.optional(size)
    case .members: writer.optional(members)
    case .pendingUntil: writer.optional(pendingUntil?.description)
    case .notices: writer.objects(notices)
    }
  }
}
