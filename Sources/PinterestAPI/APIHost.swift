import Diagnostics
import Foundation

/// Where the API is: production, the sandbox, or an emulator on this machine.
public struct APIHost: Hashable, Sendable {
  public static let variable = "PINPLAN_PINTEREST_URL"
  public static let production = APIHost(
    baseURL: "https://api.pinterest.com/v5", name: "api.pinterest.com")
  public static let sandboxURL = "https://api-sandbox.pinterest.com/v5"

  /// Without a slash at its end.
  public let baseURL: String
  /// The host, with its port if that is written; tokens are kept by it.
  public let name: String

  /// Whether nothing here costs money or is seen by anybody.
  public var isProduction: Bool { self == .production }

  /// Whether an emulator is all that it can be.
  public var isThisMachine: Bool {
    URLComponents(string: baseURL)?.host.map(Self.isLoopback) ?? false
  }

  private init(baseURL: String, name: String) {
    self.baseURL = baseURL
    self.name = name
  }

  /// The host that the environment names, production if it names none.
  public init(environment: [String: String]) throws(SettingsError) {
    guard let written = environment[Self.variable], !written.isEmpty else {
      self = .production
      return
    }
    guard let parts = URLComponents(string: written), let scheme = parts.scheme?.lowercased(),
      let host = parts.host?.lowercased(), !host.isEmpty, ["https", "http"].contains(scheme),
      parts.query == nil, parts.fragment == nil
    else { throw .notAnAddress(written) }
    guard parts.user == nil, parts.password == nil else { throw .addressWithUser }
    guard scheme == "https" || Self.isLoopback(host) else { throw .insecureAddress(written) }
    name = host + (parts.port.map { ":\($0)" } ?? "")
    var path = parts.percentEncodedPath
    while path.hasSuffix("/") { path.removeLast() }
    baseURL = scheme + "://" + name + (path.isEmpty ? "/v5" : path)
  }

  /// The host of a webhook, whose whole address is what requests go to.
  ///
  /// An address may be all that keeps others from posting, so no mistake quotes it.
  init(webhook written: String) throws(WebhookError) {
    guard let parts = URLComponents(string: written), let scheme = parts.scheme?.lowercased(),
      let host = parts.host?.lowercased(), !host.isEmpty, ["https", "http"].contains(scheme)
    else { throw .notAnAddress }
    guard parts.user == nil, parts.password == nil else { throw .addressWithUser }
    guard scheme == "https" || Self.isLoopback(host) else { throw .insecureAddress }
    name = host + (parts.port.map { ":\($0)" } ?? "")
    let path = parts.percentEncodedPath
    baseURL =
      scheme + "://" + name + (path.isEmpty ? "/" : path)
      + (parts.percentEncodedQuery.map { "?" + $0 } ?? "")
  }

  /// The host of a service that is not Pinterest, below whose address requests go.
  init(service written: String) throws(WebhookError) {
    let host = try Self(webhook: written)
    guard !host.baseURL.contains("?") else { throw .notAnAddress }
    var base = host.baseURL
    while base.hasSuffix("/") { base.removeLast() }
    self.init(baseURL: base, name: host.name)
  }

  /// Whether a host can be no other machine than this.
  static func isLoopback(_ host: String) -> Bool {
    let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    if numbers.count == 4, numbers[0] == 127, !numbers.contains(nil) { return true }
    return ["localhost", "[::1]", "::1"].contains(host)
  }
}

/// What is wrong with a setting of the environment.
public enum SettingsError: Error, Hashable, Sendable {
  case notAnAddress(String)
  case addressWithUser
  case insecureAddress(String)
  case notSeconds(variable: String, text: String, ClosedRange<Int>)
  /// The value is not told: proxies may have a password in it.
  case notAProxy(variable: String)
  case noCertificates(variable: String, path: String)
  case notAToken
}

extension SettingsError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notAnAddress(let text):
      "PINPLAN_PINTEREST_URL is \(quoted(text)), which is not the address of an API; "
        + "write one such as `https://api.pinterest.com/v5`, or unset it"
    case .addressWithUser:
      "PINPLAN_PINTEREST_URL has a user name in it; write the address without, the token is a "
        + "setting of its own"
    case .insecureAddress(let text):
      "PINPLAN_PINTEREST_URL is \(quoted(text)), which would send the token in the clear; "
        + "write `https://`, `http://` is for this machine only, such as `http://127.0.0.1:8080`"
    case .notSeconds(let variable, let text, let range):
      "\(variable) is \(quoted(text)); write whole seconds from \(range.lowerBound) to "
        + "\(range.upperBound)"
    case .notAProxy(let variable):
      "\(variable) is not a proxy that pinplan can use; write `http://HOST:PORT` or "
        + "`socks5://HOST:PORT`"
    case .noCertificates(let variable, let path):
      "\(variable) is \(quoted(path)), where no certificates can be read; write the path of a "
        + "PEM file, or unset it"
    case .notAToken:
      "PINTEREST_ACCESS_TOKEN holds characters that no token has, such as a line break; "
        + "set it to the bare token"
    }
  }
}
