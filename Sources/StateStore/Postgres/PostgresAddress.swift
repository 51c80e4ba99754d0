import CLibPQ
import Foundation

/// Where a database is and how it is reached, from the environment alone.
///
/// All that libpq knows holds: `PGPASSWORD`, `~/.pgpass`, service files, certificates. Only what it does without a
/// word is otherwise here: the server's certificate is checked unless somebody says what else to do.
struct PostgresAddress: Sendable {
  /// The database and its host, without a user or a password.
  let description: String
  private let url: String
  private let password: String?
  private let defaults: [(name: String, value: String)]

  static let variable = "PINPLAN_STATE_URL"

  /// Throws what is wrong with the variable and what to write, never what stands in it.
  init(_ environment: [String: String]) throws(StoreFault) {
    guard let url = environment[Self.variable], !url.isEmpty else {
      throw .notSetUp(
        "\(Self.variable) is not set; write there `postgres://USER@HOST/DATABASE`, and keep it out of the project"
      )
    }
    if let missing = pq_missing() {
      throw .notSetUp(
        "\(String(cString: missing)); install libpq 14 or later (`libpq5` of Debian and Ubuntu)")
    }
    guard ["postgres://", "postgresql://"].contains(where: url.lowercased().hasPrefix),
      let options = Self.options(url)
    else {
      throw .notSetUp(
        "\(Self.variable) is no address of a database; write `postgres://USER@HOST/DATABASE`, with signs that mean something else in an address as `%` and two digits"
      )
    }
    self.url = url
    password = options["password"] ?? environment["PGPASSWORD"]
    func told(_ option: String, _ variable: String) -> String? {
      [options[option], environment[variable]].compactMap(\.self).first { !$0.isEmpty }
    }
    let hosts = [told("host", "PGHOST"), told("hostaddr", "PGHOSTADDR")].compactMap(\.self)
      .flatMap { $0.split(separator: ",") }.map(String.init)
    // A service file says more than the environment, and its host may be anywhere.
    let isWritten = options["host"] != nil || options["hostaddr"] != nil
    let service = isWritten ? nil : told("service", "PGSERVICE")
    let isHere = service == nil && hosts.allSatisfy(Self.isThisMachine)
    let elsewhere = service.map { "service \($0)" } ?? hosts.joined(separator: ", ")
    let database =
      options["dbname"] ?? environment["PGDATABASE"] ?? options["user"] ?? "postgres"
    description = "database \(database) at \(isHere ? "this machine" : elsewhere)"
    var defaults = [
      ("application_name", "pinplan"), ("connect_timeout", "20"), ("keepalives_idle", "15"),
      ("keepalives_interval", "5"), ("keepalives_count", "3"),
    ]
    if Self.knows("tcp_user_timeout") { defaults.append(("tcp_user_timeout", "30000")) }
    let isTold = options["sslmode"] != nil || environment["PGSSLMODE"]?.isEmpty == false
    if !isTold, !isHere {
      defaults.append(("sslmode", "verify-full"))
      if options["sslrootcert"] == nil, let roots = Self.systemRoots(environment) {
        defaults.append(("sslrootcert", roots))
      }
    }
    self.defaults = defaults
  }

  /// What an address says, by libpq's names; none where libpq does not take it.
  private static func options(_ url: String) -> [String: String]? {
    guard let parsed = pq_conninfoParse(url, nil) else { return nil }
    defer { pq_conninfoFree(parsed) }
    var options: [String: String] = [:]
    var option = parsed
    while let keyword = option.pointee.keyword {
      if let value = option.pointee.val {
        options[String(cString: keyword)] = String(cString: value)
      }
      option += 1
    }
    return options
  }

  private static func knows(_ name: String) -> Bool {
    guard let defaults = pq_conndefaults() else { return false }
    defer { pq_conninfoFree(defaults) }
    var option = defaults
    while let keyword = option.pointee.keyword {
      if String(cString: keyword) == name { return true }
      option += 1
    }
    return false
  }

  /// A socket's folder, or an address that leads nowhere else.
  private static func isThisMachine(_ host: String) -> Bool {
    host.hasPrefix("/") || host.hasPrefix("@")
      || ["localhost", "127.0.0.1", "::1"].contains(host.lowercased())
  }

  /// The certificates that this system trusts, where the user has none for databases and names none.
  private static func systemRoots(_ environment: [String: String]) -> String? {
    let own = (environment["HOME"] ?? "") + "/.postgresql/root.crt"
    guard environment["PGSSLROOTCERT"] == nil, !FileManager.default.fileExists(atPath: own) else {
      return nil
    }
    let known = [
      environment["SSL_CERT_FILE"], "/etc/ssl/certs/ca-certificates.crt",
      "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem",
    ]
    return known.compactMap(\.self).first { FileManager.default.fileExists(atPath: $0) }
  }

  /// Hands on names and values as libpq takes them: what the address says wins, but for the encoding, which is ours.
  func withParameters<Result>(
    _ body: (
      UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<UnsafePointer<CChar>?>
    ) -> Result
  ) -> Result {
    let all = defaults + [("dbname", url), ("client_encoding", "UTF8")]
    let (names, values) = (all.map { strdup($0.name) }, all.map { strdup($0.value) })
    defer { for text in names + values { free(text) } }
    return body(names.map { UnsafePointer($0) } + [nil], values.map { UnsafePointer($0) } + [nil])
  }

  /// Without the password, should somebody repeat it.
  func redacted(_ words: String) -> String {
    guard let password, password.count > 3 else { return words }
    return words.replacing(password, with: "<redacted>")
  }
}

extension PostgresAddress: CustomReflectable {
  var customMirror: Mirror { Mirror(self, children: []) }
}
