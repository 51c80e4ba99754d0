/// Where the token of each request comes from.
public struct TokenSource: Sendable {
  let current: @Sendable () async throws(TokenProblem) -> AccessToken
  let renew: @Sendable (_ refused: AccessToken) async throws(TokenProblem) -> AccessToken

  /// - Parameters:
  ///   - current: The token to send.
  ///   - renew: Another token for one that Pinterest refused; it throws if there is none.
  public init(
    current: @escaping @Sendable () async throws(TokenProblem) -> AccessToken,
    renew: @escaping @Sendable (_ refused: AccessToken) async throws(TokenProblem) -> AccessToken
  ) {
    self.current = current
    self.renew = renew
  }

  /// A token that nothing can renew, such as that of the environment.
  public static func fixed(_ token: AccessToken) -> Self {
    Self(
      current: { () throws(TokenProblem) in token },
      renew: { (_) throws(TokenProblem) in throw .environmentTokenRefused })
  }
}
