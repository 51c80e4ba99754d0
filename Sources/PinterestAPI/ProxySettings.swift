import Foundation

/// The proxy that the environment wants requests to go through.
struct ProxySettings: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    case http, socks
  }

  let kind: Kind
  let host: String
  let port: Int
  /// User and password, as a proxy's own authorization.
  let user: AccessToken?

  /// None if there is no proxy for the host.
  ///
  /// What is on this machine is always reached directly, and `http://` is for nothing else, so
  /// `HTTP_PROXY` is never asked.
  static func settings(for host: APIHost, environment: [String: String]) throws(SettingsError)
    -> ProxySettings?
  {
    let parts = URLComponents(string: host.baseURL)
    let name = parts?.host?.lowercased() ?? host.name
    if APIHost.isLoopback(name) { return nil }
    for variable in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
      guard let value = environment[variable], !value.isEmpty else { continue }
      if isExempt(name, port: parts?.port ?? 443, environment) { return nil }
      guard let proxy = ProxySettings(value) else { throw .notAProxy(variable: variable) }
      return proxy
    }
    return nil
  }

  private init?(_ text: String) {
    guard let parts = URLComponents(string: text.contains("://") ? text : "http://" + text),
      let host = parts.host, !host.isEmpty
    else { return nil }
    switch parts.scheme?.lowercased() {
    case "http": (kind, port) = (.http, parts.port ?? 80)
    case "socks5", "socks5h": (kind, port) = (.socks, parts.port ?? 1080)
    default: return nil
    }
    self.host = host
    user = parts.user.map { AccessToken($0 + ":" + (parts.password ?? "")) }
    // SOCKS here knows no password, and leaving it out would fail in a puzzling way.
    if kind == .socks, user != nil { return nil }
  }

  /// `NO_PROXY`: hosts, their subdomains, a port with them, or `*`.
  private static func isExempt(_ host: String, port: Int, _ environment: [String: String]) -> Bool {
    let list = environment["NO_PROXY"] ?? environment["no_proxy"] ?? ""
    return list.split(separator: ",").contains { item in
      var entry = item.trimmingCharacters(in: .whitespaces).lowercased()
      if entry == "*" { return true }
      if let colon = entry.lastIndex(of: ":"), let wanted = Int(entry[entry.index(after: colon)...]) {
        guard wanted == port else { return false }
        entry = String(entry[..<colon])
      }
      while entry.hasPrefix(".") || entry.hasPrefix("*") { entry.removeFirst() }
      return !entry.isEmpty && (host == entry || host.hasSuffix("." + entry))
    }
  }
}
