/// An amount in the ad account's currency, exact to the millionth.
///
/// Pinterest counts in micro-currency: 1 000 000 is one unit, so 5 USD is 5_000_000.
public struct Money: Hashable, Comparable, Sendable {
  /// Millionths of one currency unit.
  public var micros: Int64

  public init(micros: Int64) { self.micros = micros }

  public static let zero = Self(micros: 0)
  static let microsInUnit: Int64 = 1_000_000

  public static func < (left: Self, right: Self) -> Bool { left.micros < right.micros }
}

extension Money {
  /// Why a text is not an amount.
  public enum ParsingError: Error, Hashable, Sendable {
    /// Not digits with at most one point and digits after it.
    case notAnAmount
    /// More than the trillion units that an account could ever hold.
    case tooLarge
    /// Has this many decimals, more than the currency.
    case tooPrecise(decimals: Int)
  }

  /// Reads digits with at most one point and digits after it; nothing else is an amount.
  ///
  /// Signs, exponents, grouping and a bare point are refused, so that no two readers of a file
  /// can disagree about what it says. At most `decimals` digits may follow the point.
  public static func parse(_ text: String, decimals: Int) -> Result<Self, ParsingError> {
    var units: Int64 = 0
    var fraction: Int64 = 0
    var wholeDigits = 0
    var fractionDigits: Int?
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        let digit = Int64(byte - UInt8(ascii: "0"))
        if let seen = fractionDigits {
          if seen < 6 { fraction = fraction * 10 + digit }
          fractionDigits = seen + 1
        } else {
          wholeDigits += 1
          if units <= 1_000_000_000_000 { units = units * 10 + digit }
        }
      case UInt8(ascii: ".") where fractionDigits == nil: fractionDigits = 0
      default: return .failure(.notAnAmount)
      }
    }
    guard wholeDigits > 0, fractionDigits != 0 else { return .failure(.notAnAmount) }
    let places = fractionDigits ?? 0
    guard units < 1_000_000_000_000 else { return .failure(.tooLarge) }
    guard places <= decimals else { return .failure(.tooPrecise(decimals: places)) }
    for _ in places..<6 { fraction *= 10 }
    return .success(Self(micros: units * microsInUnit + fraction))
  }

  /// The amount with exactly the currency's decimals and a point: `25.00`, `1200`.
  ///
  /// Decimals that the currency does not have are written too when there are any.
  public func decimal(places: Int) -> String {
    var whole = micros.magnitude / 1_000_000
    var fraction = micros.magnitude % 1_000_000
    var decimals = 6
    while decimals > places, fraction % 10 == 0 {
      fraction /= 10
      decimals -= 1
    }
    // From the last digit to the first, into one buffer: amounts are written in every resource.
    return String(unsafeUninitializedCapacity: Self.longest) { text in
      var start = Self.longest
      func put(_ byte: UInt8) {
        start -= 1
        text[start] = byte
      }
      for _ in 0..<decimals {
        put(UInt8(ascii: "0") + UInt8(fraction % 10))
        fraction /= 10
      }
      if decimals > 0 { put(UInt8(ascii: ".")) }
      repeat {
        put(UInt8(ascii: "0") + UInt8(whole % 10))
        whole /= 10
      } while whole > 0
      if micros < 0 { put(UInt8(ascii: "-")) }
      let length = Self.longest - start
      for index in 0..<length { text[index] = text[start + index] }
      return length
    }
  }

  /// The most bytes of an amount: a sign, 13 digits before the point and 6 after it.
  private static let longest = 21

  /// The sum, held at the largest amount there is; budgets of a whole account cannot wrap around.
  public static func + (left: Self, right: Self) -> Self {
    let (sum, overflow) = left.micros.addingReportingOverflow(right.micros)
    return Self(micros: overflow ? .max : sum)
  }

  public static func += (left: inout Self, right: Self) { left = left + right }

  public static func - (left: Self, right: Self) -> Self {
    let (difference, overflow) = left.micros.subtractingReportingOverflow(right.micros)
    return Self(micros: overflow ? .min : difference)
  }

  /// The amount that many times, held at the largest amount there is.
  public func times(_ count: Int) -> Self {
    let (product, overflow) = micros.multipliedReportingOverflow(by: Int64(count))
    return Self(micros: overflow ? .max : product)
  }
}
