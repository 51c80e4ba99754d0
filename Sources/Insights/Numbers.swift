import AdsModel

/// What was measured of something: exact values, and why others are not there.
///
/// Rates are never kept: they are computed from counts where they are read. A value that is not
/// known is absent, and never zero.
public struct Numbers: Hashable, Sendable {
  /// Those that are known, in the order of metrics: times as they are, amounts in micros, play
  /// times in microseconds.
  private var values: [Int64] = []
  /// A bit for each metric that is known.
  private var known: UInt32 = 0
  /// Why a value is left out, or that one is an estimate.
  public private(set) var statuses: [Metric: DataStatus]

  public init(_ values: [Metric: Int64] = [:], statuses: [Metric: DataStatus] = [:]) {
    self.statuses = statuses
    for (metric, value) in values { set(metric, value) }
  }

  /// Takes values that are in the order of metrics.
  init(inOrder values: [(Metric, Int64)]) {
    statuses = [:]
    self.values.reserveCapacity(values.count + 1)
    for (metric, value) in values { set(metric, value) }
  }

  public subscript(metric: Metric) -> Int64? {
    known & Self.bit(metric) == 0 ? nil : values[index(metric)]
  }

  public mutating func set(_ metric: Metric, _ value: Int64?) {
    let (bit, index) = (Self.bit(metric), index(metric))
    let isKnown = known & bit != 0
    if let value {
      if isKnown { values[index] = value } else { values.insert(value, at: index) }
      known |= bit
    } else if isKnown {
      values.remove(at: index)
      known &= ~bit
    }
  }

  private static func bit(_ metric: Metric) -> UInt32 { 1 << UInt32(metric.place) }

  /// Where its value is, or would be.
  private func index(_ metric: Metric) -> Int {
    (known & (Self.bit(metric) - 1)).nonzeroBitCount
  }

  private var metrics: some Sequence<Metric> {
    Metric.allCases.lazy.filter { [known] in known & Self.bit($0) != 0 }
  }

  public mutating func mark(_ metric: Metric, _ status: DataStatus?) { statuses[metric] = status }

  /// Whether nothing at all is known.
  public var isEmpty: Bool { values.isEmpty }

  /// The same with only what may be shown: final numbers, and estimates where they are asked for.
  public func shown(withEstimates: Bool) -> Self {
    var shown = self
    for (metric, status) in statuses where status != .ready {
      if status == .estimate, withEstimates { continue }
      shown.set(metric, nil)
    }
    return shown
  }

  /// Adds what is known of another; a metric that either lacks stays as the other has it.
  public mutating func add(_ other: Self) {
    for metric in other.metrics {
      let (sum, overflow) = (self[metric] ?? 0).addingReportingOverflow(other[metric] ?? 0)
      set(metric, overflow ? .max : sum)
    }
  }

  /// The sum of two parts of one number, known where both are.
  public func combined(with other: Self) -> Self {
    var sum = Self()
    for metric in metrics {
      guard let mine = self[metric], let theirs = other[metric] else { continue }
      let (total, overflow) = mine.addingReportingOverflow(theirs)
      sum.set(metric, overflow ? .max : total)
    }
    sum.statuses = other.statuses.merging(statuses) { theirs, mine in
      mine == .ready ? theirs : mine
    }
    return sum
  }

  /// The sum, nothing where there is nothing to add.
  public static func sum(_ parts: some Sequence<Self>) -> Self? {
    var sum: Self?
    for part in parts {
      if sum == nil { sum = Self() }
      sum?.add(part)
    }
    return sum
  }
}

extension Numbers {
  /// The number of a metric, or why there is none; amounts have so many decimals.
  public func reading(_ metric: Metric, decimals: Int = 2) -> MetricValue {
    switch metric {
    case .pinClickRate, .outboundClickRate, .saveRate, .engagementRate, .ctr:
      return rate(of: metric.rateCounts)
    case .cpc: return price(.pinClicks, for: 1, decimals)
    case .cpm: return price(.impressions, for: 1000, decimals)
    case .costPerResult: return price(.results, for: 1, decimals)
    default: break
    }
    guard let value = self[metric] else { return .none(statuses[metric]) }
    switch metric.unit {
    case .money: return .money(Money(micros: value))
    case .seconds: return Fraction(value, over: 1_000_000).map(MetricValue.time) ?? .none(nil)
    case .minutes: return Fraction(value, over: 60_000_000).map(MetricValue.time) ?? .none(nil)
    default: return .count(value)
    }
  }

  private func rate(of counts: [Metric]) -> MetricValue {
    var sum: Int64 = 0
    for count in counts {
      guard let value = self[count] else { return .none(statuses[count]) }
      sum += value
    }
    guard let impressions = self[.impressions] else { return .none(statuses[.impressions]) }
    return Fraction(sum, over: impressions).map(MetricValue.rate) ?? .none(nil)
  }

  /// Spend for so many of something.
  private func price(_ metric: Metric, for count: Int64, _ decimals: Int) -> MetricValue {
    guard let spend = self[.spend] else { return .none(statuses[.spend]) }
    guard let number = self[metric] else { return .none(statuses[metric]) }
    let (amount, overflow) = spend.multipliedReportingOverflow(by: count)
    guard !overflow, let price = Fraction(amount, over: number) else { return .none(nil) }
    // One rounding, from the exact quotient to what the currency has.
    let unit = Money.unit(decimals: decimals)
    let (divisor, tooLarge) = price.denominator.multipliedReportingOverflow(by: unit)
    guard !tooLarge, let coins = Fraction(price.numerator, over: divisor) else { return .none(nil) }
    return .money(Money(micros: coins.rounded(scale: 1) * unit))
  }
}

extension Money {
  /// Micros in the smallest coin of a currency with so many decimals.
  static func unit(decimals: Int) -> Int64 {
    (decimals..<6).reduce(Int64(1)) { unit, _ in unit * 10 }
  }

  /// What the currency has of it, exact halves rounded up.
  public func rounded(decimals: Int) -> Self {
    let unit = Self.unit(decimals: decimals)
    guard let coins = Fraction(micros, over: unit) else { return self }
    return Self(micros: coins.rounded(scale: 1) * unit)
  }
}
