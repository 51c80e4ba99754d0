import Foundation

/// The app, registered with Pinterest, in whose name tokens are given.
public struct OAuthApp: Hashable, Sendable {
  public let id: String
  let secret: AccessToken

  public init(id: String, secret: AccessToken) {
    self.id = id
    self.secret = secret
  }

  /// The app that the environment names.
  public init(environment: [String: String]) throws(AuthError) {
    guard let id = environment["PINTEREST_APP_ID"], !id.isEmpty else {
      throw .noApp(variable: "PINTEREST_APP_ID")
    }
    guard let secret = environment["PINTEREST_APP_SECRET"], !secret.isEmpty else {
      throw .noApp(variable: "PINTEREST_APP_SECRET")
    }
    self.init(id: id, secret: AccessToken(secret))
  }
}

/// The token endpoints of a host.
public struct OAuth: Sendable {
  private let client: PinterestClient

  public init(transport: @escaping Transport, app: OAuthApp, pace: Pace) {
    let credentials = AccessToken(appID: app.id, appSecret: app.secret.secret)
    let source = TokenSource(
      current: { () throws(TokenProblem) in credentials },
      renew: { (_) throws(TokenProblem) in
        throw .refreshFailed(
          reason: "Pinterest does not accept the refresh token, or the app's id and secret")
      })
    client = PinterestClient(transport: transport, token: source, pace: pace)
  }

  /// Trades the code of a login for tokens.
  public func grant(code: String, redirectURI: String) async throws(APIError) -> Grant {
    try await grant([
      ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirectURI),
      ("continuous_refresh", "true"),
    ])
  }

  /// Trades a refresh token for new tokens; the old refresh token is then worth nothing.
  public func grant(refresh: AccessToken) async throws(APIError) -> Grant {
    try await grant([("grant_type", "refresh_token"), ("refresh_token", refresh.secret)])
  }

  private func grant(_ form: [(String, String)]) async throws(APIError) -> Grant {
    let text = form.map { PercentEncoding.encode($0.0) + "=" + PercentEncoding.encode($0.1) }
    return try await client.read(
      APIRequest(
        .post, "/oauth/token", body: Array(text.joined(separator: "&").utf8), bodyFormat: .form,
        category: .orgRead, isRepeatable: true))
  }
}

/// Tokens as the token endpoint gives them.
public struct Grant: WireObject {
  let access: AccessToken
  let expiresIn: Int64
  let refresh: AccessToken?
  let refreshExpiresIn: Int64?
  let scopes: [String]

  public init(_ fields: WireFields) throws {
    access = AccessToken(try fields.required("access_token", fields.text("access_token")))
    expiresIn = try fields.required("expires_in", fields.integer("expires_in"))
    refresh = try fields.text("refresh_token").map { AccessToken($0) }
    refreshExpiresIn = try fields.integer("refresh_token_expires_in")
    let scope = try fields.text("scope") ?? ""
    scopes = scope.split { $0 == "," || $0 == " " }.map(String.init)
  }
}
