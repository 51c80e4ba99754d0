import Applying
import Diagnostics
import Documents
import Foundation
import Outcomes
import PinterestAPI
import Planning
import Rendering

/// Applies what was reviewed of a project, and tells the result everywhere.
struct CIApplying {
  let common: CommonOptions
  let run: CIRun
  let request: PlanRequest
  let webhook: WebhookOptions
  let kept: KeptFiles

  /// Keeps the last result that an apply told.
  private final class Told {
    var result: ApplyResult?
  }

  private var console: Console { common.console }

  func apply(by approval: Approval, telling posting: CIRun.Posting?) async -> CIResult {
    run.options.announce(common)
    var end = CIResult(project: common.checkout.project ?? common.directory, status: .done)
    guard !Interruption.wasAsked else {
      console.say("Not begun: the job is to end.")
      end.status = .stopped
      return end
    }
    let marker = common.path(StateMarkerNote.file)
    let wasMarked = access(marker, F_OK) == 0
    let told = Told()
    do {
      try await apply(by: approval, told)
    } catch let ending as Ending {
      end.status = ending.exit
    } catch {
      let failure =
        Failure(thrown: error) ?? Failure(.pinterestFailed, "\(error)", exit: .stopped)
      failure.say(on: console)
      end.status = failure.exit
      if told.result == nil { told.result = ApplyResult(endedBy: failure) }
    }
    guard var result = told.result else { return end }
    end.digest = result.digest
    if end.status != .done, result.isComplete { result.stopReason = "the apply did not end well" }
    if let failure = keep(result) {
      failure.say(on: console)
      if end.status == .done { end.status = .stopped }
    }
    tell(result, by: approval, wasMarked: wasMarked, marker)
    await post(result, by: approval, to: posting)
    return end
  }

  /// Plans, has the plan approved and carries it out, as `pinplan apply --expect` does.
  private func apply(by approval: Approval, _ told: Told) async throws {
    let events = try kept.path(.events).map { path in
      do throws(OutputFile.Failure) { return try EventFile(path) } catch {
        throw common.failed(Output("--output", path), error)
      }
    }
    let output = Reporter(console, as: .text) { markdown(MarkdownOptions.defaultBudget) }
    var reporter = ApplyReporter(common: common, output: output, events: events, summary: nil)
    reporter.told = { told.result = $0 }
    var runner = ApplyRunner(common, reporter, webhook)
    let fresh = FreshApply(
      common: common, reporter: reporter, request: request, approval: approval)
    guard !run.options.dryRun else {
      let approved = try await fresh.approved()
      console.say(
        "Would apply \(approved.digest.prefix(12)): \(approved.plan.summary.phrase). Nothing was written."
      )
      return
    }
    try await runner.settleEarlierApply()
    try await runner.apply(try await fresh.approved())
  }

  private func markdown(_ budget: Int) -> MarkdownOptions {
    run.markdown(common, budget, isKept: kept.isThere)
  }

  private func text(_ result: ApplyResult, _ budget: Int) -> String {
    MarkdownApplyRenderer(markdown(budget)).render(result)
  }

  private func keep(_ result: ApplyResult) -> Failure? {
    do throws(Failure) {
      try kept.write(Array(text(result, 1 << 20).utf8), .result)
      try kept.write(ApplyDocument.encode(result), .document)
      return nil
    } catch {
      return error
    }
  }

  /// The summary of the job and its annotations.
  private func tell(
    _ result: ApplyResult, by approval: Approval, wasMarked: Bool, _ marker: String
  ) {
    if run.service == .github {
      run.log.annotate(GitHubAnnotations.render(result, folder: common.checkout.folder))
    }
    if let budget = run.files.summaryBudget { run.files.addToSummary(text(result, budget)) }
    // The checkout of a job is thrown away, and with it what the project remembers of its state.
    if !wasMarked, let note = StateMarkerNote(marker) {
      console.say(note.words, whole: [marker])
      run.files.addToSummary(note.markdown)
    }
  }

  /// Posts the result; the apply is over, so a comment that cannot be written is a warning.
  private func post(
    _ result: ApplyResult, by approval: Approval, to posting: CIRun.Posting?
  ) async {
    guard let posting else { return }
    // A merge that does not touch the project is nothing to tell.
    if case .nobody = approval, result.isComplete { return }
    let text = text(result, run.options.commentBudget(posting.reviews.longestComment))
    do throws(ReviewError) {
      try await run.post(text, to: posting, console)
    } catch {
      let name = posting.reviews.name(of: posting.request)
      console.say(
        "warning: the result was not posted to \(name): \(error)"
          + (run.hint(error).map { "; \($0)" } ?? ""))
    }
  }
}
