/// Ads that share a budget, a bid and the people they are shown to.
public struct AdGroup: Resource, Hashable {
  public static let kind = ResourceKind.adGroup

  public var name: String
  public var status: Status
  public var placement: Placement
  public var schedule: Schedule
  /// None when the campaign owns the budget.
  public var budget: Budget?
  public var bid: Bid
  public var targeting: Targeting
  public var preventArchive: Bool?

  public init(name: String, bid: Bid) {
    self.name = name
    self.bid = bid
    status = .active
    placement = .all
    schedule = Schedule()
    targeting = Targeting()
  }

  public func put(into sink: inout FieldSink) {
    sink.put(.name, .text(name))
    sink.put(.status, .text(status.rawValue))
    sink.put(.placement, .text(placement.rawValue))
    sink.put(schedule)
    sink.put(budget)
    sink.put(bid)
    sink.put(.locations, list: targeting.locations)
    sink.put(.languages, list: targeting.languages)
    sink.put(.genders, words: targeting.genders)
    sink.put(.ages, words: targeting.ages)
    sink.put(.devices, words: targeting.devices)
    sink.put(.interests, list: targeting.interests)
    sink.put(.includedAudiences, list: targeting.includedAudiences)
    sink.put(.excludedAudiences, list: targeting.excludedAudiences)
    if let preventArchive { sink.put(.preventArchive, .flag(preventArchive)) }
  }

  /// Reads a stored ad group; nothing when what every ad group has is missing.
  public init?(fields: Fields) {
    guard let name = fields[.name]?.text, let status: Status = fields.word(at: .status),
      let placement: Placement = fields.word(at: .placement),
      let bid = fields.adGroupBid
    else { return nil }
    self.init(name: name, bid: bid)
    self.status = status
    self.placement = placement
    schedule = fields.schedule
    budget = fields.budget
    targeting.locations = fields[.locations]?.list ?? []
    targeting.languages = fields[.languages]?.list ?? []
    targeting.genders = fields.words(at: .genders)
    targeting.ages = fields.words(at: .ages)
    targeting.devices = fields.words(at: .devices)
    targeting.interests = fields[.interests]?.list ?? []
    targeting.includedAudiences = fields[.includedAudiences]?.list ?? []
    targeting.excludedAudiences = fields[.excludedAudiences]?.list ?? []
    preventArchive = fields.preventArchive
  }
}
