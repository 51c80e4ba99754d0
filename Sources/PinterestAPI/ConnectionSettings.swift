import Foundation

/// How the API is reached: everything that comes from the environment but the token.
public struct ConnectionSettings: Sendable {
  public let host: APIHost
  let proxy: ProxySettings?
  /// The file or folder of the certificates to trust; none for those of the system.
  let trustedCertificates: String?
  /// How long one request may take, from the connection to the last byte of the answer.
  public let timeout: Duration
  /// How long after that time its effect may still appear: what has arrived is carried out, and
  /// lists catch up.
  ///
  /// Pinterest names no figure; lists that are served from copies lag by seconds, not by minutes.
  public let settlingTime: Duration
  let userAgent: String

  /// Reads the environment; pinplan's version goes into the user agent.
  public init(environment: [String: String], version: String) throws(SettingsError) {
    host = try APIHost(environment: environment)
    proxy = try ProxySettings.settings(for: host, environment: environment)
    trustedCertificates = try Self.certificates(environment)
    timeout =
      try Self.seconds("PINPLAN_REQUEST_TIMEOUT", in: environment, 1...3600) ?? .seconds(60)
    // Of an emulator it is known that nothing is late; less than ten is for nothing else.
    let least = host.isThisMachine ? 0 : 10
    settlingTime =
      try Self.seconds("PINPLAN_SETTLING_TIME", in: environment, least...3600) ?? .seconds(10)
    userAgent = "pinplan/" + version
  }

  /// Whether an address that an answer names is one to fetch: over TLS, or on this machine where the
  /// API is there too.
  func accepts(download address: String) -> Bool {
    guard let parts = URLComponents(string: address), let name = parts.host, !name.isEmpty,
      parts.user == nil, parts.password == nil
    else { return false }
    if parts.scheme?.lowercased() == "https" { return true }
    return parts.scheme?.lowercased() == "http" && host.isThisMachine
      && APIHost.isLoopback(name.lowercased())
  }

  /// The way to another server than the API, at an address that is one.
  public init(
    to address: String, environment: [String: String], version: String
  ) throws(SettingsError) {
    do throws(WebhookError) { host = try APIHost(webhook: address) } catch {
      throw .notAnAddress(address)
    }
    proxy = try ProxySettings.settings(for: host, environment: environment)
    trustedCertificates = try Self.certificates(environment)
    timeout =
      try Self.seconds("PINPLAN_REQUEST_TIMEOUT", in: environment, 1...3600) ?? .seconds(60)
    settlingTime = .zero
    userAgent = "pinplan/" + version
  }

  /// The way to a webhook or another service: what is not answered in a `timeout` is tried again.
  init(
    beside host: APIHost, environment: [String: String], version: String,
    timeout: Duration = .seconds(10)
  ) throws(SettingsError) {
    self.host = host
    proxy = try ProxySettings.settings(for: host, environment: environment)
    trustedCertificates = try Self.certificates(environment)
    self.timeout = timeout
    settlingTime = .zero
    userAgent = "pinplan/" + version
  }

  private static func seconds(
    _ variable: String, in environment: [String: String], _ range: ClosedRange<Int>
  ) throws(SettingsError) -> Duration? {
    guard let text = environment[variable], !text.isEmpty else { return nil }
    guard let seconds = Int(text), range.contains(seconds) else {
      throw .notSeconds(variable: variable, text: text, range)
    }
    return .seconds(seconds)
  }

  /// The file goes before the folder, as curl has it.
  private static func certificates(_ environment: [String: String]) throws(SettingsError)
    -> String?
  {
    for variable in ["SSL_CERT_FILE", "SSL_CERT_DIR"] {
      guard let path = environment[variable], !path.isEmpty else { continue }
      guard FileManager.default.isReadableFile(atPath: path) else {
        throw .noCertificates(variable: variable, path: path)
      }
      return path
    }
    return nil
  }
}
