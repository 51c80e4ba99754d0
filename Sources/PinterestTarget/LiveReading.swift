import AdsModel
import Diagnostics
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
    if let objective = wire.objectiveType {
      fields.put(.objective, .text(WireWords.objective(of: objective)))
    }
    let status = WireWords.status(of: wire.status)
    fields.put(.status, .text(status))
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
    uncarried += fields.foreignRemarks
    return LiveResource(
      .campaign, id: wire.id, status: Status(accountWord: status), fields: fields,
      updatedTime: wire.updatedTime,
      uncarried: uncarried, kept: wire.keptProperties)
  }

  /// An ad group; `objective` is its campaign's, which says what it should be billed by.
  func adGroup(
    _ wire: WireAdGroup, stored: Fields? = nil, under objective: String? = nil
  ) -> LiveResource {
    var fields = Fields()
    if let name = wire.name { fields.put(.name, .text(name)) }
    let status = WireWords.status(of: wire.status)
    fields.put(.status, .text(status))
    fields.put(.placement, .text(WireWords.placement(of: wire.placementGroup)))
    put(budgetOf: wire, into: &fields)
    fields.put(.bid, bid(of: wire))
    put(wire.targetingSpec, stored, into: &fields)
    return LiveResource(
      .adGroup, id: wire.id, parentID: wire.campaignID, status: Status(accountWord: status),
      fields: fields, updatedTime: wire.updatedTime, uncarried: fields.foreignRemarks,
      kept: wire.keptProperties(under: objective))
  }

  func ad(_ wire: WireAd, stored: Fields? = nil) -> LiveResource {
    var fields = Fields()
    var remarks: [String] = []
    if let pin = wire.pinID { fields.put(.pin, .text(pin)) }
    if let name = wire.name, !name.isEmpty { fields.put(.name, .text(name)) }
    let status = WireWords.status(of: wire.status)
    fields.put(.status, .text(status))
    for field in Destination.fields(of: wire.destinationURL, asIn: stored).all {
      fields.put(field.path, field.value)
    }
    if wire.reviewStatus == "REJECTED" {
      let reasons = (wire.rejectedReasons ?? []).joined(separator: ", ")
      remarks.append("Pinterest rejected it" + (reasons.isEmpty ? "" : ": \(reasons)"))
    }
    return LiveResource(
      .ad, id: wire.id, parentID: wire.adGroupID, status: Status(accountWord: status),
      fields: fields, updatedTime: wire.updatedTime, remarks: remarks,
      uncarried: fields.foreignRemarks, kept: wire.keptProperties)
  }

  func keyword(_ wire: WireKeyword) -> LiveResource {
    var fields = Fields()
    if let text = wire.value { fields.put(.text, .text(Keyword.normalized(text))) }
    if let match = wire.matchType { fields.put(.match, .text(WireWords.match(of: match))) }
    return LiveResource(
      .keyword, id: wire.id, parentID: wire.parentID,
      status: wire.archived == true ? .archived : .active,
      fields: fields, uncarried: fields.foreignRemarks, kept: wire.keptProperties)
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

  /// The budget with its days; of a type that no project has, the type stands where a daily one
  /// would.
  private func put(budgetOf wire: WireAdGroup, into fields: inout Fields) {
    if wire.budgetType == "CBO_ADGROUP" { return }
    put(start: wire.startTime, end: wire.endTime, into: &fields)
    switch wire.budgetType {
    case "LIFETIME": put(cap: wire.budget, .lifetimeBudget, into: &fields)
    case "DAILY", nil: put(cap: wire.budget, .dailyBudget, into: &fields)
    case let type?: fields.put(.dailyBudget, .text(type))
    }
  }

  /// The amount, or `automatic`; any other strategy is the account's own word.
  private func bid(of wire: WireAdGroup) -> FieldValue {
    let amount = wire.bid.flatMap { $0 > 0 ? FieldValue.money(Money(micros: $0)) : nil }
    return switch wire.bidStrategyType {
    case nil: amount ?? .text("automatic")
    case "AUTOMATIC_BID": .text("automatic")
    case "MAX_BID": amount ?? .text("MAX_BID")
    case let strategy?: .text(strategy)
    }
  }

  private func put(_ spec: WireTargetingSpec?, _ stored: Fields?, into fields: inout Fields) {
    func put(
      _ path: FieldPath, _ keys: [String], _ word: (String) -> String = { $0 }
    ) {
      // What is no list of words is shown as it is, and is equal to none.
      let opaque = keys.compactMap { key in spec?.opaque(key).map { "\(key) \($0)" } }
      // One place may stand under both of its keys.
      var seen: Set<String> = []
      let items = keys.flatMap { spec?[$0] ?? [] }.filter { seen.insert($0).inserted }
      if !opaque.isEmpty {
        fields.put(path, .text((opaque + items).joined(separator: " ")))
      } else if !items.isEmpty {
        fields.put(path, .list(items.map(word)))
      }
    }
    put(.locations, ["LOCATION", "GEO"])
    put(.languages, ["LOCALE"])
    put(.genders, ["GENDER"], WireWords.gender(of:))
    put(.ages, ["AGE_BUCKET"])
    put(.devices, ["APPTYPE"])
    let written = Set(stored?[.interests]?.list ?? [])
    put(.interests, ["INTEREST"]) { names.interest($0, asIn: written) }
    put(.includedAudiences, ["AUDIENCE_INCLUDE"], names.audience)
    put(.excludedAudiences, ["AUDIENCE_EXCLUDE"], names.audience)
  }
}

extension Fields {
  /// What of it no project can say, each as a clause.
  fileprivate var foreignRemarks: [String] {
    all.compactMap { field in
      let words = field.value.foreignWords(at: field.path)
      guard !words.isEmpty else { return nil }
      return "its \(field.path) is \(clipped(words.joined(separator: ", "))), "
        + "which pinplan does not carry"
    }
  }
}
