import AdsModel

/// What stands in a cell: a number, or nothing and why.
public enum MetricValue: Hashable, Sendable {
  case count(Int64)
  /// In the account's currency; rounded already to what it has.
  case money(Money)
  /// Six decimals.
  case rate(Fraction)
  /// Seconds or minutes, two decimals.
  case time(Fraction)
  /// No number; the status says why, where the API did.
  case none(DataStatus?)

  public var isKnown: Bool {
    if case .none = self { return false }
    return true
  }
}

extension MetricValue {
  /// The number as documents and tables for programs have it; nothing where there is none.
  ///
  /// Counts are whole, rates have six decimals, times two, and amounts as many as the currency.
  public func raw(decimals: Int) -> String? {
    switch self {
    case .count(let count): String(count)
    case .money(let amount): amount.decimal(places: decimals)
    case .rate(let rate): rate.decimal(places: 6)
    case .time(let time): time.decimal(places: 2)
    case .none: nil
    }
  }
}
