import AdsModel
import Diagnostics
import ManifestModel
import Planning

/// One thing that pinplan insists on or warns of, with the examples that show and test it.
public struct Rule: Sendable {
  public let code: DiagnosticCode
  public let severity: Severity
  /// What is insisted on, in one sentence.
  public let summary: String
  /// Where it comes from: Pinterest's documentation, or pinplan's own reasons.
  public let source: String
  let checks: [Check]
  // Examples are made when they are asked for: a plan asks for none.
  private let makeRejects: @Sendable () -> Example
  private let makeAccepts: @Sendable () -> Example

  /// What a rule looks at.
  enum Check: Sendable {
    /// Found while the files are read.
    case reading
    /// Found while a customer list is read.
    case listing
    /// Found while `moved` entries are held against what is stored.
    case resolving
    /// Found by asking the ad account, for target pinterest only.
    case asking
    /// Met by a run, whatever the files say.
    case happening
    case campaign(@Sendable (CampaignScope, inout Findings) -> Void)
    case adGroup(@Sendable (AdGroupScope, inout Findings) -> Void)
    case keyword(@Sendable (KeywordScope, inout Findings) -> Void)
    case ad(@Sendable (AdScope, inout Findings) -> Void)
    case audience(@Sendable (AudienceScope, inout Findings) -> Void)
    /// The whole project at once.
    case project(@Sendable (Manifest, inout Findings) -> Void)
    /// The whole project at a moment.
    case moment(@Sendable (Manifest, Instant, inout Findings) -> Void)
    /// What is declared beside what is stored.
    case plan(@Sendable (PlanDraft, inout Findings) -> Void)
    /// What a plan does to the days on which one campaign or ad group runs.
    case schedule(@Sendable (ScheduleStep, PlanDraft, inout Findings) -> Void)
  }

  init(
    _ code: DiagnosticCode, _ severity: Severity, _ summary: String, source: String,
    rejects: @autoclosure @escaping @Sendable () -> Example,
    accepts: @autoclosure @escaping @Sendable () -> Example, checks: [Check]
  ) {
    self.code = code
    self.severity = severity
    self.summary = summary
    self.source = source
    self.checks = checks
    makeRejects = rejects
    makeAccepts = accepts
  }

  /// A rule that speaks with an error, or with a warning.
  init(
    _ code: DiagnosticCode, _ severity: Severity, _ summary: String, source: String,
    rejects: @autoclosure @escaping @Sendable () -> Example,
    accepts: @autoclosure @escaping @Sendable () -> Example, check: Check...
  ) {
    self.init(
      code, severity, summary, source: source, rejects: rejects(), accepts: accepts(), checks: check
    )
  }

  /// A rule that speaks with an error.
  init(
    _ code: DiagnosticCode, _ summary: String, source: String,
    rejects: @autoclosure @escaping @Sendable () -> Example,
    accepts: @autoclosure @escaping @Sendable () -> Example, check: Check...
  ) {
    self.init(
      code, .error, summary, source: source, rejects: rejects(), accepts: accepts(), checks: check)
  }

  /// A project that breaks it; `↓` stands where the complaint must land.
  public var rejects: Example { makeRejects() }
  /// The nearest project that keeps it.
  public var accepts: Example { makeAccepts() }

  /// Whether it needs the stored state, so that `validate` cannot judge it.
  public var needsState: Bool {
    checks.allSatisfy { check in
      switch check {
      case .plan, .schedule, .resolving, .asking, .happening: true
      case .reading, .listing, .project, .moment, .campaign, .adGroup, .keyword, .ad, .audience:
        false
      }
    }
  }

  /// Whether only the ad account or the run can tell, so that no files can show it.
  public var needsAccount: Bool {
    checks.allSatisfy { check in
      switch check {
      case .asking, .happening: true
      case .reading, .listing, .resolving, .project, .moment, .campaign, .adGroup, .keyword, .ad,
        .audience, .plan, .schedule:
        false
      }
    }
  }

  /// Whether it is about a run, so that nothing in the project breaks or keeps it.
  public var isOfRun: Bool { checks.allSatisfy { if case .happening = $0 { true } else { false } } }

  /// Whether it is about the lines of a customer list.
  public var isOfList: Bool { checks.allSatisfy { if case .listing = $0 { true } else { false } } }

  /// Whether `--override` may let it through.
  public var isOverridable: Bool { isGuardrail || Self.overridable.contains(code) }

  /// Whether it guards what a plan does, and is judged again at apply.
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

  /// `other` takes the place of the rule's severity.
  mutating func report(
    _ message: String, _ other: Severity? = nil, at span: SourceSpan?, address: Address?,
    hint: String? = nil, notes: [Diagnostic.Note] = []
  ) {
    diagnostics.append(
      Diagnostic(
        code, other ?? severity, message, at: span, address: address?.description, hint: hint,
        notes: notes))
  }
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
    let steps = draft.scheduleSteps
    for rule in all {
      findings.begin(rule)
      for check in rule.checks {
        switch check {
        case .plan(let check): check(draft, &findings)
        case .schedule(let check): for step in steps { check(step, draft, &findings) }
        default: break
        }
      }
    }
    return (draft.diagnostics + findings.diagnostics.map(draft.exempting))
      .sorted(by: Diagnostic.inReadingOrder)
  }
}
