import AdsModel
import Diagnostics
import ManifestModel
import Planning

extension Rule {
  static let adGroupRules = [
    adGroupDuplicateName, adGroupBudgetTypeImmutable, adGroupTargetingMissing, adGroupNoAds,
    targetingAudienceInBoth, targetingSeedExcluded, targetingUnknownLocation,
    targetingUnknownLanguage,
  ]

  static let adGroupBudgetTypeImmutable = Rule(
    .adGroupBudgetTypeImmutable, "A budget stays daily or lifetime once it is created.",
    source: "Pinterest Ads API v5: budget_type changes on drafts only",
    rejects: .shop(
      adGroup: ["budget: { lifetime: ↓700.00 }", "schedule: { end: 2027-03-31 }"], after: .shop()),
    accepts: .shop(
      adGroup: ["budget: { lifetime: 700.00 }", "schedule: { end: 2027-03-31 }"], after: .shop(),
      replace: ["ad_group/spring-sale/uk-women"]),
    check: .plan { draft, findings in
      for (change, subject) in draft.changes(.update) {
        guard let daily = change[.dailyBudget], let lifetime = change[.lifetimeBudget],
          let origin = draft.origin(of: subject)
        else { continue }
        let isDaily = daily.before != nil
        let (old, new) = isDaily ? ("daily", "lifetime") : ("lifetime", "daily")
        let amount = (daily.before ?? lifetime.before)?.money ?? .zero
        findings.report(
          "the \(old) budget of \(change.address) cannot become a \(new) one",
          at: draft.manifest.span(of: origin, at: isDaily ? .lifetimeBudget : .dailyBudget),
          address: change.address,
          hint: "keep `budget: { \(old): \(amount.amount(draft.manifest)) }`, or name it with "
            + "--replace \(change.address) to create a new one and archive the old")
      }
    })

  static let adGroupTargetingMissing = Rule(
    .adGroupTargetingMissing, "An ad group has a targeting criterion or a keyword.",
    source: "Pinterest help, Audience targeting",
    rejects: Example([
      "pinplan.yaml": "version: 1\naccount: { name: northwind-uk, country: GB }\n",
      "campaigns/spring.yaml": """
      campaigns:
        spring-sale:
          objective: traffic
          ad_groups:
            ↓uk-women:
              budget: { daily: 25.00 }
              bid: 0.35
              ads: { hero: { pin: "813744226420795884" } }

      """,
    ]),
    accepts: .shop(adGroup: ["keywords: [velvet sofa]"], without: ["targeting"]),
    check: .adGroup { scope, findings in
      guard scope.adGroup.targeting.isEmpty, scope.isReadable(FieldPath.targeting),
        scope.manifest.resources.all(of: .keyword, below: scope.index).isEmpty,
        FieldPath("keywords").isLeftOut(of: scope)
      else { return }
      findings.report(
        "\(scope.address) would be shown to everybody: it has neither targeting nor keywords",
        at: scope.span, address: scope.address,
        hint: "write `targeting: { locations: [GB] }`, or a list of keywords")
    })

  static let adGroupNoAds = Rule(
    .adGroupNoAds, .warning, "An ad group has an ad to show.", source: "pinplan",
    rejects: Example([
      "pinplan.yaml": "version: 1\naccount: { name: northwind-uk, country: GB }\n",
      "campaigns/spring.yaml": """
      campaigns:
        spring-sale:
          objective: traffic
          ad_groups:
            ↓uk-women:
              budget: { daily: 25.00 }
              bid: 0.35
              targeting: { locations: [GB] }

      """,
    ]), accepts: .shop(),
    check: .adGroup { scope, findings in
      let ads = scope.manifest.resources.all(of: .ad, below: scope.index)
      guard !ads.contains(where: { scope.manifest.ads[$0.index].value.status != .archived }),
        FieldPath("ads").isLeftOut(of: scope) || !ads.isEmpty
      else { return }
      findings.report(
        "\(scope.address) has no ads, so it shows nothing",
        at: scope.span, address: scope.address,
        hint: "write `ads: { hero: { pin: \"…\" } }`")
    })

  static let targetingAudienceInBoth = Rule(
    .targetingAudienceInBoth, "An audience is included or excluded, not both.",
    source: "Pinterest Ads API v5, TargetingSpec",
    rejects: .shop(
      root: ["audiences: { buyers: { type: external, id: \"2542620905475\" } }"],
      adGroup: ["targeting: { audiences: { include: [buyers], exclude: [↓buyers] } }"]),
    accepts: .shop(
      root: ["audiences: { buyers: { type: external, id: \"2542620905475\" } }"],
      adGroup: ["targeting: { locations: [GB], audiences: { exclude: [buyers] } }"]),
    check: .adGroup { scope, findings in
      let targeting = scope.adGroup.targeting
      guard !targeting.excludedAudiences.isEmpty else { return }
      for key in targeting.includedAudiences where targeting.excludedAudiences.contains(key) {
        findings.report(
          "audience \(quoted(key)) is both included and excluded",
          at: scope.manifest.span(of: scope.origin, at: .excludedAudiences, member: key),
          address: scope.address, hint: "take it out of one of the lists")
      }
    })
}

extension FieldPath {
  /// Whether nothing was written at the path, not even something that could not be read.
  fileprivate func isLeftOut(of scope: AdGroupScope) -> Bool {
    scope.isReadable(self) && scope.manifest.isLeftOut(self, of: scope.origin)
  }
}
