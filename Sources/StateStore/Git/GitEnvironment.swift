import Foundation

/// What the git program is told beside its arguments: no secret is ever one of those.
struct GitEnvironment {
  /// Set by a git that runs us, for its own repository.
  private static let inherited = [
    "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_PREFIX",
    "GIT_QUARANTINE_PATH", "GIT_CEILING_DIRECTORIES", "GIT_CONFIG_PARAMETERS",
  ]

  /// Settings of the project's repository that say how its `origin` is reached.
  private static let sections = ["http.", "https.", "credential.", "url.", "ssh.", "protocol."]

  /// Neither hooks nor signatures, and nobody is asked.
  private static let ours = [
    ("core.hooksPath", "/dev/null"), ("commit.gpgSign", "false"), ("push.gpgSign", "false"),
    ("gc.auto", "0"), ("maintenance.auto", "false"), ("core.logAllRefUpdates", "false"),
  ]

  private let base: [String: String]

  init(_ environment: [String: String]) {
    var base = environment.filter { !Self.inherited.contains($0.key) }
    base["GIT_TERMINAL_PROMPT"] = "0"
    // What it says is read, and shown.
    base["LC_ALL"] = "C"
    self.base = base
  }

  /// For asking the project's own repository; nothing is taken over into ours.
  var plain: [String: String] { base }

  /// With settings of the project's repository, each a key and its value.
  func settings(of local: [(key: String, value: String)], origin: String) -> [String: String] {
    var settings = local.filter { setting in
      let key = setting.key.lowercased()
      return key == "core.sshcommand" || key.hasPrefix("remote.origin.proxy")
        || Self.sections.contains { key.hasPrefix($0) }
    }
    if let header = tokenHeader(for: origin, besides: settings.map(\.key)) {
      settings.append(header)
    }
    settings += Self.ours.map { ($0.0, $0.1) }
    // What the caller hands on in the same way stays.
    let before = base["GIT_CONFIG_COUNT"].flatMap { Int($0) } ?? 0
    var environment = base
    for (index, setting) in settings.enumerated() {
      environment["GIT_CONFIG_KEY_\(before + index)"] = setting.key
      environment["GIT_CONFIG_VALUE_\(before + index)"] = setting.value
    }
    environment["GIT_CONFIG_COUNT"] = "\(before + settings.count)"
    return environment
  }

  /// `GITHUB_TOKEN` goes to the server of this run and no other, as a header; not where the checkout
  /// has one already.
  private func tokenHeader(for origin: String, besides keys: [String]) -> (String, String)? {
    guard let token = base["GITHUB_TOKEN"], !token.isEmpty,
      let server = base["GITHUB_SERVER_URL"].flatMap(URL.init(string:)), server.scheme == "https",
      let url = URL(string: origin), url.scheme == "https", url.host == server.host,
      url.port == server.port, let host = server.host
    else { return nil }
    let place = "https://\(host)\(server.port.map { ":\($0)" } ?? "")/"
    let key = "http.\(place).extraheader"
    guard !keys.contains(where: { $0.lowercased() == key.lowercased() }) else { return nil }
    let credentials = Data("x-access-token:\(token)".utf8).base64EncodedString()
    return (key, "AUTHORIZATION: basic \(credentials)")
  }
}
