import AdsModel
import CustomerLists

/// How the customer lists of a project are reached: their files, and the key that what is stored of them
/// is sealed with.
public struct ListAccess: Sendable {
  public let keys: ListKeySource
  private let environment: [String: String]
  private let bytes: @Sendable (_ path: String) throws(ByteSource.Failure) -> ByteSource

  /// `bytes` opens a file by a path relative to the project's folder, or an absolute one.
  public init(
    environment: [String: String], keys: ListKeySource,
    bytes: @escaping @Sendable (_ path: String) throws(ByteSource.Failure) -> ByteSource
  ) {
    self.environment = environment
    self.keys = keys
    self.bytes = bytes
  }

  /// No lists, for what works on none.
  public static let none = Self(
    environment: [:], keys: ListKeySource(environment: [:], store: nil, place: "")
  ) { (_) throws(ByteSource.Failure) in throw .missing }

  /// The path of a list; none where the variable that names it is not set.
  func path(of source: ListSource) -> String? {
    switch source {
    case .file(let path): path
    case .environment(let name): environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }
  }

  func open(_ path: String) throws(ByteSource.Failure) -> ByteSource { try bytes(path) }
}

/// Why nothing can be said or done about the people on a list.
public enum ListFailure: Error, Hashable, Sendable {
  /// The key that there is cannot be used, or a new one not kept.
  case key(ListKeyError)
  /// People are stored, and the key that they were sealed with is not there.
  case noKey([Address], count: Int)
  /// People are stored that were sealed with another key.
  case otherKey([Address], count: Int)
  /// What is stored of people is damaged.
  case damaged(Address)
  /// There is no key, and no place to keep one.
  case nowhereToKeep(Address)
}

extension ListFailure {
  public var words: String {
    switch self {
    case .key(let error): "\(error)"
    case .noKey(let addresses, let count):
      "\(Self.people(count)) of \(Self.joined(addresses)) are stored, and the list key that they were sealed with is not there"
    case .otherKey(let addresses, let count):
      "\(Self.people(count)) of \(Self.joined(addresses)) are stored, and were sealed with another list key than there is now"
    case .damaged(let address): "what is stored of the people of \(address) is damaged"
    case .nowhereToKeep(let address):
      "there is no list key to seal the people of \(address) with, and no place to keep a new one"
    }
  }

  public var hint: String? {
    switch self {
    case .key: nil
    case .noKey(let addresses, _), .otherKey(let addresses, _): Self.rebuilding(addresses)
    case .damaged(let address): Self.rebuilding([address])
    case .nowhereToKeep: "set \(ListKeySource.variable); `openssl rand -base64 32` makes one"
    }
  }

  private static func rebuilding(_ addresses: [Address]) -> String {
    let names = addresses.map(\.key).joined(separator: " ")
    let new = addresses.count == 1 ? "a new list" : "new lists"
    return
      "bring back the key (\(ListKeySource.variable), or .pinplan/list.key where the state is in SQLite); once it is gone for good, `pinplan audience rebuild \(names)` makes \(new)"
  }

  private static func joined(_ addresses: [Address]) -> String {
    addresses.map(\.description).joined(separator: ", ")
  }

  /// One failure of two lists whose key is lost; none where it is another one.
  func joined(to other: Self?) -> Self? {
    switch (other, self) {
    case (nil, .noKey), (nil, .otherKey): self
    case (.noKey(let first, let count)?, .noKey(let second, let added)):
      .noKey(first + second, count: count + added)
    case (.otherKey(let first, let count)?, .otherKey(let second, let added)):
      .otherKey(first + second, count: count + added)
    default: nil
    }
  }

  private static func people(_ count: Int) -> String {
    count == 1 ? "1 person" : "\(count) people"
  }
}
