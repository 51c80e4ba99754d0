import AdsModel
import Diagnostics
import ManifestLoading
import Planning

/// One thing that pinplan insists on or warns of, with the examples that show and test it.
public struct Rule: Sendable {
  public let code: DiagnosticCode
  public let severity: Severity
  /// What is insisted on, in one sentence.
  public let summary: String
  /// Where it comes from: Pinterest's documentation, or pinplan's own reasons.
  public let source: String
  /// A project that breaks it; `↓` stands where the complaint must land.
  public let rejects: Example
  /// The nearest project that keeps it.
  public let accepts: Example
  let checks: [Check]

  /// What a rule looks at.
  enum Check: Sendable {
    /// Found while the files are read.
    case reading
    /// Found while `moved` entries are held against what is stored.
    case resolving
    case campaign(@Sendable (CampaignScope, inout Findings) -> Void)
    case adGroup(@Sendable (AdGroupScope, inout Findings) -> Void)
    case keyword(@Sendable (KeywordScope, inout Findings) -> Void)
    case ad(@Sendable (AdScope, inout Findings) -> Void)
    /// The whole project at once.
    case project(@Sendable (Manifest, inout Findings) -> Void)
    /// What is declared beside what is stored.
    case plan(@Sendable (PlanDraft, inout Findings) -> Void)
  }

  init(
    _ code: DiagnosticCode, _ severity: Severity, _ summary: String, source: String,
    rejects: Example, accepts: Example, checks: [Check]
  ) {
    self.code = code
    self.severity = severity
    self.summary = summary
    self.source = source
    self.rejects = rejects
    self.accepts = accepts
    self.checks = checks
  }

  /// A rule that speaks with an error, or with a warning.
  init(
    _ code: DiagnosticCode, _ severity: Severity, _ summary: String, source: String,
    rejects: Example, accepts: Example, check: Check...
  ) {
    self.init(
      code, severity, summary, source: source, rejects: rejects, accepts: accepts, checks: check)
  }

  /// A rule that speaks with an error.
  init(
    _ code: DiagnosticCode, _ summary: String, source: String, rejects: Example, accepts: Example,
    check: Check...
  ) {
    self.init(
      code, .error, summary, source: source, rejects: rejects, accepts: accepts, checks: check)
  }

  /// Whether it needs the stored state, so that `validate` cannot judge it.
  public var needsState: Bool {
    checks.allSatisfy { check in
      switch check {
      case .plan, .resolving: true
      default: false
      }
    }
  }

  /// Whether `--override` may let it through.
  public var isGuardrail: Bool { code.rawValue.hasPrefix("guardrail.") }
}

/// Collects what one rule finds; code and severity are the rule's.
public struct Findings {
  fileprivate(set) var diagnostics: [Diagnostic] = []
  private var code = DiagnosticCode.yamlSyntax
  private var severity = Severity.error

  /// Makes what is reported from here on a finding of a rule.
  mutating func begin(_ rule: Rule) {
    code = rule.code
    severity = rule.severity
  }

  mutating func report(
    _ message: String, at span: SourceSpan?, address: Address?, hint: String? = nil,
    notes: [Diagnostic.Note] = []
  ) {
    diagnostics.append(
      Diagnostic(
        code, severity, message, at: span, address: address?.description, hint: hint,
        notes: notes))
  }
}

/// The project that rules look at; one object, so that a scope is cheap to make.
final class RuleContext: Sendable {
  let manifest: Manifest
  let now: Instant

  init(manifest: Manifest, now: Instant) {
    self.manifest = manifest
    self.now = now
  }
}

// The accessors of scopes lend what they name: a copy of an ad group costs more than most rules.

/// A campaign and the project around it.
struct CampaignScope {
  let context: RuleContext
  let index: Int

  var manifest: Manifest { _read { yield context.manifest } }
  var now: Instant { context.now }
  var declared: Declared<Campaign> { _read { yield context.manifest.campaigns[index] } }
  var campaign: Campaign { _read { yield context.manifest.campaigns[index].value } }
  func span(_ path: FieldPath) -> SourceSpan { manifest.span(of: declared.origin, at: path) }
}

/// An ad group, its campaign and the project around them.
struct AdGroupScope {
  let context: RuleContext
  let index: Int
  /// Index of the campaign.
  let parentIndex: Int

  var manifest: Manifest { _read { yield context.manifest } }
  var now: Instant { context.now }
  var declared: Declared<AdGroup> { _read { yield context.manifest.adGroups[index] } }
  var adGroup: AdGroup { _read { yield context.manifest.adGroups[index].value } }
  var parent: Declared<Campaign> { _read { yield context.manifest.campaigns[parentIndex] } }
  var campaign: Campaign { _read { yield context.manifest.campaigns[parentIndex].value } }
  /// The objective; none when it could not be read.
  var objective: Objective? {
    context.manifest.campaigns[parentIndex].isReadable(.objective) ? campaign.objective : nil
  }
  func span(_ path: FieldPath) -> SourceSpan { manifest.span(of: declared.origin, at: path) }
}

struct KeywordScope {
  let context: RuleContext
  let index: Int

  var manifest: Manifest { _read { yield context.manifest } }
  var declared: Declared<Keyword> { _read { yield context.manifest.keywords[index] } }
  var keyword: Keyword { _read { yield context.manifest.keywords[index].value } }
}

struct AdScope {
  let context: RuleContext
  let index: Int

  var manifest: Manifest { _read { yield context.manifest } }
  var declared: Declared<Ad> { _read { yield context.manifest.ads[index] } }
  var ad: Ad { _read { yield context.manifest.ads[index].value } }
  func span(_ path: FieldPath) -> SourceSpan { manifest.span(of: declared.origin, at: path) }
}

extension Money {
  /// `0.08 GBP`, for messages.
  func text(_ manifest: Manifest) -> String {
    amount(manifest) + " " + manifest.account.currency.rawValue
  }

  /// `0.08`, for hints that say what to write.
  func amount(_ manifest: Manifest) -> String {
    decimal(places: manifest.account.currency.decimals)
  }
}

extension Rule {
  /// What every project has to keep, whatever is stored; in reading order.
  public static func judge(_ manifest: Manifest, now: Instant) -> [Diagnostic] {
    var judge = ProjectJudge(context: RuleContext(manifest: manifest, now: now))
    judge.run()
    return judge.findings.diagnostics.sorted(by: Diagnostic.inReadingOrder)
  }

  /// What a plan has to keep, given what is stored; in reading order.
  public static func judge(_ draft: PlanDraft) -> [Diagnostic] {
    var findings = Findings()
    for rule in all {
      findings.begin(rule)
      for case .plan(let check) in rule.checks { check(draft, &findings) }
    }
    return (draft.diagnostics + findings.diagnostics).sorted(by: Diagnostic.inReadingOrder)
  }
}
