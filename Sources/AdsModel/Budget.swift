/// How much may be spent, and over what time.
public enum Budget: Hashable, Sendable {
  /// At most this much each day.
  case daily(Money)
  /// At most this much until the schedule's end, which it needs.
  case lifetime(Money)

  public var amount: Money {
    switch self {
    case .daily(let amount), .lifetime(let amount): amount
    }
  }

  public var daily: Money? { if case .daily(let amount) = self { amount } else { nil } }
  public var lifetime: Money? { if case .lifetime(let amount) = self { amount } else { nil } }
}

/// A campaign's safeguard over the budgets below it.
public struct SpendLimit: Hashable, Sendable {
  public var daily: Money?
  public var lifetime: Money?

  public init(daily: Money? = nil, lifetime: Money? = nil) {
    self.daily = daily
    self.lifetime = lifetime
  }
}

/// The days on which something runs, both included.
public struct Schedule: Hashable, Sendable {
  /// Left out: the next UTC day after apply.
  public var start: Day?
  /// Left out: no end.
  public var end: Day?

  public init(start: Day? = nil, end: Day? = nil) {
    self.start = start
    self.end = end
  }

  /// Whether the last day has passed.
  public func hasEnded(by now: Instant) -> Bool { end.map { $0 < now.day } ?? false }
}
