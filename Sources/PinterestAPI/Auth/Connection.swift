import AdsModel

/// A way to the API with a token that is good for now.
public struct Connection: Sendable {
  public let client: PinterestClient
  public let host: APIHost
  /// None for a token of the environment.
  public let token: StoredToken?
  /// What the user should know, such as a token that expires soon.
  public let warnings: [String]
  /// How long one request may take, and how long after that its effect may still appear.
  public fileprivate(set) var requestTimeout = Duration.seconds(60)
  public fileprivate(set) var settlingTime = Duration.seconds(10)
  let keeper: TokenKeeper?
  /// Whether the token had expired and was renewed just now.
  let isRenewed: Bool

  /// Under so many days are worth a warning.
  public static let warningDays = 7

  /// The stored token as it is now, which a request may have renewed.
  public func currentToken() async -> StoredToken? { await keeper?.current() }

  /// Gets a new access token, whether or not the old one is still good.
  public func refresh() async throws(AuthError) -> StoredToken {
    guard let keeper, let token else { throw .environmentToken }
    if isRenewed { return token }
    do throws(TokenProblem) {
      return try await keeper.renew(token.access)
    } catch {
      throw .expired(error)
    }
  }
}

/// Finds the token for an ad account and the way to the API.
///
/// The token of `PINTEREST_ACCESS_TOKEN` goes first; a stored one that has expired is refreshed
/// once. Nothing is asked of Pinterest but that.
///
/// - Parameters:
///   - account: The ad account that it is for; none for the token of every account.
///   - environment: The process's environment.
///   - now: The time to judge tokens by.
///   - version: Pinplan's own.
///   - onRequest: Hears of every request.
/// - Returns: The client, and what to warn of.
/// - Throws: A setting that cannot be, or a token that is missing or expired for good.
public func connect(
  account: String?, environment: [String: String], now: Instant, version: String,
  onRequest: @escaping @Sendable (RequestNote) -> Void = { _ in }
) async throws(AuthError) -> Connection {
  let settings: ConnectionSettings
  do throws(SettingsError) {
    settings = try ConnectionSettings(environment: environment, version: version)
  } catch {
    throw .settings(error)
  }
  let http = HTTPTransport(settings)
  var connection = try await connect(
    account: account, host: settings.host, environment: environment, now: now,
    transport: http.transport, download: http.download, pace: .limited(), onRequest: onRequest)
  connection.requestTimeout = settings.timeout
  connection.settlingTime = settings.settlingTime
  return connection
}

/// Forgets the stored token of a host and account; false if there is none.
public func logOut(account: String?, environment: [String: String]) async throws(AuthError) -> Bool
{
  let host: APIHost
  do throws(SettingsError) {
    host = try APIHost(environment: environment)
  } catch {
    throw .settings(error)
  }
  return try await CredentialsFile(environment: environment)
    .remove(host: host.name, account: account)
}

/// A connection as above, over any transport.
func connect(
  account: String?, host: APIHost, environment: [String: String], now: Instant,
  transport: @escaping Transport, download: Download = .none, pace: Pace,
  onRequest: @escaping @Sendable (RequestNote) -> Void = { _ in }
) async throws(AuthError) -> Connection {
  func client(_ source: TokenSource) -> PinterestClient {
    PinterestClient(
      transport: transport, token: source, pace: pace, download: download, onRequest: onRequest)
  }
  if let text = environment["PINTEREST_ACCESS_TOKEN"], !text.isEmpty {
    let token = AccessToken(text)
    guard token.isWellFormed else { throw .settings(.notAToken) }
    return Connection(
      client: client(.fixed(token)), host: host, token: nil, warnings: [], keeper: nil,
      isRenewed: false)
  }
  let file = try CredentialsFile(environment: environment)
  guard var token = try file.token(host: host.name, account: account) else {
    let others = try file.tokens().map { token in
      token.host == host.name ? "ad account \(token.adAccountID ?? "")" : token.host
    }
    throw .noToken(host: host.name, others: Set(others).sorted())
  }
  let keeper = TokenKeeper(token, file: file, now: now) { app in
    OAuth(transport: transport, app: app, pace: pace)
  }
  let hasExpired = token.expiresAt <= now
  if hasExpired {
    do throws(TokenProblem) {
      token = try await keeper.renew(token.access)
    } catch {
      throw .expired(error)
    }
  }
  return Connection(
    client: client(keeper.source), host: host, token: token, warnings: warnings(token, now),
    keeper: keeper, isRenewed: hasExpired)
}

private func warnings(_ token: StoredToken, _ now: Instant) -> [String] {
  let days = token.daysLeft(at: now)
  guard days < Connection.warningDays else { return [] }
  let left = days == 1 ? "1 day" : days < 1 ? "less than a day" : "\(days) days"
  return [
    "the access token for \(token.host) expires in \(left), at \(token.expiresAt); "
      + "run `pinplan auth refresh`"
  ]
}
