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
      for check in rule.checks {
        switch check {
        case .project(let check): check(manifest, &findings)
        case .moment(let check): check(manifest, context.now, &findings)
        default: break
        }
      }
    }
  }

  private mutating func runCampaignRules() {
    let live = manifest.campaigns.indices.filter {
      manifest.campaigns[$0].value.status != .archived
    }
    run(live.map { CampaignScope(context: context, index: $0) }) {
      if case .campaign(let check) = $0 { check } else { nil }
    }
  }

  private mutating func runAdGroupRules() {
    let live = manifest.adGroups.indices.filter { isLive(adGroup: $0) }
    let scopes = live.map {
      AdGroupScope(
        context: context, index: $0,
        parent: CampaignScope(context: context, index: manifest.adGroups[$0].parent))
    }
    run(scopes) { if case .adGroup(let check) = $0 { check } else { nil } }
  }

  private mutating func runKeywordRules() {
    let live = manifest.keywords.indices.filter { isLive(adGroup: manifest.keywords[$0].parent) }
    run(live.map { KeywordScope(context: context, index: $0) }) {
      if case .keyword(let check) = $0 { check } else { nil }
    }
  }

  private mutating func runAdRules() {
    let live = manifest.ads.indices.filter {
      manifest.ads[$0].value.status != .archived && isLive(adGroup: manifest.ads[$0].parent)
    }
    run(live.map { AdScope(context: context, index: $0) }) {
      if case .ad(let check) = $0 { check } else { nil }
    }
  }

  /// Puts every check of one kind to everything of that kind.
  private mutating func run<Scope>(
    _ scopes: [Scope], _ check: (Rule.Check) -> ((Scope, inout Findings) -> Void)?
  ) {
    for rule in Rule.all {
      findings.begin(rule)
      for check in rule.checks.compactMap(check) {
        for scope in scopes { check(scope, &findings) }
      }
    }
  }

  private func isLive(adGroup index: Int) -> Bool {
    manifest.adGroups[index].value.status != .archived
      && manifest.campaigns[manifest.adGroups[index].parent].value.status != .archived
  }
}

extension Array {
  /// The elements that pass, found without copying the others.
  func matching(_ condition: (Element) -> Bool) -> [Element] {
    indices.filter { condition(self[$0]) }.map { self[$0] }
  }
}
