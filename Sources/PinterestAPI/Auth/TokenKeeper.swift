import AdsModel

/// Gives out a stored token, and renews it once Pinterest does not take it any more.
public actor TokenKeeper {
  private let file: CredentialsFile
  private let oauth: @Sendable (OAuthApp) -> OAuth
  private let now: Instant
  private var token: StoredToken

  init(
    _ token: StoredToken, file: CredentialsFile, now: Instant,
    oauth: @escaping @Sendable (OAuthApp) -> OAuth
  ) {
    self.token = token
    self.file = file
    self.now = now
    self.oauth = oauth
  }

  func current() -> StoredToken { token }

  /// Another token for one that was refused or has expired.
  ///
  /// The lock keeps two processes from spending the same refresh token; what the other one got
  /// is then taken over. The new tokens are on disk before the first of them is used.
  func renew(_ refused: AccessToken) async throws(TokenProblem) -> StoredToken {
    if token.access != refused { return token }
    do throws(AuthError) {
      let lock = try await PrivateFile.lock(file.path)
      defer { withExtendedLifetime(lock) {} }
      if let stored = try file.token(host: token.host, account: token.adAccountID),
        stored.access != refused
      {
        token = stored
        return stored
      }
      guard let refresh = token.refresh else { throw AuthError.expired(.noRefreshToken) }
      try file.rehearse()
      let grant = try await grant(refresh)
      let renewed = token.renewed(by: grant, at: now)
      try file.store(renewed)
      token = renewed
      return renewed
    } catch {
      if case .expired(let problem) = error { throw problem }
      throw .refreshFailed(reason: error.description)
    }
  }

  private func grant(_ refresh: AccessToken) async throws(AuthError) -> Grant {
    do throws(APIError) {
      return try await oauth(token.app).grant(refresh: refresh)
    } catch .unauthorized(let problem, _) {
      throw .expired(problem)
    } catch {
      throw .api(error)
    }
  }

  nonisolated var source: TokenSource {
    TokenSource(
      current: { () async throws(TokenProblem) in await self.current().access },
      renew: { (refused) async throws(TokenProblem) in try await self.renew(refused).access })
  }
}
