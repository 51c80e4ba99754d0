import AdsModel
import Diagnostics
import ManifestLoading

/// Walks a project once and asks every rule about what it looks at.
///
/// What is archived is passed over: it is never written again.
struct ProjectJudge {
  let context: RuleContext
  var findings = Findings()

  private var manifest: Manifest { context.manifest }

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
    for index in manifest.campaigns.indices
    where manifest.campaigns[index].value.status != .archived {
      let scope = CampaignScope(context: context, index: index)
      for (rule, check) in rules {
        findings.begin(rule)
        check(scope, &findings)
      }
    }
  }

  private mutating func runAdGroupRules() {
    let rules = Rule.checks { if case .adGroup(let check) = $0 { check } else { nil } }
    for index in manifest.adGroups.indices where isLive(adGroup: index) {
      let scope = AdGroupScope(
        context: context, index: index, parentIndex: manifest.adGroups[index].parent)
      for (rule, check) in rules {
        findings.begin(rule)
        check(scope, &findings)
      }
    }
  }

  private mutating func runKeywordRules() {
    let rules = Rule.checks { if case .keyword(let check) = $0 { check } else { nil } }
    for index in manifest.keywords.indices
    where isLive(adGroup: manifest.keywords[index].parent) {
      let scope = KeywordScope(context: context, index: index)
      for (rule, check) in rules {
        findings.begin(rule)
        check(scope, &findings)
      }
    }
  }

  private mutating func runAdRules() {
    let rules = Rule.checks { if case .ad(let check) = $0 { check } else { nil } }
    for index in manifest.ads.indices
    where manifest.ads[index].value.status != .archived
      && isLive(adGroup: manifest.ads[index].parent)
    {
      let scope = AdScope(context: context, index: index)
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

extension Array {
  /// The elements that pass, found without copying the others.
  func matching(_ condition: (Element) -> Bool) -> [Element] {
    indices.filter { condition(self[$0]) }.map { self[$0] }
  }
}
