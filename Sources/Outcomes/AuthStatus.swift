import AdsModel
import Diagnostics

/// Whose token pinplan would use, as `auth status` shows it.
public struct AuthStatus: Sendable {
  /// Where the token comes from.
  public enum Source: String, Sendable, CaseIterable {
    case environment, credentials
  }

  /// An ad account that the token reaches.
  public struct Account: Sendable {
    public var id: String
    public var name: String?
    public var country: String?
    public var currency: String?
    /// What the user may do there, in Pinterest's words.
    public var permissions: [String]

    public init(
      id: String, name: String?, country: String?, currency: String?, permissions: [String]
    ) {
      self.id = id
      self.name = name
      self.country = country
      self.currency = currency
      self.permissions = permissions
    }
  }

  public var source: Source
  public var host: String
  public var username: String?
  public var accounts: [Account]
  /// None where nobody knows, as with a token of the environment.
  public var scopes: [String]?
  public var expiresAt: Instant?
  public var daysLeft: Int?
  public var canRefresh: Bool
  public var refreshExpiresAt: Instant?
  /// That the token ends soon; empty when it does not.
  public var notices: [Notice]
  /// The same as an error, and what else went wrong.
  public var diagnostics: [Diagnostic]

  public init(source: Source, host: String, username: String?, accounts: [Account]) {
    self.source = source
    self.host = host
    self.username = username
    self.accounts = accounts
    notices = []
    diagnostics = []
    canRefresh = false
  }
}
