import Diagnostics
import ManifestModel
import YAMLSyntax

/// What of a `state:` block is a secret, or an address that has one: a project lies in git, where everybody reads it.
struct StateSecret {
  /// The key that it stands at.
  let key: String
  let span: SourceSpan
  private let kind: Kind

  private enum Kind { case url, address, password }

  private static let urlKeys: Set<String> = ["url", "dsn", "uri", "conn_str", "connection_string"]
  private static let passwordKeys: Set<String> = ["password", "passwd", "token", "secret"]

  /// None where an entry of the block is no secret.
  init?(_ key: YAMLNode, _ value: YAMLNode) {
    let name = key.string
    self.init(name, value, at: Self.urlKeys.contains(name) ? .url : Self.kind(of: name))
  }

  /// A block that is nothing but an address.
  init?(_ value: YAMLNode) { self.init("state", value, at: nil) }

  private init?(_ name: String, _ value: YAMLNode, at kind: Kind?) {
    guard !value.isNone, let kind = Self.kind(in: value) ?? kind else { return nil }
    key = name
    span = value.span
    self.kind = kind
  }

  private static func kind(of key: String) -> Kind? {
    passwordKeys.contains(key) ? .password : nil
  }

  /// What a text of the value is, wherever in it it stands.
  private static func kind(in value: YAMLNode) -> Kind? {
    switch value.kind {
    case .scalar: kind(written: value.string)
    case .sequence: value.items.lazy.compactMap(kind).first
    case .mapping: value.entries.lazy.compactMap { kind(in: $0.value) }.first
    }
  }

  private static func kind(written text: String) -> Kind? {
    let lowercase = text.lowercased()
    if lowercase.contains("postgres://") || lowercase.contains("postgresql://") { return .url }
    // A user without a password is a half of it.
    let isSecret = text.contains(#/:\/\/[^\/\s@]*@/#) || StateAddress.fault(of: text) == .secret
    return text.contains("://") && isSecret ? .address : nil
  }

  /// The value is not repeated, here or anywhere else.
  var message: String {
    switch kind {
    case .url: "state has the address of a database at `\(key)`, and the project is in git"
    case .address:
      "state has an address with a user, a password or a token in it at `\(key)`, and the project is in git"
    case .password: "state has a secret at `\(key)`, and the project is in git"
    }
  }

  var hint: String {
    switch kind {
    case .url:
      "take it out and set `PINPLAN_STATE_URL` where pinplan runs; change a password that was committed"
    case .address:
      "write the address without them and set `PINPLAN_STATE_USER` and `PINPLAN_STATE_PASSWORD` where pinplan runs; change a password that was committed"
    case .password:
      "take it out and set `PINPLAN_STATE_PASSWORD` or, of backend postgres, `PGPASSWORD` where pinplan runs; change a password that was committed"
    }
  }
}
