import AdsModel
import Foundation

/// The file that `pinplan auth login` writes: tokens by host and ad account, for its owner alone.
public struct CredentialsFile: Hashable, Sendable {
  public let path: String

  public init(path: String) { self.path = path }

  /// `PINPLAN_CREDENTIALS`, or `pinplan/credentials.json` below the user's configuration.
  public init(environment: [String: String]) throws(AuthError) {
    func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    if let path = value("PINPLAN_CREDENTIALS") {
      self.init(path: path)
    } else if let folder = value("XDG_CONFIG_HOME") ?? value("HOME").map({ $0 + "/.config" }) {
      self.init(path: folder + "/pinplan/credentials.json")
    } else {
      throw .noHome
    }
  }

  /// The tokens in it; none if there is no file.
  public func tokens() throws(AuthError) -> [StoredToken] {
    guard let bytes = try PrivateFile.read(path) else { return [] }
    guard let content = try? JSONDecoder().decode(Content.self, from: Data(bytes)),
      content.formatVersion == 1
    else { throw .damaged(path: path) }
    return content.tokens.map(\.token)
  }

  /// The token for an account: its own, or the one for every account of the host.
  ///
  /// Where no account is named and there is but one token, that is the one meant.
  public func token(host: String, account: String?) throws(AuthError) -> StoredToken? {
    let here = try tokens().filter { $0.host == host }
    return here.first { account != nil && $0.adAccountID == account }
      ?? here.first { $0.adAccountID == nil || account == nil && here.count == 1 }
  }

  /// Puts a token in place of the one for the same host and account.
  public func store(_ token: StoredToken) throws(AuthError) {
    var tokens = try tokens()
    tokens.removeAll { $0.host == token.host && $0.adAccountID == token.adAccountID }
    try write(tokens + [token])
  }

  /// Forgets a token; false if there was none.
  public func remove(host: String, account: String?) async throws(AuthError) -> Bool {
    let lock = try await PrivateFile.lock(path)
    defer { withExtendedLifetime(lock) {} }
    let tokens = try tokens()
    let rest = tokens.filter { $0.host != host || $0.adAccountID != account }
    guard rest.count < tokens.count else { return false }
    try write(rest)
    return true
  }

  /// Writes what is there once more, so that a full disk shows before a token is at stake.
  func rehearse() throws(AuthError) { try write(tokens()) }

  private func write(_ tokens: [StoredToken]) throws(AuthError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    let content = Content(formatVersion: 1, tokens: tokens.map(Entry.init))
    guard let data = try? encoder.encode(content) else {
      preconditionFailure("credentials are strings and numbers")
    }
    try PrivateFile.write(Array(data) + [UInt8(ascii: "\n")], to: path)
  }

  private struct Content: Codable {
    var formatVersion: Int
    var tokens: [Entry]

    enum CodingKeys: String, CodingKey {
      case formatVersion = "format_version"
      case tokens
    }
  }

  private struct Entry: Codable {
    var host: String
    var adAccountID: String?
    var username: String?
    var accessToken: String
    var expiresAt: Int64
    var refreshToken: String?
    var refreshExpiresAt: Int64?
    var scopes: [String]
    var appID: String
    var appSecret: String

    enum CodingKeys: String, CodingKey {
      case host
      case adAccountID = "ad_account_id"
      case username
      case accessToken = "access_token"
      case expiresAt = "expires_at"
      case refreshToken = "refresh_token"
      case refreshExpiresAt = "refresh_expires_at"
      case scopes
      case appID = "app_id"
      case appSecret = "app_secret"
    }

    init(_ token: StoredToken) {
      host = token.host
      adAccountID = token.adAccountID
      username = token.username
      accessToken = token.access.secret
      expiresAt = token.expiresAt.secondsSince1970
      refreshToken = token.refresh?.secret
      refreshExpiresAt = token.refreshExpiresAt?.secondsSince1970
      scopes = token.scopes
      appID = token.app.id
      appSecret = token.app.secret.secret
    }

    var token: StoredToken {
      StoredToken(
        host: host, adAccountID: adAccountID, username: username,
        access: AccessToken(accessToken), expiresAt: Instant(secondsSince1970: expiresAt),
        refresh: refreshToken.map { AccessToken($0) },
        refreshExpiresAt: refreshExpiresAt.map(Instant.init(secondsSince1970:)), scopes: scopes,
        app: OAuthApp(id: appID, secret: AccessToken(appSecret)))
    }
  }
}
