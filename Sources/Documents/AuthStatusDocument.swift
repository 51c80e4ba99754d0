import AdsModel
import CanonicalJSON
import Diagnostics
import Outcomes

/// The JSON form of `auth status`.
public enum AuthStatusDocument {
  public static func encode(_ status: AuthStatus) -> [UInt8] { DocumentWriter.document(status) }

  /// The same names without a token, for when there is none or Pinterest could not be asked.
  public static func encodeFailure(_ diagnostics: [Diagnostic]) -> [UInt8] {
    DocumentWriter.document(FailedAuthStatus(diagnostics: diagnostics))
  }
}

/// A document about a token that says why nothing is known of it.
private struct FailedAuthStatus: DocumentObject {
  typealias Key = AuthStatus.Key

  let diagnostics: [Diagnostic]

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .formatVersion: writer.integer(PlanDocument.formatVersion)
    case .adAccounts, .notices: writer.strings([])
    case .diagnostics: writer.objects(diagnostics)
    default: writer.null()
    }
  }
}

extension AuthStatus: DocumentObject {
  enum Key: String, DocumentKey {
    case formatVersion = "format_version"
    case source, host, username, scopes
    case expiresAt = "expires_at"
    case daysLeft = "days_left"
    case canRefresh = "can_refresh"
    case refreshExpiresAt = "refresh_expires_at"
    case adAccounts = "ad_accounts"
    case notices, diagnostics

    var schema: Schema {
      switch self {
      case .formatVersion: .formatVersion
      case .source:
        Schema.oneOf(words: AuthStatus.Source.allCases.map(\.rawValue)).nullable.described(
          "PINTEREST_ACCESS_TOKEN, or the credentials file.")
      case .host: Schema.string().nullable.withExamples("api.pinterest.com")
      case .username:
        Schema.string().nullable.described("Null if the token may not read it.")
      case .scopes:
        Schema.array(of: .string()).nullable.described("Null if unknown.")
      case .expiresAt: Schema.instant.nullable.described("Null if unknown.")
      case .daysLeft:
        Schema.integer().nullable.described(
          "Whole days until the access token expires; null if unknown.")
      case .canRefresh:
        Schema.boolean.nullable.described("Whether pinplan can renew the access token.")
      case .refreshExpiresAt: Schema.instant.nullable.described("Null if unknown.")
      case .adAccounts: .array(of: Account.Key.objectSchema)
      case .notices: Schema.notices.described("That the token ends soon; mostly empty.")
      case .diagnostics: .array(of: .definition("diagnostic"))
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .formatVersion: writer.integer(PlanDocument.formatVersion)
    case .source: writer.string(source.rawValue)
    case .host: writer.string(host)
    case .username: writer.optional(username)
    case .scopes: if let scopes { writer.strings(scopes) } else { writer.null() }
    case .expiresAt: writer.optional(expiresAt?.description)
    case .daysLeft: writer.optional(daysLeft)
    case .canRefresh: writer.bool(canRefresh)
    case .refreshExpiresAt: writer.optional(refreshExpiresAt?.description)
    case .adAccounts: writer.objects(accounts)
    case .notices: writer.objects(notices)
    case .diagnostics: writer.objects(diagnostics)
    }
  }
}

extension AuthStatus.Account: DocumentObject {
  enum Key: String, DocumentKey {
    case id, name, country, currency, permissions

    var schema: Schema {
      switch self {
      case .id: .string()
      case .name, .country, .currency: Schema.string().nullable
      case .permissions: .array(of: .string())
      }
    }
  }

  func write(_ key: Key, to writer: inout DocumentWriter) {
    switch key {
    case .id: writer.string(id)
    case .name: writer.optional(name)
    case .country: writer.optional(country)
    case .currency: writer.optional(currency)
    case .permissions: writer.strings(permissions)
    }
  }
}
