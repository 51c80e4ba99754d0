/// Whom an ad group's ads are shown to, by the API's own keys.
///
/// The API replaces the whole of it on an update, so every member is kept just as it was read, and
/// what nobody changes is sent back so.
public struct WireTargetingSpec: Hashable, Sendable {
  /// By keys such as `LOCATION`, `AGE_BUCKET` and `TARGETING_STRATEGY`; never null.
  private var members: [String: WireValue]

  /// A specification of lists of strings.
  public init(_ lists: [String: [String]] = [:]) {
    members = lists.filter { !$0.value.isEmpty }.mapValues { .list($0.map(WireValue.text)) }
  }

  public var keys: [String] { members.keys.sorted() }

  /// The strings of a list, ids that came as numbers among them; none where the key holds anything
  /// else.
  public subscript(key: String) -> [String] {
    get {
      guard case .list(let items)? = members[key] else { return [] }
      return Self.texts(items) ?? []
    }
    set { members[key] = newValue.isEmpty ? nil : .list(newValue.map(WireValue.text)) }
  }

  /// Whether a key holds what no list of strings can say.
  public func isOpaque(_ key: String) -> Bool {
    switch members[key] {
    case nil: false
    case .list(let items)?: Self.texts(items) == nil
    default: true
    }
  }

  /// The items as strings; nil if one of them is neither a string nor a whole number.
  private static func texts(_ items: [WireValue]) -> [String]? {
    var texts: [String] = []
    for item in items {
      switch item {
      case .text(let text): texts.append(text)
      case .integer(let number): texts.append(String(number))
      case .null: continue
      default: return nil
      }
    }
    return texts
  }
}

extension WireTargetingSpec: Codable {
  public init(from decoder: any Decoder) throws {
    let read = try decoder.singleValueContainer().decode([String: WireValue].self)
    members = read.filter { $0.value != .null }.mapValues { value in
      // Ids come as strings or as numbers, and are sent as strings.
      guard case .list(let items) = value, let texts = Self.texts(items) else { return value }
      return .list(texts.map(WireValue.text))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(members)
  }
}
