/// A share of a hundred, exact to the hundredth of a percent.
public struct Percentage: Hashable, Comparable, Sendable {
  /// Hundredths of one percent: 50 % is 5000.
  public var basisPoints: Int64

  public init(basisPoints: Int64) { self.basisPoints = basisPoints }

  public static func percent(_ whole: Int64) -> Self { Self(basisPoints: whole * 100) }

  public static func < (left: Self, right: Self) -> Bool { left.basisPoints < right.basisPoints }

  /// Reads `50%` or `12.5 %`: digits, at most two decimals, then the percent sign.
  public init?(parsing text: String) {
    guard text.last == "%" else { return nil }
    let number = text.dropLast().drop(while: { $0 == " " })
    guard case .success(let amount) = Money.parse(number.trimmingSuffix(" "), decimals: 2)
    else { return nil }
    basisPoints = amount.micros / 10_000
  }

  /// Whether `part` is more than this share of `whole`.
  public func isExceeded(by part: Int64, of whole: Int64) -> Bool {
    let left = part.multipliedFullWidth(by: 10_000)
    let right = whole.multipliedFullWidth(by: basisPoints)
    return (left.high, left.low) > (right.high, right.low)
  }
}

extension Percentage: CustomStringConvertible {
  public var description: String {
    Money(micros: basisPoints * 10_000).decimal(places: 0) + " %"
  }
}

extension Substring {
  fileprivate func trimmingSuffix(_ character: Character) -> String {
    var rest = self
    while rest.last == character { rest.removeLast() }
    return String(rest)
  }
}
