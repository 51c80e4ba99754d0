import AdsModel
import Foundation

/// A login: from the code of the browser to a token on disk.
public struct Login: Sendable {
  public let request: AuthorizationRequest
  private let app: OAuthApp
  private let host: APIHost
  private let transport: Transport
  private let pace: Pace
  private let file: CredentialsFile

  /// Where the browser is sent back to, unless said otherwise; the app must have it registered.
  public static let redirectURI = "http://localhost:8085/"

  public init(environment: [String: String], version: String, redirectURI: String)
    throws(AuthError)
  {
    let settings: ConnectionSettings
    do throws(SettingsError) {
      settings = try ConnectionSettings(environment: environment, version: version)
    } catch {
      throw .settings(error)
    }
    let app = try OAuthApp(environment: environment)
    self.init(
      AuthorizationRequest(host: settings.host, app: app, redirectURI: redirectURI), app: app,
      host: settings.host, transport: HTTPTransport(settings).transport, pace: .limited(),
      file: try CredentialsFile(environment: environment))
  }

  init(
    _ request: AuthorizationRequest, app: OAuthApp, host: APIHost,
    transport: @escaping Transport, pace: Pace, file: CredentialsFile
  ) {
    self.request = request
    self.app = app
    self.host = host
    self.transport = transport
    self.pace = pace
    self.file = file
  }

  /// Gets tokens for the code, sees that the ad account can be reached, and keeps the tokens.
  public func finish(code: String, account: String?, now: Instant) async throws(AuthError)
    -> StoredToken
  {
    let token: StoredToken
    do throws(APIError) {
      let grant = try await OAuth(transport: transport, app: app, pace: pace)
        .grant(code: code, redirectURI: request.redirectURI)
      let client = PinterestClient(transport: transport, token: .fixed(grant.access), pace: pace)
      if let account { _ = try await client.adAccount(account) }
      let user = try? await client.userAccount()
      token = StoredToken(
        grant, host: host.name, adAccountID: account, username: user?.username, app: app, at: now)
    } catch .unauthorized {
      throw .codeRefused
    } catch {
      throw .api(error)
    }
    let lock = try await PrivateFile.lock(file.path)
    defer { withExtendedLifetime(lock) {} }
    try file.store(token)
    return token
  }
}
