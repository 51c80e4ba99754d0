import Foundation

/// Where and how a server keeps a state: Terraform's HTTP protocol.
public struct HTTPPlace: Hashable, Sendable {
  public var address: String
  public var lockAddress: String
  public var lockMethod: String
  public var unlockMethod: String

  /// What is left out is what GitLab wants where the address is one of its own, and else LOCK and UNLOCK of
  /// the address itself.
  public init(
    _ address: String, lockAddress: String? = nil, lockMethod: String? = nil,
    unlockMethod: String? = nil
  ) {
    let isGitLab = Self.isGitLab(address)
    self.address = address
    self.lockAddress = lockAddress ?? (isGitLab ? Self.lock(of: address) : address)
    self.lockMethod = lockMethod ?? (isGitLab ? "POST" : "LOCK")
    self.unlockMethod = unlockMethod ?? (isGitLab ? "DELETE" : "UNLOCK")
  }

  /// `/lock` below its path, whatever the address asks for besides.
  private static func lock(of address: String) -> String {
    let path = address.prefix { $0 != "?" }
    return path + (path.hasSuffix("/") ? "lock" : "/lock") + address.dropFirst(path.count)
  }

  static func isGitLab(_ address: String) -> Bool { address.contains("/terraform/state/") }

  /// The address for a write under a lock.
  func putting(under lock: String) -> String {
    let plain = CharacterSet(
      charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
    let id = lock.addingPercentEncoding(withAllowedCharacters: plain) ?? lock
    return address + (address.contains("?") ? "&" : "?") + "ID=" + id
  }
}

extension StoreCredentials {
  /// What the environment has for a server; none where it has nothing.
  ///
  /// The token of a GitLab job goes to the server of that job and no other, wherever a lock is said to be.
  static func credentials(
    for address: String, ofStateAt place: String, _ environment: [String: String]
  ) throws(StoreFault) -> Self? {
    func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    let token = value("CI_JOB_TOKEN")
    switch (value("PINPLAN_STATE_USER"), value("PINPLAN_STATE_PASSWORD")) {
    case (let user?, let password?): return Self(user: user, password: password)
    case (nil, nil):
      guard let token, HTTPPlace.isGitLab(place), origin(address) == origin(place),
        isOfJob(address, environment)
      else { return nil }
      return Self(user: Self.jobUser, password: token)
    case (Self.jobUser?, nil):
      guard let token else {
        throw .notSetUp("CI_JOB_TOKEN is not set, which is the password of \(Self.jobUser); set it")
      }
      return Self(user: Self.jobUser, password: token)
    case (_?, nil):
      throw .notSetUp("PINPLAN_STATE_USER is set and PINPLAN_STATE_PASSWORD is not; set both")
    case (nil, _?):
      throw .notSetUp("PINPLAN_STATE_PASSWORD is set and PINPLAN_STATE_USER is not; set both")
    }
  }

  private static let jobUser = "gitlab-ci-token"

  /// Whether an address is one of the server that runs the job, as far as that says which it is.
  private static func isOfJob(_ address: String, _ environment: [String: String]) -> Bool {
    let servers = ["CI_SERVER_URL", "CI_API_V4_URL"].compactMap { environment[$0] }
      .filter { !$0.isEmpty }.map(origin)
    return servers.isEmpty || servers.contains(origin(address))
  }

  /// The server that an address leads to.
  private static func origin(_ address: String) -> String {
    let parts = URLComponents(string: address)
    let scheme = parts?.scheme?.lowercased() ?? ""
    let port = parts?.port ?? (scheme == "https" ? 443 : 80)
    return "\(scheme)://\(parts?.host?.lowercased() ?? ""):\(port)"
  }
}
