/// One objective, and the ad groups that pursue it.
public struct Campaign: Hashable {
  public static let kind = ResourceKind.campaign
  public var label: String? { name }

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
}

extension Campaign: CataloguedResource {
  public static let blank = Campaign(name: "", objective: .traffic)

  public static let properties: [Property<Campaign>] = [
    .text(
      .name, "What people call it; the key is the identity.", leftOut: .key, get: { $0.name },
      set: { $0.name = $1 }),
    .word(
      .objective, "What the campaign is for; fixed once created.",
      leftOut: .refused(
        hint: "write `objective:` with one of "
          + Objective.allCases.map(\.rawValue).joined(separator: ", ")), isFixed: true,
      get: { $0.objective }, set: { $0.objective = $1 }),
    .word(
      .status, "Whether it runs. archived is permanent.", leftOut: .word("active"), spend: .running,
      get: { $0.status }, set: { $0.status = $1 }),
    .money(
      .dailyLimit, "For each UTC day.", spend: .limit, carriage: .refused,
      get: { $0.spendLimit.daily }, set: { $0.spendLimit.daily = $1 }),
    .money(
      .lifetimeLimit, "Until the schedule ends.", spend: .limit, carriage: .refused,
      get: { $0.spendLimit.lifetime }, set: { $0.spendLimit.lifetime = $1 }),
    .money(
      .dailyBudget, "For each UTC day.", spend: .budget, get: { $0.budget?.daily },
      set: { $0.budget = .daily($1) }),
    .money(
      .lifetimeBudget, "Until the schedule ends.", spend: .budget, get: { $0.budget?.lifetime },
      set: { $0.budget = .lifetime($1) }),
    .day(
      .start, "The first day, from 00:00 UTC.", spend: .start, get: { $0.schedule.start },
      set: { $0.schedule.start = $1 }),
    .day(
      .end, "The last day, to its end in UTC.", spend: .end, get: { $0.schedule.end },
      set: { $0.schedule.end = $1 }),
    .preventArchive(get: { $0.preventArchive }, set: { $0.preventArchive = $1 }),
  ]
}

extension Campaign {
  static let mapping = FieldMapping(
    kind, "a campaign",
    keys: [
      "name", "objective", "status", "spend_limit", "budget", "schedule", "ad_groups", "lifecycle",
    ],
    groups: [
      .spendLimit: .init("a budget", "A safeguard over the budgets of the ad groups."),
      .budget: .init(
        "a budget", "Shared by the ad groups, which then have none; daily or lifetime."),
      .schedule: .init("a schedule", "When a campaign that owns the budget spends it."),
    ],
    below: ["ad_groups": .adGroup])
}
