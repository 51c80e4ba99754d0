import AdsModel
import Diagnostics
import Documents
import Planning
import Rendering
import Rules

/// Shows a plan, or why there is none, in the form that was asked for.
struct Reporter {
  let common: CommonOptions
  let options: ReportOptions
  var view = PlanView.changes

  /// The text of a source line; none where the files are not at hand.
  typealias Lines = (_ file: String, _ number: Int) -> String?

  private var console: Console { common.console }

  /// Shows a plan with its diagnostics.
  func show(_ plan: Plan, lines: @escaping Lines) throws {
    switch options.format {
    case .text:
      try console.print(PlanTextRenderer(style: console.style, view: view).render(plan))
      console.show(plan.diagnostics, sourceLine: lines)
    case .json: try console.write(PlanDocument.encode(plan))
    case .markdown: try console.print(MarkdownPlanRenderer(markdown).render(plan))
    case .github, .sarif, .gitlab:
      try annotate(plan.diagnostics, plan: plan, currency: plan.account.currency)
    }
  }

  /// Shows what is wrong with a project; `document` is its JSON.
  func show(
    _ diagnostics: [Diagnostic], account: Account, target: TargetKind, document: () -> [UInt8],
    lines: @escaping Lines
  ) throws {
    switch options.format {
    case .text: console.show(diagnostics, sourceLine: lines)
    case .json: try console.write(document())
    case .markdown:
      try console.print(
        MarkdownMistakesRenderer(markdown).render(diagnostics, account: account, target: target))
    case .github, .sarif, .gitlab: try annotate(diagnostics, currency: account.currency)
    }
  }

  /// Files are named as seen from where the command runs, which in CI is the checkout's root.
  private func annotate(
    _ diagnostics: [Diagnostic], plan: Plan? = nil, currency: Currency
  ) throws {
    let folder = common.directory == "." ? "" : common.directory
    let changes = plan?.changes ?? []
    switch options.format {
    case .github:
      try console.print(
        GitHubAnnotations.render(
          diagnostics, changes: changes, currency: currency, folder: folder))
    case .gitlab:
      try console.write(
        CodeQualityDocument.encode(
          diagnostics, changes: changes, currency: currency, folder: folder))
    default:
      try console.write(
        SARIFDocument.encode(
          diagnostics, plan: plan, rules: Rule.descriptions, version: Version.current,
          folder: folder))
    }
  }

  private var markdown: MarkdownOptions {
    MarkdownOptions(
      sourceURL: options.sourceURL, headCommit: options.head, time: common.time,
      byteBudget: options.maxBytes, view: view)
  }

  /// Writes the page; also of a plan that is refused, as that is when it is discussed.
  func writePage(_ plan: Plan, to file: String) throws {
    try common.write(HTMLReport(plan).render(), to: "--html", file)
    if options.format == .text { console.say("Report written to \(file).") }
  }
}

extension Rule {
  /// Every rule, as SARIF describes it.
  fileprivate static var descriptions: [RuleDescription] {
    all.map {
      RuleDescription(
        code: $0.code.rawValue, severity: $0.severity, summary: $0.summary, help: $0.explanation)
    }
  }
}
