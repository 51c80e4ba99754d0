import AdsModel

/// What one campaign may spend, reduced to what the calculation needs.
struct SpendSource {
  /// A budget and the days on which it may be spent.
  struct Line {
    let budget: Budget
    /// Worked out: the next UTC day where none is written.
    let start: Day
    let end: Day?

    /// The days of a window, counted from its first, on which the budget may be spent.
    fileprivate func days(in window: Range<Day>) -> Range<Int> {
      let length = window.upperBound.number - window.lowerBound.number
      let from = max(0, start.number - window.lowerBound.number)
      let until = end.map { min(length, $0.number - window.lowerBound.number + 1) } ?? length
      return from..<max(from, until)
    }
  }

  var dailyLimit: Money?
  var lifetimeLimit: Money?
  /// Budgets of what is active, with its parents, and has not ended.
  var lines: [Line] = []
}

extension SpendSource {
  /// The most a day, on a day on which everything runs.
  var daily: Money {
    var sum = Money.zero
    for line in lines { sum += line.budget.daily ?? .zero }
    return limited(sum)
  }

  /// The sum of lifetime budgets.
  var lifetime: Money {
    var sum = Money.zero
    for line in lines { sum += line.budget.lifetime ?? .zero }
    return sum
  }

  /// The most that daily budgets can spend on each day of a window, the daily limit applied.
  func daily(on window: Range<Day>) -> [Money] {
    // What each day adds to the day before it, so that a budget costs two steps, not one a day.
    let length = window.upperBound.number - window.lowerBound.number
    var amounts = Array(repeating: Money.zero, count: length + 1)
    for line in lines {
      guard let amount = line.budget.daily else { continue }
      let days = line.days(in: window)
      guard !days.isEmpty else { continue }
      amounts[days.lowerBound] += amount
      amounts[days.upperBound] = amounts[days.upperBound] - amount
    }
    var day = Money.zero
    for index in 0..<length {
      day += amounts[index]
      amounts[index] = limited(day)
    }
    amounts.removeLast()
    return amounts
  }

  /// The most in a window: each day, and each lifetime budget that meets it, whole.
  fileprivate func ahead(in window: Range<Day>) -> Money {
    var total = Money.zero
    for line in lines {
      guard let amount = line.budget.lifetime, !line.days(in: window).isEmpty else { continue }
      total += amount
    }
    for amount in daily(on: window) { total += amount }
    return lifetimeLimit.map { min($0, total) } ?? total
  }

  private func limited(_ amount: Money) -> Money { dailyLimit.map { min($0, amount) } ?? amount }
}

extension Spend {
  /// How many UTC days the look ahead covers, beginning with the next one.
  static let window = 30

  /// The worst case over some campaigns, by the definitions of the contract.
  init(_ sources: some Sequence<SpendSource>, now: Instant) {
    self.init()
    let window = now.nextDay..<now.nextDay.advanced(by: Self.window)
    for source in sources {
      daily += source.daily
      lifetime += source.lifetime
      next30DaysMax += source.ahead(in: window)
    }
  }
}
