import AdsModel
import Applying
import Diagnostics
import Documents
import ManifestModel
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
  ///
  /// In text a failure is told apart from the plan, on standard error; elsewhere it is one more
  /// diagnostic, so that no document looks as if all were well.
  func show(_ plan: Plan, failing failure: Failure? = nil, lines: @escaping Lines) throws {
    var plan = plan
    if options.format != .text { plan.diagnostics += failure?.diagnostics ?? [] }
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

  /// Writes what happened in place of what was asked for; in text it is said already.
  func show(_ failure: Failure, document: () -> [UInt8]) throws {
    // Whose report it is still stands in the files, however the rest went.
    let manifest = common.workspace.project().project.manifest
    switch options.format {
    case .text: break
    case .markdown:
      try console.print(
        MarkdownMistakesRenderer(markdown).render(
          failure.diagnostics, account: manifest.account, target: manifest.target,
          heading: "There is no plan"))
    case .json, .github, .sarif, .gitlab:
      try show(
        failure.diagnostics, account: manifest.account, target: manifest.target,
        document: document, lines: { _, _ in nil })
    }
  }

  /// Files are named from the checkout's root, as the services know them.
  private func annotate(
    _ diagnostics: [Diagnostic], plan: Plan? = nil, currency: Currency
  ) throws {
    let folder = common.checkout.folder
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
      byteBudget: options.maxBytes, view: view, folder: common.checkout.folder,
      project: common.checkout.project)
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
