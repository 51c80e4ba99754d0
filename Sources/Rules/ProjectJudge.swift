import AdsModel
import Diagnostics
import ManifestModel

/// Walks a project once and asks every rule about what it looks at.
///
/// What is archived is passed over: it is never written again.
struct ProjectJudge {
  let context: RuleContext
  var findings = Findings()

  private var manifest: Manifest { _read { yield context.manifest } }

  mutating func run() {
    runProjectRules()
    for kind in ResourceKind.inDepthOrder {
      switch kind {
      case .campaign:
        run(CampaignScope.init) { if case .campaign(let check) = $0 { check } else { nil } }
      case .adGroup:
        run(AdGroupScope.init) { if case .adGroup(let check) = $0 { check } else { nil } }
      case .keyword:
        run(KeywordScope.init) { if case .keyword(let check) = $0 { check } else { nil } }
      case .ad: run(AdScope.init) { if case .ad(let check) = $0 { check } else { nil } }
      case .audience:
        run(AudienceScope.init) { if case .audience(let check) = $0 { check } else { nil } }
      }
    }
  }

  private mutating func runProjectRules() {
    for rule in Rule.all {
      findings.begin(rule)
      for check in rule.checks {
        if case .project(let check) = check { check(manifest, &findings) }
        if case .moment(let check) = check { check(manifest, context.now, &findings) }
      }
    }
  }

  /// Puts every check of one kind to everything of that kind that is not archived.
  private mutating func run<One: Scope>(
    _ scope: (RuleContext, Int) -> One,
    _ check: (Rule.Check) -> ((One, inout Findings) -> Void)?
  ) {
    let places = context.manifest.resources.all(of: One.kind).filter { !context.archived[$0] }
      .map(\.index)
    guard let first = places.first else { return }
    var scope = scope(context, first)
    let checks = Rule.all.flatMap { rule in rule.checks.compactMap(check).map { (rule, $0) } }
    for start in stride(from: 0, to: places.count, by: Self.stretch) {
      let places = places[start..<min(start + Self.stretch, places.count)]
      for (rule, check) in checks {
        findings.begin(rule)
        for place in places {
          scope.index = place
          check(scope, &findings)
        }
      }
    }
  }

  /// How many resources each check looks at in turn, so that they are still at hand for the next check.
  private static let stretch = 64
}

extension Array {
  /// The elements that pass, found without copying the others.
  @inline(__always)
  func matching(_ condition: (borrowing Element) -> Bool) -> [Element] {
    indices.filter { condition(self[$0]) }.map { self[$0] }
  }
}
