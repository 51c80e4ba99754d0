import AdsModel

/// What one campaign may spend, reduced to what the calculation needs.
struct SpendSource {
  /// A budget and the days on which it may be spent.
  struct Line {
    let budget: Budget
    /// Worked out: the next UTC day where none is written.
    let start: Day
    let end: Day?
  }

  var dailyLimit: Money?
  var lifetimeLimit: Money?
  /// Budgets of what is active, with its parents, and has not ended.
  var lines: [Line] = []
}

extension Spend {
  /// How many UTC days the look ahead covers, beginning with the next one.
  static let window = 30

  /// The worst case over some campaigns, by the definitions of the contract.
  init(_ sources: some Sequence<SpendSource>, now: Instant) {
    self.init()
    for source in sources { add(source, from: now.nextDay) }
  }

  private mutating func add(_ source: SpendSource, from first: Day) {
    var campaignDaily = Money.zero
    for line in source.lines {
      switch line.budget {
      case .daily(let amount): campaignDaily += amount
      case .lifetime(let amount): lifetime += amount
      }
    }
    daily += source.dailyLimit.map { min($0, campaignDaily) } ?? campaignDaily
    let ahead = Self.ahead(source, from: first)
    next30DaysMax += source.lifetimeLimit.map { min($0, ahead) } ?? ahead
  }

  /// The most in the window before the campaign's lifetime limit.
  private static func ahead(_ source: SpendSource, from first: Day) -> Money {
    var total = Money.zero
    // What each day adds to the day before it, so that a budget costs two steps, not thirty.
    var steps = Array(repeating: Money.zero, count: window + 1)
    for line in source.lines {
      let from = max(0, line.start.number - first.number)
      let to = line.end.map { min(window - 1, $0.number - first.number) } ?? (window - 1)
      guard from <= to else { continue }
      switch line.budget {
      case .daily(let amount):
        steps[from] += amount
        steps[to + 1] = steps[to + 1] - amount
      case .lifetime(let amount): total += amount
      }
    }
    var day = Money.zero
    for step in steps.dropLast() {
      day += step
      total += source.dailyLimit.map { min($0, day) } ?? day
    }
    return total
  }
}
