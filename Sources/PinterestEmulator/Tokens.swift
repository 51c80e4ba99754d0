/// Apps, their codes and tokens, as the seed gives them and the token endpoint makes them.
struct Tokens: Sendable {
  var apps: [String: String] = [:]
  /// Each with `scopes`, `expires_at` and `is_client`.
  var access: [String: Row] = [:]
  /// Each with `scopes` and `expires_at`; used up by a refresh.
  var refresh: [String: Row] = [:]
  /// Each with `scopes`, `redirect_uri` and `client_id`; used up by the first exchange.
  var codes: [String: Row] = [:]
  var hasChanged = false

  static func random(_ prefix: String) -> String {
    prefix + String(UInt64.random(in: .min ... .max), radix: 36)
      + String(UInt64.random(in: .min ... .max), radix: 36)
  }

  /// Judges the `Authorization` header of a request.
  func authorize(
    _ header: String?, scopes: [String], acceptsClients: Bool, now: Int
  ) throws(Refusal) -> Row {
    guard let header, header.hasPrefix("Bearer "),
      let token = access[String(header.dropFirst(7))],
      token["expires_at"]?.integer.map({ $0 > now }) ?? true
    else { throw Refusal(status: 401, code: 2, "Authentication failed.") }
    let held = Set(token["scopes"]?.strings ?? [])
    for scope in scopes where !held.contains(scope) {
      throw Refusal(status: 401, code: 3, "Missing scope: \(scope)")
    }
    if token["is_client"] == true, !acceptsClients {
      throw Refusal(status: 401, code: 3, "A client token may not do this.")
    }
    return token
  }

  /// For the store; the tokens are the emulator's own and open nothing elsewhere.
  var json: JSON {
    [
      "apps": .object(apps.mapValues { .string($0) }),
      "access": .object(access.mapValues { .object($0) }),
      "refresh": .object(refresh.mapValues { .object($0) }),
    ]
  }

  init() {}

  init(json: JSON) {
    apps = (json["apps"]?.object ?? [:]).compactMapValues(\.string)
    access = (json["access"]?.object ?? [:]).compactMapValues(\.object)
    refresh = (json["refresh"]?.object ?? [:]).compactMapValues(\.object)
  }
}
