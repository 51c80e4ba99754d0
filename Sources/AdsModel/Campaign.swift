/// One objective, and the ad groups that pursue it.
public struct Campaign: Resource, Hashable {
  public static let kind = ResourceKind.campaign

  public var name: String
  public var objective: Objective
  public var status: Status
  public var spendLimit: SpendLimit
  /// Shared by the ad groups, which then have none.
  public var budget: Budget?
  /// When a campaign with a budget spends it.
  public var schedule: Schedule
  public var preventArchive: Bool?

  public init(name: String, objective: Objective) {
    self.name = name
    self.objective = objective
    status = .active
    spendLimit = SpendLimit()
    schedule = Schedule()
  }

  public func put(into sink: inout FieldSink) {
    sink.put(.name, .text(name))
    sink.put(.objective, .text(objective.rawValue))
    sink.put(.status, .text(status.rawValue))
    if let limit = spendLimit.daily { sink.put(.dailyLimit, .money(limit)) }
    if let limit = spendLimit.lifetime { sink.put(.lifetimeLimit, .money(limit)) }
    sink.put(budget)
    sink.put(schedule)
    if let preventArchive { sink.put(.preventArchive, .flag(preventArchive)) }
  }

  /// Reads a stored campaign; nothing when what every campaign has is missing.
  public init?(fields: Fields) {
    guard let name = fields[.name]?.text, let objective: Objective = fields.word(at: .objective),
      let status: Status = fields.word(at: .status)
    else { return nil }
    self.init(name: name, objective: objective)
    self.status = status
    spendLimit = SpendLimit(
      daily: fields[.dailyLimit]?.money, lifetime: fields[.lifetimeLimit]?.money)
    budget = fields.budget
    schedule = fields.schedule
    preventArchive = fields.preventArchive
  }
}
