import Foundation

/// A number as it was written, exactly: whole numbers, amounts and rates alike.
public struct WireNumber: Hashable, Sendable {
  /// Without zeros at its end, so that equal numbers are equal values.
  public let coefficient: Int64
  private let power: Int8

  /// The power of ten that the coefficient is multiplied with.
  public var exponent: Int { Int(power) }

  public init(_ whole: Int64) { self.init(known: whole, exponent: 0) }

  /// A number of at most 18 digits; nothing for one that is longer or out of all bounds.
  init?(coefficient: Int64, exponent: Int) {
    guard (-100...100).contains(exponent) else { return nil }
    self.init(known: coefficient, exponent: exponent)
  }

  private init(known coefficient: Int64, exponent: Int) {
    var coefficient = coefficient
    var exponent = exponent
    if coefficient == 0 { exponent = 0 }
    while coefficient != 0, coefficient % 10 == 0 {
      coefficient /= 10
      exponent += 1
    }
    self.coefficient = coefficient
    power = Int8(exponent)
  }

  /// The number if it is a whole one: `240` and `240.0`, and not `2.5`.
  public var whole: Int64? { scaled(byPowerOfTen: 0) }

  /// The number times a power of ten, if that is whole: `1.25` by 6 is `1_250_000`.
  public func scaled(byPowerOfTen places: Int) -> Int64? {
    var result = coefficient
    guard exponent + places >= 0 else { return coefficient == 0 ? 0 : nil }
    for _ in 0..<(exponent + places) {
      let (product, isTooLarge) = result.multipliedReportingOverflow(by: 10)
      if isTooLarge { return nil }
      result = product
    }
    return result
  }
}

extension WireNumber {
  /// Reads a number of JSON, or digits that came as a string; nothing for any other text.
  init?(_ text: UnsafeBufferPointer<UInt8>) {
    var rest = text[...]
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative { rest = rest.dropFirst() }
    guard let first = rest.first, Self.isDigit(first),
      first != UInt8(ascii: "0") || rest.count == 1 || !Self.isDigit(rest[rest.startIndex + 1])
    else { return nil }
    var coefficient: Int64 = 0
    var exponent = 0
    // Zeros that nothing has followed yet; at the end they say nothing.
    var zeros = 0
    var isFraction = false
    while let byte = rest.first {
      if byte == UInt8(ascii: "."), !isFraction {
        isFraction = true
        guard rest.count > 1, Self.isDigit(rest[rest.startIndex + 1]) else { return nil }
      } else if Self.isDigit(byte) {
        if isFraction { exponent -= 1 }
        if byte == UInt8(ascii: "0") {
          zeros += 1
        } else {
          for _ in 0...(coefficient == 0 ? 0 : zeros) {
            guard coefficient < 100_000_000_000_000_000 else { return nil }
            coefficient *= 10
          }
          coefficient += Int64(byte - UInt8(ascii: "0"))
          zeros = 0
        }
      } else {
        break
      }
      rest = rest.dropFirst()
    }
    exponent += zeros
    guard let power = Self.power(rest) else { return nil }
    self.init(
      coefficient: isNegative ? -coefficient : coefficient,
      exponent: coefficient == 0 ? 0 : exponent + power)
  }

  /// What stands behind the digits: nothing, or `e` and a whole number.
  private static func power(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
    guard let mark = text.first else { return 0 }
    guard mark | 0x20 == UInt8(ascii: "e") else { return nil }
    var rest = text.dropFirst()
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
    guard (1...3).contains(rest.count), rest.allSatisfy(isDigit) else { return nil }
    let value = rest.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    return isNegative ? -value : value
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }
}

extension WireNumber: Decodable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let whole = try? container.decode(Int64.self) {
      self.init(whole)
      return
    }
    let text: String
    if let written = try? container.decode(String.self) {
      text = written
    } else {
      text = try container.decode(Decimal.self).description
    }
    guard let number = Array(text.utf8).withUnsafeBufferPointer({ Self($0) }) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "not a number of at most 18 digits")
    }
    self = number
  }
}
