import AdsModel
import PinterestAPI

/// Turns a resource's fields into what is sent to create it.
///
/// Everything that a project declares is sent, statuses and `auto_targeting_enabled` above all:
/// what the API fills in by itself is live and expanded. What an update sends is `WireUpdates`.
struct WireBodies: Sendable {
  /// Why a resource cannot be sent; the rules stop it before, so this is a last guard.
  struct Uncarried: Error, Hashable {
    let reason: String
  }

  let names: TargetingNames

  /// A campaign; `start` is the day that was worked out where the project leaves it open.
  func campaign(_ fields: Fields, start: Day?) throws(Uncarried) -> CampaignBody {
    guard let campaign = Campaign(fields: fields) else { throw .init(reason: "it is incomplete") }
    guard let objective = WireWords.objective(campaign.objective) else {
      throw .init(reason: "objective \(campaign.objective.rawValue) is not part of the Ads API")
    }
    var body = CampaignBody()
    body.name = campaign.name
    body.status = WireWords.status(campaign.status)
    body.objectiveType = objective
    body.isCampaignBudgetOptimization = campaign.budget != nil
    body.isFlexibleDailyBudgets = false
    if let budget = campaign.budget {
      switch budget {
      case .daily(let amount): body.dailySpendCap = .set(amount.micros)
      case .lifetime(let amount): body.lifetimeSpendCap = .set(amount.micros)
      }
      body.startTime = (campaign.schedule.start ?? start).map(WireTime.start(of:))
      if let end = campaign.schedule.end { body.endTime = .set(WireTime.end(of: end)) }
    }
    return body
  }

  /// An ad group below a campaign, which says what is billed and who owns the budget.
  func adGroup(
    _ fields: Fields, start: Day?, parent: String?, campaign: Campaign
  ) throws(Uncarried) -> AdGroupBody {
    guard let adGroup = AdGroup(fields: fields) else { throw .init(reason: "it is incomplete") }
    guard let billableEvent = WireWords.billableEvent(under: campaign.objective) else {
      throw .init(reason: "objective \(campaign.objective.rawValue) is not part of the Ads API")
    }
    var body = AdGroupBody()
    body.name = adGroup.name
    body.status = WireWords.status(adGroup.status)
    body.autoTargetingEnabled = false
    body.placementGroup = WireWords.placement(adGroup.placement)
    body.campaignID = parent
    body.billableEvent = billableEvent
    body.pacingDeliveryType = "STANDARD"
    switch adGroup.budget {
    case nil: body.budgetType = "CBO_ADGROUP"
    case .daily(let amount):
      body.budgetType = "DAILY"
      body.budget = .set(amount.micros)
    case .lifetime(let amount):
      body.budgetType = "LIFETIME"
      body.budget = .set(amount.micros)
    }
    if adGroup.budget != nil {
      body.startTime = (adGroup.schedule.start ?? start).map(WireTime.start(of:))
      if let end = adGroup.schedule.end { body.endTime = .set(WireTime.end(of: end)) }
    }
    if let amount = adGroup.bid.amount {
      body.bidStrategyType = "MAX_BID"
      body.bid = .set(amount.micros)
    } else {
      body.bidStrategyType = "AUTOMATIC_BID"
    }
    body.targetingSpec = try WireTargeting(names: names).spec(of: fields)
    return body
  }

  func ad(_ fields: Fields, parent: String?, creativeType: String?) throws(Uncarried) -> AdBody {
    guard let pin = fields[.pin]?.text else { throw .init(reason: "it has no Pin") }
    var body = AdBody()
    body.status = fields[.status]?.text?.uppercased()
    body.adGroupID = parent
    body.pinID = pin
    body.creativeType = creativeType
    if let name = fields[.name]?.text { body.name = .set(name) }
    if let url = Destination.url(of: fields) { body.destinationURL = .set(url) }
    return body
  }

  func keyword(_ fields: Fields) throws(Uncarried) -> KeywordBody {
    guard let text = fields[.text]?.text,
      let match = fields[.match]?.text.flatMap(MatchType.init(rawValue:))
    else { throw .init(reason: "it is incomplete") }
    return KeywordBody(matchType: WireWords.match(match), value: text)
  }
}
