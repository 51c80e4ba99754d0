import AdsModel
import CanonicalJSON
import Diagnostics
import Outcomes

extension Notice: DocumentObject {
  enum Key: String, DocumentKey {
    case code, severity, message, address

    var schema: Schema {
      switch self {
      case .code: .oneOf(words: Notice.codes.map(\.rawValue))
      case .severity: .oneOf(words: Severity.allCases.map(\.rawValue))
      case .message: Schema.string().described("What there is, and what helps.")
      case .address:
        Schema.address.nullable.described("Null for what concerns the account.")
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .code: writer.string(code.rawValue)
    case .severity: writer.string(severity.rawValue)
    case .message: writer.string(message)
    case .address: writer.optional(address?.description)
    }
  }
}

extension Schema {
  static let notices = Self.array(of: .definition("notice"))
}

/// What a webhook gets.
public struct NoticePosting: Sendable {
  /// What was run: `apply`, `audience status`, `auth status`.
  public let command: String
  /// The project's name for its account; none where there is no project.
  public let account: String?
  public let at: Instant
  public let notices: [Notice]

  public init(of command: String, account: String?, at: Instant, _ notices: [Notice]) {
    self.command = command
    self.account = account
    self.at = at
    self.notices = notices
  }

  /// The text of `schema/webhook.schema.json`.
  public static var schema: String {
    var schema = Key.objectSchema
    schema.id = "https://pinplan.dev/schema/webhook.schema.json"
    schema.title = "pinplan notices"
    schema.description = "What the address of --webhook gets, if there are notices."
    schema.definitions = [.init("notice", Notice.Key.objectSchema)]
    return schema.fileText
  }

  /// Its JSON form.
  public var document: [UInt8] { DocumentWriter.document(self) }
}

extension NoticePosting: DocumentObject {
  enum Key: String, DocumentKey {
    case formatVersion = "format_version"
    case command, account, at, notices

    var schema: Schema {
      switch self {
      case .formatVersion: .formatVersion
      case .command: Schema.string().withExamples("apply", "audience status", "auth status")
      case .account:
        Schema.string().nullable.described("`account.name` of the project; null without one.")
      case .at: .instant
      case .notices: .notices
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .formatVersion: writer.integer(PlanDocument.formatVersion)
    case .command: writer.string(command)
    case .account: writer.optional(account)
    case .at: writer.string(at.description)
    case .notices: writer.objects(notices)
    }
  }
}
