import AdsModel
import Diagnostics

/// A document object that can be read back, as far as a plan file needs it.
protocol ReadableObject: DocumentObject {
  init(from members: KeyedDecodingContainer<Key>) throws
}

/// Carries a value through `Decodable` without making the domain's types conform to it.
struct Reading<Object: ReadableObject>: Decodable {
  let value: Object

  init(from decoder: any Decoder) throws {
    value = try Object(from: decoder.container(keyedBy: Object.Key.self))
  }
}

extension KeyedDecodingContainer where Key: DocumentKey {
  func text(_ key: Key) throws -> String { try decode(String.self, forKey: key) }

  func optionalText(_ key: Key) throws -> String? { try decode(String?.self, forKey: key) }

  func texts(_ key: Key) throws -> [String] { try decode([String].self, forKey: key) }

  func object<Object: ReadableObject>(_ key: Key) throws -> Object {
    try decode(Reading<Object>.self, forKey: key).value
  }

  func optionalObject<Object: ReadableObject>(_ key: Key) throws -> Object? {
    try decode(Reading<Object>?.self, forKey: key)?.value
  }

  func objects<Object: ReadableObject>(_ key: Key) throws -> [Object] {
    try decode([Reading<Object>].self, forKey: key).map(\.value)
  }

  /// A count or a version: never negative, and small enough that sums cannot overflow.
  func number<Number: FixedWidthInteger & Decodable>(_ key: Key) throws -> Number {
    let number = try decode(Number.self, forKey: key)
    guard number >= 0, number < 1 << 53 else { throw mistake(key, "\(number) is out of range") }
    return number
  }

  func optionalNumber<Number: FixedWidthInteger & Decodable>(_ key: Key) throws -> Number? {
    try decodeNil(forKey: key) ? nil : number(key)
  }

  func optionalSum(_ key: Key) throws -> Money? { try decodeNil(forKey: key) ? nil : sum(key) }

  /// Reads an amount of any size; a sum may be larger than what a user may write.
  func sum(_ key: Key) throws -> Money {
    let text = try text(key)
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let fraction = parts.count == 2 ? parts[1] : ""
    let digits = parts[0] + fraction + String(repeating: "0", count: max(0, 6 - fraction.count))
    let isAmount = digits.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard isAmount, !parts[0].isEmpty, fraction.count <= 6, let micros = Int64(digits)
    else { throw mistake(key, "\(quoted(text)) is not an amount") }
    return Money(micros: micros)
  }

  func day(_ key: Key) throws -> Day {
    let day = try text(key)
    return try parsed(Day(parsing: day), day, key)
  }

  func optionalDay(_ key: Key) throws -> Day? { try decodeNil(forKey: key) ? nil : day(key) }

  func word<Word: RawRepresentable<String>>(_ key: Key) throws -> Word {
    let word = try text(key)
    return try parsed(Word(rawValue: word), word, key)
  }

  func optionalWord<Word: RawRepresentable<String>>(_ key: Key) throws -> Word? {
    try decodeNil(forKey: key) ? nil : word(key)
  }

  func address(_ key: Key) throws -> Address {
    let address = try text(key)
    return try parsed(Address(parsing: address), address, key)
  }

  func parsed<Value>(_ value: Value?, _ text: String, _ key: Key) throws -> Value {
    guard let value else { throw mistake(key, "\(quoted(text)) is not known") }
    return value
  }

  func mistake(_ key: Key, _ description: String) -> DecodingError {
    .dataCorruptedError(forKey: key, in: self, debugDescription: description)
  }
}
