import Foundation

/// What an address of a state's server has to be.
package enum StateAddress {
  package enum Fault: Hashable {
    case notAnAddress
    /// It has a user or a password in it.
    case secret
    /// It would send what is secret in the clear.
    case insecure
  }

  /// What is wrong with an address; nothing of one that will do.
  package static func fault(of text: String) -> Fault? {
    guard let parts = URLComponents(string: text) else {
      return text.contains("@") ? .secret : .notAnAddress
    }
    guard parts.user == nil, parts.password == nil, !hasToken(parts) else { return .secret }
    guard let scheme = parts.scheme?.lowercased(), let host = parts.host?.lowercased(),
      !host.isEmpty, ["https", "http"].contains(scheme), parts.fragment == nil
    else { return .notAnAddress }
    return scheme == "https" || isThisMachine(host) ? nil : .insecure
  }

  /// Whether it is a parameter that lets in who knows it, such as GitLab's `private_token`.
  private static func hasToken(_ parts: URLComponents) -> Bool {
    (parts.queryItems ?? []).contains { item in
      ["token", "password", "secret"].contains { item.name.lowercased().contains($0) }
    }
  }

  /// As YAML has it within braces.
  static func written(_ address: String) -> String {
    address.contains(where: { ",[]{}\"'#&*!|>%@`".contains($0) }) ? "\"\(address)\"" : address
  }

  /// Whether a host can be no other machine than this.
  private static func isThisMachine(_ host: String) -> Bool {
    let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    if numbers.count == 4, numbers[0] == 127, !numbers.contains(nil) { return true }
    return ["localhost", "[::1]", "::1"].contains(host)
  }
}
