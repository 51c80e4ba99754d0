import AdsModel

/// A token of a user for one host, with what renews it.
public struct StoredToken: Hashable, Sendable {
  /// The host that gave it; a token of the sandbox is never sent to production.
  public var host: String
  /// The ad account that it is for; none for every one that has no token of its own.
  public var adAccountID: String?
  public var username: String?
  public var access: AccessToken
  public var expiresAt: Instant
  /// None if Pinterest gave none; then only a new login helps.
  public var refresh: AccessToken?
  public var refreshExpiresAt: Instant?
  public var scopes: [String]
  public var app: OAuthApp

  /// Whole days until it expires; negative once it has.
  public func daysLeft(at now: Instant) -> Int { Self.days(from: now, to: expiresAt) }

  static func days(from now: Instant, to end: Instant) -> Int {
    let seconds = end.secondsSince1970 - now.secondsSince1970
    return Int(seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400)
  }

  /// The same with what a refresh gave.
  func renewed(by grant: Grant, at now: Instant) -> StoredToken {
    var token = self
    token.access = grant.access
    token.expiresAt = now.advanced(bySeconds: grant.expiresIn)
    // Pinterest gives a new refresh token each time; an answer without one leaves the old.
    if let refresh = grant.refresh {
      token.refresh = refresh
      token.refreshExpiresAt = grant.refreshExpiresIn.map(now.advanced(bySeconds:))
    }
    if !grant.scopes.isEmpty { token.scopes = grant.scopes }
    return token
  }

  /// A token as it comes from a login.
  init(
    _ grant: Grant, host: String, adAccountID: String?, username: String?, app: OAuthApp,
    at now: Instant
  ) {
    self.host = host
    self.adAccountID = adAccountID
    self.username = username
    access = grant.access
    expiresAt = now.advanced(bySeconds: grant.expiresIn)
    refresh = grant.refresh
    refreshExpiresAt = grant.refreshExpiresIn.map(now.advanced(bySeconds:))
    scopes = grant.scopes
    self.app = app
  }

  init(
    host: String, adAccountID: String?, username: String?, access: AccessToken,
    expiresAt: Instant, refresh: AccessToken?, refreshExpiresAt: Instant?, scopes: [String],
    app: OAuthApp
  ) {
    self.host = host
    self.adAccountID = adAccountID
    self.username = username
    self.access = access
    self.expiresAt = expiresAt
    self.refresh = refresh
    self.refreshExpiresAt = refreshExpiresAt
    self.scopes = scopes
    self.app = app
  }
}

extension Instant {
  func advanced(bySeconds seconds: Int64) -> Instant {
    Instant(secondsSince1970: secondsSince1970 + seconds)
  }
}
