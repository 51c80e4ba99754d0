/// Whom an ad group's ads are shown to, by the API's own keys.
///
/// The API replaces the whole of it on an update, so what pinplan does not know is kept and sent
/// back.
public struct WireTargetingSpec: Hashable, Sendable {
  /// The lists of strings, by keys such as `LOCATION` and `AGE_BUCKET`; ids as strings.
  public var lists: [String: [String]]
  /// Everything else, such as `SHOPPING_RETARGETING` and `MINIMUM_AGE`.
  public var others: [String: WireValue]

  public init(_ lists: [String: [String]] = [:], others: [String: WireValue] = [:]) {
    self.lists = lists
    self.others = others
  }

  public subscript(key: String) -> [String] {
    get { lists[key] ?? [] }
    set { lists[key] = newValue.isEmpty ? nil : newValue }
  }
}

extension WireTargetingSpec: Codable {
  public init(from decoder: any Decoder) throws {
    self.init()
    let members = try decoder.singleValueContainer().decode([String: WireValue].self)
    for (key, value) in members {
      switch value {
      case .null: continue
      case .list(let items):
        if let texts = Self.texts(items) { lists[key] = texts } else { others[key] = value }
      default: others[key] = value
      }
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: WireKey.self)
    for (key, list) in lists { try container.encode(list, forKey: WireKey(key)) }
    for (key, value) in others { try container.encode(value, forKey: WireKey(key)) }
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
