import Foundation

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

  /// What a key holds, as JSON, where no list of strings can say it; none where one can.
  public func opaque(_ key: String) -> String? {
    guard let value = members[key] else { return nil }
    if case .list(let items) = value, Self.texts(items) != nil { return nil }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "?"
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
