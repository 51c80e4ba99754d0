import AdsModel
import Diagnostics
import ManifestLoading

/// Walks a project once and asks every rule about what it looks at.
///
/// What is archived is passed over: it is never written again.
struct ProjectJudge {
  let manifest: Manifest
  let now: Instant
  var findings = Findings()

  mutating func run() {
    runProjectRules()
    runCampaignRules()
    runAdGroupRules()
    runKeywordRules()
    runAdRules()
  }

  private mutating func runProjectRules() {
    for rule in Rule.all {
      findings.begin(rule)
      for case .project(let check) in rule.checks { check(manifest, &findings) }
    }
  }

  private mutating func runCampaignRules() {
    let rules = Rule.checks { if case .campaign(let check) = $0 { check } else { nil } }
    for (index, campaign) in manifest.campaigns.enumerated()
    where campaign.value.status != .archived {
      let scope = CampaignScope(manifest: manifest, now: now, index: index, declared: campaign)
      for (rule, check) in rules {
        findings.begin(rule)
        check(scope, &findings)
      }
    }
  }

  private mutating func runAdGroupRules() {
    let rules = Rule.checks { if case .adGroup(let check) = $0 { check } else { nil } }
    for (index, adGroup) in manifest.adGroups.enumerated() where isLive(adGroup: index) {
      let scope = AdGroupScope(
        manifest: manifest, now: now, index: index, declared: adGroup,
        parent: manifest.campaigns[adGroup.parent])
      for (rule, check) in rules {
        findings.begin(rule)
        check(scope, &findings)
      }
    }
  }

  private mutating func runKeywordRules() {
    let rules = Rule.checks { if case .keyword(let check) = $0 { check } else { nil } }
    for keyword in manifest.keywords where isLive(adGroup: keyword.parent) {
      let scope = KeywordScope(manifest: manifest, declared: keyword)
      for (rule, check) in rules {
        findings.begin(rule)
        check(scope, &findings)
      }
    }
  }

  private mutating func runAdRules() {
    let rules = Rule.checks { if case .ad(let check) = $0 { check } else { nil } }
    for ad in manifest.ads where ad.value.status != .archived && isLive(adGroup: ad.parent) {
      let scope = AdScope(manifest: manifest, declared: ad)
      for (rule, check) in rules {
        findings.begin(rule)
        check(scope, &findings)
      }
    }
  }

  private func isLive(adGroup index: Int) -> Bool {
    manifest.adGroups[index].value.status != .archived
      && manifest.campaigns[manifest.adGroups[index].parent].value.status != .archived
  }
}

extension Rule {
  /// The checks of one kind, each with its rule.
  fileprivate static func checks<Body>(_ body: (Check) -> Body?) -> [(Rule, Body)] {
    all.flatMap { rule in rule.checks.compactMap(body).map { (rule, $0) } }
  }
}
