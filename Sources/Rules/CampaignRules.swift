import AdsModel
import Diagnostics
import ManifestModel
import Planning

private let replacing = "name it with --replace to create a new one and archive the old"

extension Rule {
  static let campaignRules = [
    campaignObjectiveImmutable, campaignDuplicateName, campaignLimitBelowBudgets,
  ]

  static let campaignObjectiveImmutable = Rule(
    .campaignObjectiveImmutable, "A campaign keeps its objective.",
    source: "Pinterest Ads API v5: objective_type changes on drafts only",
    rejects: .shop(campaign: ["objective: ↓engagement"], after: .shop()),
    accepts: .shop(
      campaign: ["objective: engagement"], after: .shop(), replace: ["campaign/spring-sale"]),
    check: .plan { draft, findings in
      findings.reportImmutable(.objective, of: .campaign, draft, hint: replacing)
    })

  static let campaignDuplicateName = Rule(
    .campaignDuplicateName, "Campaigns of an account have different names.",
    source: "pinplan: a report by name could not tell them apart",
    rejects: .shop(
      campaign: ["name: Spring sale"],
      campaigns: "  summer-sale:\n    name: ↓Spring sale\n    objective: traffic\n"),
    accepts: .shop(
      campaign: ["name: Spring sale"],
      campaigns: "  summer-sale:\n    name: Summer sale\n    objective: traffic\n"),
    check: .project { manifest, findings in
      let campaigns = manifest.resources.all(of: .campaign)
      findings.reportDuplicates(manifest.campaigns, campaigns, "the account", manifest)
    })

  static let adGroupDuplicateName = Rule(
    .adGroupDuplicateName, "Ad groups of a campaign have different names.",
    source: "pinplan: a report by name could not tell them apart",
    rejects: .shop(
      adGroup: [
        "name: Women"
      ], campaigns: twin("name: ↓Women")),
    accepts: .shop(adGroup: ["name: Women"], campaigns: twin("name: Men")),
    check: .project { manifest, findings in
      for (index, campaign) in manifest.campaigns.enumerated()
      where campaign.value.status != .archived {
        let below = manifest.resources.all(of: .adGroup, below: index)
        findings.reportDuplicates(
          manifest.adGroups, below, campaign.address.description, manifest)
      }
    })

  /// A second ad group for the example shop.
  private static func twin(_ name: String) -> String {
    "      uk-more:\n        \(name)\n        budget: { daily: 5.00 }\n        bid: 0.35\n"
      + "        targeting: { locations: [GB] }\n        ads: { hero: { pin: \"1\" } }\n"
  }
}

extension Findings {
  /// Reports an update of a field that is fixed when a resource is created.
  mutating func reportImmutable(
    _ path: FieldPath, of kind: ResourceKind, _ draft: PlanDraft, hint: String
  ) {
    for (change, subject) in draft.changes(.update) where change.address.kind == kind {
      guard let field = change[path], field.before != nil, let origin = draft.origin(of: subject)
      else { continue }
      let decimals = draft.manifest.account.currency.decimals
      report(
        "\(path) of \(change.address) cannot change from \(field.before?.text ?? field.before.described(decimals: decimals)) to \(field.after?.text ?? field.after.described(decimals: decimals))",
        at: draft.manifest.span(of: origin, at: path), address: change.address, hint: hint)
    }
  }

  fileprivate mutating func reportDuplicates<Value: Resource>(
    _ resources: [Declared<Value>], _ refs: ResourceRefs, _ place: @autoclosure () -> String,
    _ manifest: Manifest
  ) {
    guard refs.count > 1 else { return }
    var first: [String: Origin] = [:]
    for ref in refs where manifest.status(of: ref) != .archived {
      guard resources[ref.index].isReadable(.name), let text = resources[ref.index].value.label
      else { continue }
      let origin = resources[ref.index].origin
      guard let other = first[text] else {
        first[text] = origin
        continue
      }
      report(
        "\(place()) has two \(Value.kind.title)s named \(quoted(text))",
        at: manifest.span(of: origin, at: .name), address: resources[ref.index].address,
        hint: "give one of them another name",
        notes: [
          Diagnostic.Note("the first one", at: manifest.span(of: other, at: .name))
        ])
    }
  }
}
