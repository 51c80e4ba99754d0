import Applying
import Diagnostics
import Documents
import Foundation
import ManifestModel
import PinterestAPI
import Planning
import Rendering

/// Plans a project once, and shows that plan everywhere.
struct CIPlanning {
  let common: CommonOptions
  let run: CIRun
  let request: PlanRequest
  let kept: KeptFiles

  /// A plan, or why there is none, and how the command ends for it.
  private struct Told {
    let report: any Report
    var plan: Plan?
    var status: ExitStatus
  }

  private var console: Console { common.console }

  func plan() async -> CIResult {
    run.options.announce(common)
    let told = await told()
    var result = CIResult(
      project: common.checkout.project ?? common.directory, status: told.status)
    if let plan = told.plan, !plan.isRefused { result.digest = plan.digest() }
    do throws(Failure) {
      try keep(told)
    } catch {
      error.say(on: console)
      result.status = .stopped
    }
    annotate(told)
    summarize(told)
    if let failure = await post(told) {
      failure.say(on: console)
      if [.done, .changes].contains(result.status) { result.status = failure.exit }
    }
    return result
  }

  /// Plans, with words for the log.
  private func told() async -> Told {
    do {
      let planned = try await common.planned(request) { diagnostics, project in
        console.show(diagnostics, sourceLine: project.line)
      }
      guard let plan = planned.documentedPlan else {
        let manifest = planned.project.manifest
        return Told(
          report: NoPlanReport(
            planned.diagnostics, account: manifest.account, target: manifest.target),
          status: .refused)
      }
      let report = PlanReport(plan)
      try Reporter(console, as: .text, markdown: markdown).show(report)
      console.show(plan.diagnostics, sourceLine: planned.project.line)
      return Told(
        report: report, plan: plan,
        status: plan.isRefused ? .refused : plan.isEmpty ? .done : .changes)
    } catch {
      let failure =
        Failure(thrown: error) ?? Failure(.pinterestFailed, "\(error)", exit: .stopped)
      failure.say(on: console)
      return Told(report: common.noPlan(because: failure), status: failure.exit)
    }
  }

  private func markdown() -> MarkdownOptions {
    run.markdown(common, MarkdownOptions.defaultBudget, isKept: kept.isThere)
  }

  /// The plan in one form.
  private func form(
    _ told: Told, _ format: ReportFormat, budget: Int = MarkdownOptions.defaultBudget
  ) -> [UInt8]? {
    told.report.rendered(
      as: format,
      ReportSetting(
        style: .plain,
        markdown: { run.markdown(common, budget, isKept: kept.isThere) },
        rules: { Reporter.rules }))
  }

  private func keep(_ told: Told) throws(Failure) {
    guard kept.isThere else { return }
    if let plan = told.plan {
      try kept.write(HTMLReport(plan).render(), .page)
      // What is refused is not to be applied.
      if !plan.isRefused { try kept.write(PlanDocument.encode(plan), .plan) }
    }
    try kept.write(form(told, .markdown, budget: Self.fileBudget), .report)
    try kept.write(form(told, .sarif), .sarif)
    try kept.write(form(told, .gitlab), .quality)
  }

  /// A file has no limit of its own; what is longer nobody reads.
  private static let fileBudget = 16 << 20

  private func annotate(_ told: Told) {
    guard run.service == .github, let lines = form(told, .github) else { return }
    run.log.annotate(String(decoding: lines, as: UTF8.self))
  }

  private func summarize(_ told: Told) {
    guard let budget = run.files.summaryBudget,
      let text = form(told, .markdown, budget: budget)
    else { return }
    run.files.addToSummary(String(decoding: text, as: UTF8.self))
  }

  /// Posts the plan; why it is not there for the review, where it should be.
  private func post(_ told: Told) async -> Failure? {
    let reviews: (any ReviewService)?
    do throws(ReviewSetupError) { reviews = try run.reviews() } catch {
      guard run.request != nil else { return nil }
      if run.options.dryRun {
        run.preview(text(told, nil), "Would comment, but \(error)", console)
        return nil
      }
      return lack("anywhere: \(error)", hint: nil)
    }
    let text = text(told, reviews)
    guard let reviews, let request = run.request else {
      if run.options.dryRun {
        run.preview(text, "Would post nowhere, as no pull request belongs to this job", console)
      } else {
        console.say("Nothing is posted: no pull request belongs to this job.")
      }
      return nil
    }
    do throws(ReviewError) {
      // Of many projects those that a request does not touch are left out.
      try await run.post(
        text, to: .init(reviews: reviews, request: request), console,
        skippingFirst: run.options.all != nil && told.status == .done)
      return nil
    } catch {
      return lack(
        "to \(reviews.name(of: request)): \(error)", hint: run.hint(error),
        isAboutRights: error.isAboutRights)
    }
  }

  private func text(_ told: Told, _ reviews: (any ReviewService)?) -> String {
    let longest = reviews?.longestComment ?? MarkdownOptions.defaultBudget
    let budget = run.options.commentBudget(longest)
    return String(decoding: form(told, .markdown, budget: budget) ?? [], as: UTF8.self)
  }

  /// That the plan was not posted: an error, unless the job has no right to.
  private func lack(_ words: String, hint: String?, isAboutRights: Bool = true) -> Failure? {
    if isAboutRights, let request = run.job?.request, let reason = request.lackOfRights {
      console.say(
        "warning: the plan was not posted to pull request \(request.number): \(reason); the log and the summary of this job have it"
      )
      return nil
    }
    return Failure(.reviewFailed, "the plan was not posted \(words)", hint: hint, exit: .stopped)
  }
}
