/// Ads that share a budget, a bid and the people they are shown to.
public struct AdGroup: Hashable {
  public static let kind = ResourceKind.adGroup
  public var label: String? { name }

  public var name: String
  public var status: Status
  public var placement: Placement
  public var schedule: Schedule
  /// None when the campaign owns the budget.
  public var budget: Budget?
  public var bid: Bid
  @Boxed public var targeting: Targeting
  public var preventArchive: Bool?

  public init(name: String, bid: Bid) {
    self.name = name
    self.bid = bid
    status = .active
    placement = .all
    schedule = Schedule()
    targeting = Targeting()
  }
}

extension AdGroup: CataloguedResource {
  public static let blank = AdGroup(name: "", bid: .automatic)

  public static let properties: [Property<AdGroup>] = [
    .text(
      .name, "What people call it; the key is the identity.", leftOut: .key, get: { $0.name },
      set: { $0.name = $1 }),
    .word(
      .status, "Whether it runs. archived is permanent.", leftOut: .word("active"), spend: .running,
      get: { $0.status }, set: { $0.status = $1 }),
    .word(
      .placement, "Where on Pinterest the ads are shown.", leftOut: .word("all"),
      get: { $0.placement }, set: { $0.placement = $1 }),
    .day(
      .start, "The first day, from 00:00 UTC.", spend: .start, get: { $0.schedule.start },
      set: { $0.schedule.start = $1 }),
    .day(
      .end, "The last day, to its end in UTC.", spend: .end, get: { $0.schedule.end },
      set: { $0.schedule.end = $1 }),
    .money(
      .dailyBudget, "For each UTC day.", spend: .budget, get: { $0.budget?.daily },
      set: { $0.budget = .daily($1) }),
    .money(
      .lifetimeBudget, "Until the schedule ends.", spend: .budget, get: { $0.budget?.lifetime },
      set: { $0.budget = .lifetime($1) }),
    .bid(
      .bid, "In the objective's bid type; named where the objective takes several.",
      leftOut: .refused(hint: "write `bid:` with an amount, or `bid: automatic`"), get: { $0.bid },
      set: { $0.bid = $1 }),
    .namedBid(.cpi, carriage: .refused),
    .namedBid(.cpc, carriage: .carried),
    .namedBid(.cpe, carriage: .refused),
    .namedBid(.cpm, carriage: .refused),
    .texts(
      .locations, "Countries, regions or metros, as Pinterest codes them.",
      get: { $0.targeting.locations }, set: { $0.targeting.locations = $1 }),
    .texts(
      .languages, "Locales, such as en-GB.", get: { $0.targeting.languages },
      set: { $0.targeting.languages = $1 }),
    .words(
      .genders, "Genders to show to.", get: { $0.targeting.genders },
      set: { $0.targeting.genders = $1 }),
    .words(
      .ages, "Age buckets to show to.", get: { $0.targeting.ages }, set: { $0.targeting.ages = $1 }),
    .words(
      .devices, "Devices to show on.", get: { $0.targeting.devices },
      set: { $0.targeting.devices = $1 }),
    .texts(
      .interests, "Interests of the people to show to.", get: { $0.targeting.interests },
      set: { $0.targeting.interests = $1 }),
    .texts(
      .includedAudiences, "Shown only to these.", refersTo: .audience,
      get: { $0.targeting.includedAudiences },
      set: { $0.targeting.includedAudiences = $1 }),
    .texts(
      .excludedAudiences, "Never shown to these.", refersTo: .audience,
      get: { $0.targeting.excludedAudiences },
      set: { $0.targeting.excludedAudiences = $1 }),
    .preventArchive(get: { $0.preventArchive }, set: { $0.preventArchive = $1 }),
  ]
}

extension AdGroup {
  static let mapping = FieldMapping(
    kind, "an ad group",
    keys: [
      "name", "status", "placement", "schedule", "budget", "bid", "targeting", "keywords", "ads",
      "lifecycle",
    ],
    groups: [
      .schedule: .init(
        "a schedule", "UTC days, both included; without a start it begins on the next one."),
      .budget: .init(
        "a budget",
        "daily or lifetime, in the account currency; none when the campaign owns it."),
      .targeting: .init("targeting", "Whom the ads are shown to."),
      .targetedAudiences: .init("targeting.audiences", "Declared audiences, by key."),
    ],
    below: ["keywords": .keyword, "ads": .ad])
}

extension Property<AdGroup> {
  /// A bid in a type that is named, in place of the plain one.
  fileprivate static func namedBid(_ type: BidType, carriage: Carriage) -> Property<AdGroup> {
    .money(
      .bid(named: type), "In the bid type \(type.rawValue).", type: .namedBid(type), spend: .bid,
      carriage: carriage, get: { $0.bid.amount(named: type) },
      set: { $0.bid = .named($1, type) })
  }
}
