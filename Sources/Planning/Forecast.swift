import AdsModel

/// What a plan does to the days to come: the worst-case spend of each, and which ad group runs.
///
/// Spend is the daily budgets by the definitions of `Spend`; what lifetime budgets hold is told
/// apart, as nobody knows on which days they are spent.
public struct Forecast: Hashable, Sendable {
  /// How many UTC days it covers, beginning with the next one.
  public static let length = 90

  /// Days that follow each other and have the same amount.
  public struct Run: Hashable, Sendable {
    public let from: Day
    /// The last of them.
    public let to: Day
    public let amount: Money

    public init(from: Day, to: Day, amount: Money) {
      self.from = from
      self.to = to
      self.amount = amount
    }
  }

  public let from: Day
  /// The last day.
  public let to: Day
  /// Over the whole account; the runs follow each other from the first day to the last.
  public var dailyBefore: [Run]
  public var dailyAfter: [Run]
  /// In the order of the YAML; what is no longer declared comes last.
  public var campaigns: [CampaignForecast]

  public init(
    from: Day, to: Day, dailyBefore: [Run], dailyAfter: [Run], campaigns: [CampaignForecast]
  ) {
    self.from = from
    self.to = to
    self.dailyBefore = dailyBefore
    self.dailyAfter = dailyAfter
    self.campaigns = campaigns
  }
}

/// One campaign's part of a forecast.
public struct CampaignForecast: Hashable, Sendable {
  public let address: Address
  /// What people call it, after the plan.
  public let name: String
  /// What the plan does to the campaign itself; none when it stays as it is.
  public let action: Action?
  /// The campaign's daily limit is applied.
  public var dailyBefore: [Forecast.Run]
  public var dailyAfter: [Forecast.Run]
  /// Lifetime budgets of what is active and not ended.
  public var lifetimeBefore: Money
  public var lifetimeAfter: Money
  public var flights: [Flight]

  public init(
    address: Address, name: String, action: Action?, dailyBefore: [Forecast.Run],
    dailyAfter: [Forecast.Run], lifetimeBefore: Money, lifetimeAfter: Money, flights: [Flight]
  ) {
    self.address = address
    self.name = name
    self.action = action
    self.dailyBefore = dailyBefore
    self.dailyAfter = dailyAfter
    self.lifetimeBefore = lifetimeBefore
    self.lifetimeAfter = lifetimeAfter
    self.flights = flights
  }
}

/// When an ad group runs, before a plan and after it.
public struct Flight: Hashable, Sendable {
  /// What an ad group does on the day of the plan, its campaign taken into account.
  public enum State: String, Vocabulary {
    case running
    /// Active, and its first day is still to come.
    case notStarted = "not_started"
    /// It or its campaign is.
    case paused
    /// Its last day or its campaign's has passed.
    case ended
  }

  /// One side of the plan.
  public struct Side: Hashable, Sendable {
    public let state: State
    /// Worked out where none is written.
    public let start: Day
    public let end: Day?
    /// Its own, or its campaign's.
    public let budget: Budget?
    /// Whether the budget is the campaign's, for all of its ad groups together.
    public let isShared: Bool

    public init(state: State, start: Day, end: Day?, budget: Budget?, isShared: Bool) {
      self.state = state
      self.start = start
      self.end = end
      self.budget = budget
      self.isShared = isShared
    }
  }

  /// The ad group's.
  public let address: Address
  public let name: String
  /// What the plan does to the ad group itself; a paused campaign changes flights without it.
  public let action: Action?
  /// None when it is not stored yet.
  public let before: Side?
  /// None once it is archived.
  public let after: Side?

  public init(address: Address, name: String, action: Action?, before: Side?, after: Side?) {
    self.address = address
    self.name = name
    self.action = action
    self.before = before
    self.after = after
  }
}
