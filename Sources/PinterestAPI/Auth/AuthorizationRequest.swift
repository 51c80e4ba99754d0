import Foundation

/// One login in the browser: where it begins, and how its answer is known to be its own.
public struct AuthorizationRequest: Hashable, Sendable {
  /// What planning and applying need: ads, and a look at the Pins and boards of new ads.
  public static let scopes = [
    "ads:read", "ads:write", "boards:read", "pins:read", "user_accounts:read",
  ]

  public let redirectURI: String
  let appID: String
  let host: APIHost
  /// Comes back with the answer; whoever did not see it cannot slip us a code.
  let state: String

  public init(host: APIHost, app: OAuthApp, redirectURI: String) {
    var generator = SystemRandomNumberGenerator()
    let state = (0..<4).map { _ in String(generator.next() as UInt64, radix: 36) }.joined()
    self.init(host: host, app: app, redirectURI: redirectURI, state: state)
  }

  init(host: APIHost, app: OAuthApp, redirectURI: String, state: String) {
    self.host = host
    appID = app.id
    self.redirectURI = redirectURI
    self.state = state
  }

  /// The page on which the user says yes.
  public var url: String {
    let query = [
      ("client_id", appID), ("redirect_uri", redirectURI), ("response_type", "code"),
      ("scope", Self.scopes.joined(separator: ",")), ("state", state),
    ]
    return page + "?"
      + query.map { $0.0 + "=" + PercentEncoding.encode($0.1) }.joined(separator: "&")
  }

  /// Production and sandbox have one page; an emulator has its own.
  private var page: String {
    if host.name.hasSuffix(".pinterest.com") { return "https://www.pinterest.com/oauth/" }
    let scheme = host.baseURL.prefix { $0 != ":" }
    return "\(scheme)://\(host.name)/oauth/"
  }

  /// What came back.
  public enum Answer: Hashable, Sendable {
    case code(String)
    /// The user, or Pinterest, said no.
    case denied(String)
    /// Not the answer to this request.
    case foreign
  }

  /// Reads the address that the browser was sent to.
  public func answer(at address: String) -> Answer {
    let items = URLComponents(string: address)?.queryItems ?? []
    func value(_ name: String) -> String? { items.first { $0.name == name }?.value }
    guard value("state") == state else { return .foreign }
    if let code = value("code"), !code.isEmpty { return .code(code) }
    return value("error").map { .denied(value("error_description") ?? $0) } ?? .foreign
  }

  /// Reads what a user pasted: the whole address, or the bare code.
  public func answer(pasted text: String) -> Answer {
    let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
    if text.contains("=") || text.contains("/") { return answer(at: text) }
    return text.isEmpty ? .foreign : .code(text)
  }
}
