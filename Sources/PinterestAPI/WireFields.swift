/// An object of the API, which is read from its members.
public protocol WireObject: Decodable, Hashable, Sendable {
  init(_ fields: WireFields) throws
}

extension WireObject {
  public init(from decoder: any Decoder) throws {
    try self.init(WireFields(decoder.container(keyedBy: WireKey.self)))
  }
}

/// The members of an object: what is null or left out is nil, what is unknown is passed over.
///
/// A value of another type than the API describes is an error: reading a budget that is not a
/// number as none would plan a change that nobody asked for.
public struct WireFields {
  let container: KeyedDecodingContainer<WireKey>

  init(_ container: KeyedDecodingContainer<WireKey>) { self.container = container }

  func value<Value: Decodable>(_ name: String) throws -> Value? {
    try container.decodeIfPresent(Value.self, forKey: WireKey(name))
  }

  func text(_ name: String) throws -> String? { try value(name) }
  func flag(_ name: String) throws -> Bool? { try value(name) }

  /// An id: a string of digits that may arrive as a number.
  func id(_ name: String) throws -> String? {
    let id: WireID? = try value(name)
    return id?.digits
  }

  func requiredID(_ name: String) throws -> String {
    guard let id = try id(name) else {
      throw DecodingError.keyNotFound(
        WireKey(name), .init(codingPath: container.codingPath, debugDescription: "no id"))
    }
    return id
  }

  /// A whole number, which may arrive as a string of digits.
  func integer(_ name: String) throws -> Int64? {
    let number: WireInteger? = try value(name)
    return number?.value
  }

  /// The strings of a list; nulls among them are passed over.
  func texts(_ name: String) throws -> [String]? {
    let list: [String?]? = try value(name)
    return list?.compactMap(\.self)
  }

  /// The ids of a list, or a single one written without a list.
  func ids(_ name: String) throws -> [String]? {
    if let single = try? id(name) { return [single] }
    let list: [WireID?]? = try value(name)
    return list?.compactMap { $0?.digits }
  }
}

/// The name of a member.
public struct WireKey: CodingKey {
  public let stringValue: String
  public var intValue: Int? { nil }

  public init(_ name: String) { stringValue = name }
  public init?(stringValue: String) { self.init(stringValue) }
  public init?(intValue: Int) { nil }
}

struct WireID: Decodable {
  let digits: String

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let text = try? container.decode(String.self) {
      digits = text
    } else {
      digits = try String(container.decode(UInt64.self))
    }
  }
}

struct WireInteger: Decodable {
  let value: Int64

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let text = try? container.decode(String.self) {
      guard let number = Int64(text) else {
        throw DecodingError.dataCorruptedError(
          in: container, debugDescription: "not a whole number")
      }
      value = number
    } else {
      value = try container.decode(Int64.self)
    }
  }
}
