/// Writes the members of a request body; what is nil is left out.
struct BodyFields {
  private var container: KeyedEncodingContainer<WireKey>

  init(_ encoder: any Encoder) { container = encoder.container(keyedBy: WireKey.self) }

  mutating func put(_ name: String, _ value: (some Encodable)?) throws {
    try container.encodeIfPresent(value, forKey: WireKey(name))
  }

  /// Writes a value, or null to clear it.
  mutating func put<Value: Encodable>(_ name: String, _ change: Clearable<Value>) throws {
    switch change {
    case .keep: return
    case .clear: try container.encodeNil(forKey: WireKey(name))
    case .set(let value): try container.encode(value, forKey: WireKey(name))
    }
  }

  /// Writes a value, or the one that the API takes for clearing.
  mutating func put<Value: Encodable>(
    _ name: String, _ change: Clearable<Value>, clearing: some Encodable
  ) throws {
    if case .clear = change {
      try container.encode(clearing, forKey: WireKey(name))
    } else {
      try put(name, change)
    }
  }
}

/// What a request does to a field that can be without a value.
public enum Clearable<Value: Hashable & Sendable>: Hashable, Sendable {
  /// The field is not sent: it stays as it is, or gets its default.
  case keep
  /// The field loses its value, in the way that the API has for it.
  case clear
  case set(Value)
}
