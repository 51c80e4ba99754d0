import AdsModel
import PinterestAPI
import Planning

/// Turns what the API gives into what a project would write of it.
struct LiveReading: Sendable {
  let names: TargetingNames.Reversed

  /// A campaign; `stored` is what pinplan keeps of it, where one thing can be written in several
  /// ways.
  func campaign(_ wire: WireCampaign, stored: Fields? = nil) -> LiveResource {
    var fields = Fields()
    var uncarried: [String] = []
    if let name = wire.name { fields.put(.name, .text(name)) }
    if let objective = WireWords.objective(of: wire.objectiveType) {
      fields.put(.objective, .text(objective.rawValue))
    } else {
      uncarried.append(
        "its objective \(wire.objectiveType ?? "none") is not one that pinplan carries")
    }
    let status = WireWords.status(of: wire.status)
    fields.put(.status, .text(status.rawValue))
    if wire.isCampaignBudgetOptimization == true {
      put(cap: wire.dailySpendCap, .dailyBudget, into: &fields)
      put(cap: wire.lifetimeSpendCap, .lifetimeBudget, into: &fields)
      put(start: wire.startTime, end: wire.endTime, into: &fields)
    } else {
      put(cap: wire.dailySpendCap, .dailyLimit, into: &fields)
      put(cap: wire.lifetimeSpendCap, .lifetimeLimit, into: &fields)
    }
    if wire.isFlexibleDailyBudgets == true {
      uncarried.append("its daily budget is an average over a week, which pinplan does not carry")
    }
    if wire.isPerformancePlus == true || wire.isAutomatedCampaign == true {
      uncarried.append("it is a Performance+ or automated campaign, which pinplan does not carry")
    }
    noteDraft(wire.status, &uncarried)
    return LiveResource(
      .campaign, id: wire.id, status: status, fields: fields, updatedTime: wire.updatedTime,
      uncarried: uncarried, kept: wire.keptProperties)
  }

  func adGroup(_ wire: WireAdGroup, stored: Fields? = nil) -> LiveResource {
    var fields = Fields()
    var uncarried: [String] = []
    if let name = wire.name { fields.put(.name, .text(name)) }
    let status = WireWords.status(of: wire.status)
    fields.put(.status, .text(status.rawValue))
    if let placement = WireWords.placement(of: wire.placementGroup) {
      fields.put(.placement, .text(placement.rawValue))
    } else {
      uncarried.append(
        "its placement \(wire.placementGroup ?? "none") is not one that pinplan carries")
    }
    switch wire.budgetType {
    case "CBO_ADGROUP": break
    case "LIFETIME":
      put(start: wire.startTime, end: wire.endTime, into: &fields)
      put(cap: wire.budget, .lifetimeBudget, into: &fields)
    default:
      put(start: wire.startTime, end: wire.endTime, into: &fields)
      put(cap: wire.budget, .dailyBudget, into: &fields)
    }
    if wire.bidStrategyType == "MAX_BID" || wire.bidStrategyType == nil,
      let bid = wire.bid, bid > 0
    {
      fields.put(.bid, .money(Money(micros: bid)))
    } else {
      fields.put(.bid, .text("automatic"))
      if wire.bidStrategyType == "TARGET_AVG" {
        uncarried.append("it bids by a target average, which pinplan does not carry")
      }
    }
    put(wire.targetingSpec, stored, into: &fields, &uncarried)
    noteDraft(wire.status, &uncarried)
    return LiveResource(
      .adGroup, id: wire.id, parentID: wire.campaignID, status: status, fields: fields,
      updatedTime: wire.updatedTime, uncarried: uncarried, kept: wire.keptProperties)
  }

  func ad(_ wire: WireAd, stored: Fields? = nil) -> LiveResource {
    var fields = Fields()
    var remarks: [String] = []
    var uncarried: [String] = []
    if let pin = wire.pinID { fields.put(.pin, .text(pin)) }
    if let name = wire.name, !name.isEmpty { fields.put(.name, .text(name)) }
    let status = WireWords.status(of: wire.status)
    fields.put(.status, .text(status.rawValue))
    for field in Destination.fields(of: wire.destinationURL, asIn: stored).all {
      fields.put(field.path, field.value)
    }
    if wire.reviewStatus == "REJECTED" {
      let reasons = (wire.rejectedReasons ?? []).joined(separator: ", ")
      remarks.append("Pinterest rejected it" + (reasons.isEmpty ? "" : ": \(reasons)"))
    }
    noteDraft(wire.status, &uncarried)
    return LiveResource(
      .ad, id: wire.id, parentID: wire.adGroupID, status: status, fields: fields,
      updatedTime: wire.updatedTime, remarks: remarks, uncarried: uncarried,
      kept: wire.keptProperties)
  }

  func keyword(_ wire: WireKeyword) -> LiveResource? {
    guard let text = wire.value, let match = WireWords.match(of: wire.matchType)
    else { return nil }
    var fields = Fields()
    fields.put(.text, .text(Keyword.normalized(text)))
    fields.put(.match, .text(match.rawValue))
    return LiveResource(
      .keyword, id: wire.id, parentID: wire.parentID,
      status: wire.archived == true ? .archived : .active,
      fields: fields, kept: wire.keptProperties)
  }
}

extension LiveReading {
  /// Null and zero both mean that there is no cap.
  private func put(cap micros: Int64?, _ path: FieldPath, into fields: inout Fields) {
    if let micros, micros > 0 { fields.put(path, .money(Money(micros: micros))) }
  }

  /// The first second after 9999-12-31.
  private static let endOfTime: Int64 = 253_402_300_800

  /// A start is always kept; an end only where there is one.
  private func put(start: Int64?, end: Int64?, into fields: inout Fields) {
    if let start, start > 0, start < Self.endOfTime {
      fields.put(.start, .start(at: Instant(secondsSince1970: start)))
    }
    // An end that no calendar has is none.
    if let end, end > 0, end < Self.endOfTime {
      fields.put(.end, .end(at: Instant(secondsSince1970: end)))
    }
  }

  private func put(
    _ spec: WireTargetingSpec?, _ stored: Fields?, into fields: inout Fields,
    _ uncarried: inout [String]
  ) {
    func list(_ key: String) -> [String] { spec?[key] ?? [] }
    func put(_ path: FieldPath, _ items: [String]) {
      if !items.isEmpty { fields.put(path, .list(items)) }
    }
    put(.locations, list("LOCATION") + list("GEO"))
    put(.languages, list("LOCALE"))
    put(.genders, list("GENDER").map(WireWords.gender(of:)))
    put(.ages, list("AGE_BUCKET"))
    put(.devices, list("APPTYPE"))
    let written = Set(stored?[.interests]?.list ?? [])
    put(.interests, list("INTEREST").map { names.interest($0, asIn: written) })
    put(.includedAudiences, list("AUDIENCE_INCLUDE").map(names.audience))
    put(.excludedAudiences, list("AUDIENCE_EXCLUDE").map(names.audience))
    for key in WireTargeting.keys.sorted() where spec?.isOpaque(key) == true {
      uncarried.append("its targeting has a \(key) that pinplan cannot read")
    }
  }

  private func noteDraft(_ status: String?, _ uncarried: inout [String]) {
    if status == "DRAFT" { uncarried.append("it is a draft, which pinplan does not carry") }
  }
}
