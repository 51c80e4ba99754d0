import AdsModel
import PinterestAPI

/// Turns a resource's fields into what is sent to make the account hold just that.
///
/// Everything that a project declares is sent, statuses and `auto_targeting_enabled` above all:
/// what the API fills in by itself is live and expanded.
struct WireBodies: Sendable {
  /// Why a resource cannot be sent; the rules stop it before, so this is a last guard.
  struct Uncarried: Error, Hashable {
    let reason: String
  }

  let names: TargetingNames

  /// A campaign; `start` is the day that was worked out where the project leaves it open.
  func campaign(_ fields: Fields, start: Day?, id: String?) throws(Uncarried) -> CampaignBody {
    guard let campaign = Campaign(fields: fields) else { throw .init(reason: "it is incomplete") }
    guard let objective = WireWords.objective(campaign.objective) else {
      throw .init(reason: "objective \(campaign.objective.rawValue) is not part of the Ads API")
    }
    var body = CampaignBody()
    body.id = id
    body.name = campaign.name
    body.status = WireWords.status(campaign.status)
    // Fixed once a campaign is not a draft, so never part of an update.
    if id == nil {
      body.objectiveType = objective
      body.isCampaignBudgetOptimization = campaign.budget != nil
      body.isFlexibleDailyBudgets = false
    }
    if campaign.budget != nil {
      body.dailySpendCap = Self.cap(campaign.budget?.daily, isNew: id == nil)
      body.lifetimeSpendCap = Self.cap(campaign.budget?.lifetime, isNew: id == nil)
      body.startTime = (campaign.schedule.start ?? start).map(WireTime.start(of:))
      body.endTime = Self.end(campaign.schedule.end, isNew: id == nil)
    }
    return body
  }

  /// An ad group below a campaign, which says what is billed and who owns the budget.
  ///
  /// `live` is the account's own targeting, for what it has beyond what a project can say.
  func adGroup(
    _ fields: Fields, start: Day?, id: String?, parent: String?, campaign: Campaign,
    keeping live: WireTargetingSpec? = nil
  ) throws(Uncarried) -> AdGroupBody {
    guard let adGroup = AdGroup(fields: fields) else { throw .init(reason: "it is incomplete") }
    guard let billableEvent = WireWords.billableEvent(under: campaign.objective) else {
      throw .init(reason: "objective \(campaign.objective.rawValue) is not part of the Ads API")
    }
    let isNew = id == nil
    var body = AdGroupBody()
    body.id = id
    body.name = adGroup.name
    body.status = WireWords.status(adGroup.status)
    body.autoTargetingEnabled = false
    body.placementGroup = WireWords.placement(adGroup.placement)
    if isNew {
      body.campaignID = parent
      body.billableEvent = billableEvent
      body.pacingDeliveryType = "STANDARD"
    }
    switch adGroup.budget {
    case nil: if isNew { body.budgetType = "CBO_ADGROUP" }
    case .daily(let amount):
      if isNew { body.budgetType = "DAILY" }
      body.budget = .set(amount.micros)
    case .lifetime(let amount):
      if isNew { body.budgetType = "LIFETIME" }
      body.budget = .set(amount.micros)
    }
    if adGroup.budget != nil {
      body.startTime = (adGroup.schedule.start ?? start).map(WireTime.start(of:))
      body.endTime = Self.end(adGroup.schedule.end, isNew: isNew)
    }
    if let amount = adGroup.bid.amount {
      body.bidStrategyType = "MAX_BID"
      body.bid = .set(amount.micros)
    } else {
      body.bidStrategyType = "AUTOMATIC_BID"
      body.bid = isNew ? .keep : .clear
    }
    body.targetingSpec = try targeting(adGroup.targeting, keeping: live)
    return body
  }

  func ad(
    _ fields: Fields, id: String?, parent: String?, creativeType: String?
  ) throws(Uncarried) -> AdBody {
    guard let pin = fields[.pin]?.text else { throw .init(reason: "it has no Pin") }
    let isNew = id == nil
    var body = AdBody()
    body.id = id
    body.status = fields[.status]?.text?.uppercased()
    if isNew {
      body.adGroupID = parent
      body.pinID = pin
      body.creativeType = creativeType
    }
    body.name = Self.text(fields[.name]?.text, isNew: isNew)
    let url = fields[.destinationURL]?.text.map {
      Destination.url($0, params: fields[.trackingParams]?.list ?? [])
    }
    body.destinationURL = Self.text(url, isNew: isNew)
    return body
  }

  func keyword(_ fields: Fields) throws(Uncarried) -> KeywordBody {
    guard let text = fields[.text]?.text,
      let match = fields[.match]?.text.flatMap(MatchType.init(rawValue:))
    else { throw .init(reason: "it is incomplete") }
    return KeywordBody(matchType: WireWords.match(match), value: text)
  }

  private func targeting(
    _ targeting: Targeting, keeping live: WireTargetingSpec?
  ) throws(Uncarried) -> WireTargetingSpec {
    var spec = WireTargetingSpec(others: live?.others ?? [:])
    for location in targeting.locations {
      // Regions and postal codes have a dash: `US-CA`, `US-94107`.
      spec[location.contains("-") ? "GEO" : "LOCATION"].append(location)
    }
    spec["LOCALE"] = targeting.languages
    spec["GENDER"] = targeting.genders.map(WireWords.gender)
    spec["AGE_BUCKET"] = targeting.ages.map(\.rawValue)
    spec["APPTYPE"] = targeting.devices.map(\.rawValue)
    var interests: [String] = []
    for word in targeting.interests {
      guard let id = names.interestID(word) else {
        throw .init(reason: "Pinterest has no interest \(word)")
      }
      interests.append(id)
    }
    spec["INTEREST"] = interests
    for (key, audiences) in [
      ("AUDIENCE_INCLUDE", targeting.includedAudiences),
      ("AUDIENCE_EXCLUDE", targeting.excludedAudiences),
    ] {
      for audience in audiences {
        guard let id = names.audienceID(audience) else {
          throw .init(reason: "audience/\(audience) is not in the ad account")
        }
        spec[key].append(id)
      }
    }
    return spec
  }
}

extension WireBodies {
  private static func cap(_ amount: Money?, isNew: Bool) -> Clearable<Int64> {
    amount.map { .set($0.micros) } ?? (isNew ? .keep : .clear)
  }

  private static func end(_ day: Day?, isNew: Bool) -> Clearable<Int64> {
    day.map { .set(WireTime.end(of: $0)) } ?? (isNew ? .keep : .clear)
  }

  private static func text(_ text: String?, isNew: Bool) -> Clearable<String> {
    text.map { .set($0) } ?? (isNew ? .keep : .clear)
  }
}
