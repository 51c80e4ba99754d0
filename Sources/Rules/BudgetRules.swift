import AdsModel
import Diagnostics
import ManifestModel

private let budgetHelp = "Pinterest help, Set campaign and ad group budgets"
private let budget = FieldPath.budget
private let spendLimit = FieldPath.spendLimit

extension Rule {
  static let budgetRules = [
    budgetNotPositive, budgetMissing, budgetTwoOwners, budgetTwoTypes, budgetLifetimeNeedsEnd,
    moneyNotAnAmount, moneyTooPrecise,
  ]

  static let budgetNotPositive = Rule(
    .budgetNotPositive, "A budget or spend limit is more than zero.", source: budgetHelp,
    rejects: .shop(adGroup: ["budget: { daily: ↓0.00 }"]),
    accepts: .shop(adGroup: ["budget: { daily: 5.00 }"]),
    check: .project { manifest, findings in
      for campaign in manifest.campaigns where campaign.value.status != .archived {
        let value = campaign.value
        let amounts: [(FieldPath, Money?)] = [
          (.dailyLimit, value.spendLimit.daily), (.lifetimeLimit, value.spendLimit.lifetime),
          (.dailyBudget, value.budget?.daily), (.lifetimeBudget, value.budget?.lifetime),
        ]
        for case (let path, .zero?) in amounts where campaign.isReadable(path) {
          findings.reportZero(path, campaign, manifest)
        }
      }
      for index in manifest.adGroups.indices
      where manifest.adGroups[index].value.budget?.amount == .zero {
        let adGroup = manifest.adGroups[index]
        let path: FieldPath = adGroup.value.budget?.daily == nil ? .lifetimeBudget : .dailyBudget
        if adGroup.isReadable(path) { findings.reportZero(path, adGroup, manifest) }
      }
    })

  static let budgetMissing = Rule(
    .budgetMissing, "The ad group or its campaign has a budget.", source: budgetHelp,
    rejects: Example([
      "pinplan.yaml": "version: 1\naccount: { name: northwind-uk, country: GB }\n",
      "campaigns/spring.yaml": """
      campaigns:
        spring-sale:
          objective: traffic
          ad_groups:
            ↓uk-women:
              bid: 0.35
              targeting: { locations: [GB] }
              ads: { hero: { pin: "813744226420795884" } }

      """,
    ]), accepts: .shop(),
    check: .project { manifest, findings in
      for campaign in manifest.campaigns
      where campaign.value.status != .archived && campaign.value.budget == nil
        && campaign.isReadable(budget)
      {
        if campaign.value.schedule != Schedule() {
          findings.report(
            "\(campaign.address) has a schedule but no budget to spend by it",
            at: manifest.span(of: campaign.origin, at: FieldPath.schedule),
            address: campaign.address,
            hint: "give the campaign the budget, or the schedule to its ad groups")
        }
      }
      let poor = manifest.adGroups.matching {
        $0.value.budget == nil && $0.value.status != .archived && $0.isReadable(budget)
      }
      for adGroup in poor {
        let campaign = manifest.campaigns[adGroup.parent]
        guard campaign.value.budget == nil, campaign.value.status != .archived,
          campaign.isReadable(budget)
        else { continue }
        findings.report(
          "neither \(adGroup.address) nor its campaign has a budget",
          at: manifest.span(of: adGroup.origin), address: adGroup.address,
          hint: "write `budget: { daily: … }` here, or on the campaign for all its ad groups")
      }
    })

  static let budgetTwoOwners = Rule(
    .budgetTwoOwners, "Either a campaign owns the budget or each of its ad groups its own.",
    source: budgetHelp,
    rejects: .shop(campaign: ["budget: { daily: 100.00 }"], adGroup: ["budget: ↓{ daily: 25.00 }"]),
    accepts: .shop(campaign: ["budget: { daily: 100.00 }"], without: ["budget"]),
    check: .adGroup { scope, findings in
      guard scope.adGroup.budget != nil, scope.campaign.budget != nil else { return }
      findings.report(
        "\(scope.address) and its campaign both have a budget", at: scope.span(budget),
        address: scope.address,
        hint: "keep the campaign's, which all its ad groups share, or this one",
        notes: [
          Diagnostic.Note(
            "the campaign's budget",
            at: scope.parent.span(budget))
        ])
    })

  static let budgetTwoTypes = Rule(
    .budgetTwoTypes, "A budget is daily or lifetime, not both.", source: budgetHelp,
    rejects: .shop(
      adGroup: [
        "budget: ↓{ daily: 25.00, lifetime: 700.00 }",
        "schedule: { start: 2027-03-01, end: 2027-03-31 }",
      ]),
    accepts: .shop(
      adGroup: [
        "budget: { lifetime: 700.00 }", "schedule: { start: 2027-03-01, end: 2027-03-31 }",
      ]), check: .reading)

  static let budgetLifetimeNeedsEnd = Rule(
    .budgetLifetimeNeedsEnd, "A lifetime budget has an end date; an always-on one is daily.",
    source: budgetHelp, rejects: .shop(adGroup: ["budget: { lifetime: ↓700.00 }"]),
    accepts: .shop(
      adGroup: ["budget: { lifetime: 700.00 }", "schedule: { end: 2027-03-31 }"]),
    check: .project { manifest, findings in
      for campaign in manifest.campaigns where campaign.value.status != .archived {
        guard campaign.value.budget?.lifetime != nil, campaign.value.schedule.end == nil,
          campaign.isReadable(.end)
        else { continue }
        findings.reportEndless(campaign, manifest)
      }
      let endless = manifest.adGroups.matching {
        $0.value.budget?.lifetime != nil && $0.value.schedule.end == nil
          && $0.value.status != .archived && $0.isReadable(.end)
      }
      for adGroup in endless { findings.reportEndless(adGroup, manifest) }
    })

  static let moneyNotAnAmount = Rule(
    .moneyNotAnAmount, "An amount is digits with at most one point and digits after it.",
    source: "pinplan: no two readers of a file may disagree about an amount",
    rejects: .shop(adGroup: ["bid: ↓1e3"]), accepts: .shop(adGroup: ["bid: 0.35"]), check: .reading)

  static let moneyTooPrecise = Rule(
    .moneyTooPrecise, "An amount has no more decimals than the account's currency.",
    source: "ISO 4217", rejects: .shop(adGroup: ["bid: ↓0.355"]),
    accepts: .shop(adGroup: ["bid: 0.35"]), check: .reading)

  static let campaignLimitBelowBudgets = Rule(
    .campaignLimitBelowBudgets, .warning,
    "A campaign's daily limit is no less than the daily budgets of its active ad groups.",
    source: "Pinterest help, Set campaign spend limits",
    rejects: .shop(campaign: ["spend_limit: { daily: ↓20.00 }"]),
    accepts: .shop(campaign: ["spend_limit: { daily: 25.00 }"]),
    check: .campaign { scope, findings in
      guard let limit = scope.campaign.spendLimit.daily, limit > .zero,
        scope.isReadable(spendLimit)
      else { return }
      let groups = scope.manifest.adGroups[
        scope.manifest.resources.all(of: .adGroup, below: scope.index).indices]
      let active = groups.filter {
        $0.value.status == .active && !$0.value.schedule.hasEnded(by: scope.now)
          && $0.isReadable(budget)
      }
      let sum = active.reduce(scope.campaign.budget?.daily ?? .zero) {
        $0 + ($1.value.budget?.daily ?? .zero)
      }
      guard limit < sum else { return }
      findings.report(
        "the daily limit of \(limit.text(scope.manifest)) is under the \(sum.text(scope.manifest)) of daily budgets that are active below it",
        at: scope.span(.dailyLimit), address: scope.address,
        hint: "raise the limit to \(sum.amount(scope.manifest)), or lower the budgets")
    })
}

extension Findings {
  fileprivate mutating func reportZero<Value: Resource>(
    _ path: FieldPath, _ declared: Declared<Value>, _ manifest: Manifest
  ) {
    report(
      "\(path) of \(declared.address) is zero", at: manifest.span(of: declared.origin, at: path),
      address: declared.address, hint: "write an amount over zero, or set `status: paused`")
  }

  fileprivate mutating func reportEndless<Value: Resource>(
    _ declared: Declared<Value>, _ manifest: Manifest
  ) {
    report(
      "\(declared.address) has a lifetime budget and no end date",
      at: manifest.span(of: declared.origin, at: .lifetimeBudget), address: declared.address,
      hint: "write `schedule: { end: YYYY-MM-DD }`, or `budget: { daily: … }` for an always-on one")
  }
}
