/// An exact quotient, rounded once and only where it is written.
public struct Fraction: Hashable, Sendable {
  public let numerator: Int64
  /// More than zero.
  public let denominator: Int64

  /// Nothing over zero is nothing.
  public init?(_ numerator: Int64, over denominator: Int64) {
    guard denominator > 0 else { return nil }
    self.numerator = numerator
    self.denominator = denominator
  }

  /// The quotient in units of `1 / scale`, exact halves rounded up; held at the largest there is.
  public func rounded(scale: Int64) -> Int64 {
    let (high, low) = numerator.magnitude.multipliedFullWidth(by: scale.magnitude)
    let divisor = denominator.magnitude
    guard high < divisor else { return numerator < 0 ? .min : .max }
    var (quotient, rest) = divisor.dividingFullWidth((high, low))
    let isNegative = numerator < 0
    // Up is towards the larger number: a half below zero goes to zero.
    if isNegative ? rest > divisor - rest : rest >= divisor - rest { quotient += 1 }
    let value = Int64(clamping: quotient)
    return isNegative ? -value : value
  }

  /// With so many decimals, exact halves rounded up: `0.012346`.
  public func decimal(places: Int) -> String {
    var scale: Int64 = 1
    for _ in 0..<places { scale *= 10 }
    let value = rounded(scale: scale)
    let sign = value < 0 ? "-" : ""
    let whole = String(value.magnitude / scale.magnitude)
    guard places > 0 else { return sign + whole }
    let rest = String(value.magnitude % scale.magnitude)
    return sign + whole + "." + String(repeating: "0", count: places - rest.count) + rest
  }
}
