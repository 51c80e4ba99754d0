import Foundation

/// How the API is reached: everything that comes from the environment but the token.
public struct ConnectionSettings: Sendable {
  public let host: APIHost
  let proxy: ProxySettings?
  /// The file or folder of the certificates to trust; none for those of the system.
  let trustedCertificates: String?
  /// How long one request may take, from the connection to the last byte of the answer.
  let timeout: Duration
  let userAgent: String

  /// - Parameter version: Pinplan's own, for the user agent.
  public init(environment: [String: String], version: String) throws(SettingsError) {
    host = try APIHost(environment: environment)
    proxy = try ProxySettings.settings(for: host, environment: environment)
    trustedCertificates = try Self.certificates(environment)
    timeout = try Self.timeout(environment)
    userAgent = "pinplan/" + version
  }

  private static func timeout(_ environment: [String: String]) throws(SettingsError) -> Duration {
    guard let text = environment["PINPLAN_REQUEST_TIMEOUT"], !text.isEmpty else {
      return .seconds(60)
    }
    guard let seconds = Int(text), (1...3600).contains(seconds) else { throw .notATimeout(text) }
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
