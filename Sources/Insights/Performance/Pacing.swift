import AdsModel

extension DeclaredAccount {
  /// What the budget of a resource allowed on some days; none where it has no budget of its own.
  ///
  /// A campaign whose ad groups have budgets allows what they do together.
  public func allowance(of entry: Entry, on range: DayRange) -> Allowance? {
    switch entry.address.kind {
    case .campaign:
      let own = budgetAllowance(of: entry, on: range)
      if let own { return own }
      let parts = groups(of: entry).compactMap { budgetAllowance(of: $0, on: range) }
      return parts.isEmpty ? nil : parts.reduce(Allowance()) { $0.adding($1) }
    case .adGroup: return budgetAllowance(of: entry, on: range)
    case .ad, .keyword, .audience: return nil
    }
  }

  private func budgetAllowance(of entry: Entry, on range: DayRange) -> Allowance? {
    var allowance = Allowance()
    var hasBudget = false
    for day in range.days where isScheduled(entry, on: day) {
      let daily = value(.dailyBudget, of: entry, on: day, now: entry.daily.map(FieldValue.money))
      if let amount = daily?.money {
        hasBudget = true
        allowance.add(amount.micros, over: 1)
        continue
      }
      let lifetime = value(
        .lifetimeBudget, of: entry, on: day, now: entry.lifetime.map(FieldValue.money))
      guard let amount = lifetime?.money, let start = entry.start, let end = entry.end, start <= end
      else { continue }
      hasBudget = true
      allowance.add(amount.micros, over: Int64(end.number - start.number + 1))
    }
    return hasBudget ? allowance : nil
  }

  private func isScheduled(_ entry: Entry, on day: Day) -> Bool {
    guard existed(entry, on: day) else { return false }
    let start = value(.start, of: entry, on: day, now: entry.start.map(FieldValue.day))?.day
    let end = value(.end, of: entry, on: day, now: entry.end.map(FieldValue.day))?.day
    return (start ?? entry.start).map { $0 <= day } ?? true && end.map { day <= $0 } ?? true
  }

  private func wasActive(_ entry: Entry, on day: Day) -> Bool {
    let now = FieldValue.text(entry.isActive ? Status.active.rawValue : Status.paused.rawValue)
    return value(.status, of: entry, on: day, now: now)?.text ?? Status.active.rawValue
      == Status.active.rawValue
  }

  /// On how many of some days a resource was scheduled and active, with what it is part of.
  public func daysRunning(of entry: Entry, on range: DayRange) -> Int {
    range.days.count { isRunning(entry, on: $0) }
  }

  private func isRunning(_ entry: Entry, on day: Day) -> Bool {
    guard isOn(entry, on: day) else { return false }
    switch entry.address.kind {
    case .campaign: return groups(of: entry).contains { isOn($0, on: day) }
    case .adGroup: return parent(of: entry).map { isOn($0, on: day) } ?? false
    case .ad, .keyword, .audience:
      return parent(of: entry).map { isRunning($0, on: day) } ?? false
    }
  }

  private func isOn(_ entry: Entry, on day: Day) -> Bool {
    isScheduled(entry, on: day) && wasActive(entry, on: day)
  }
}

/// A sum of amounts that are spread over days: exact, and only rounded in a percentage.
public struct Allowance: Hashable, Sendable {
  /// Micros by how many days each is spread over.
  private var shares: [Int64: Int64] = [:]

  public init() {}

  mutating func add(_ micros: Int64, over days: Int64) {
    let (sum, overflow) = (shares[days] ?? 0).addingReportingOverflow(micros)
    shares[days] = overflow ? .max : sum
  }

  func adding(_ other: Self) -> Self {
    var sum = self
    for (days, micros) in other.shares { sum.add(micros, over: days) }
    return sum
  }

  /// A spend in percent of it, with one decimal, halves up; none where nothing was allowed.
  public func percent(of spend: Int64) -> String? {
    guard let (micros, denominator) = sum, micros > 0 else { return nil }
    let (scaled, overflow) = spend.multipliedReportingOverflow(by: denominator)
    guard !overflow, let share = Fraction(scaled, over: micros) else { return nil }
    let tenths = share.rounded(scale: 1000)
    return "\(tenths / 10).\(tenths % 10)"
  }

  /// All shares over one denominator; in whole micros where that would be too large.
  private var sum: (micros: Int64, denominator: Int64)? {
    var denominator: Int64 = 1
    for days in shares.keys {
      let (product, overflow) = denominator.multipliedReportingOverflow(
        by: days / Self.divisor(denominator, days))
      guard !overflow, product < 1_000_000 else { return wholeMicros }
      denominator = product
    }
    var micros: Int64 = 0
    for (days, amount) in shares {
      let (scaled, isTooLarge) = amount.multipliedReportingOverflow(by: denominator / days)
      let (total, overflow) = micros.addingReportingOverflow(scaled)
      guard !isTooLarge, !overflow else { return wholeMicros }
      micros = total
    }
    return (micros, denominator)
  }

  private var wholeMicros: (Int64, Int64) { (shares.reduce(0) { $0 + $1.value / $1.key }, 1) }

  private static func divisor(_ left: Int64, _ right: Int64) -> Int64 {
    right == 0 ? left : divisor(right, left % right)
  }
}
