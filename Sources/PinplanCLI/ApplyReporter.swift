import Applying
import Diagnostics
import Documents
import Outcomes
import Planning
import Rendering

/// Tells what came of an apply: on standard output, in the summary, and by how the command ends.
struct ApplyReporter {
  let common: CommonOptions
  let output: Reporter
  let events: EventFile?
  /// Where the result goes in Markdown; none when nobody asked for it.
  let summary: String?
  /// Hears the result too, whatever came of it.
  var told: (ApplyResult) -> Void = { _ in }

  private var console: Console { common.console }

  func report(
    _ result: ApplyResult, _ digest: String? = nil, continuing rest: BegunRest? = nil
  ) throws {
    var result = result
    if let rest {
      result.digest = digest
      result.continues = rest.continuation
    }
    let unwritten = [writeSummary(of: result), eventFailure].compactMap(\.self)
    // Said already; a document that looks as if all were well would hide it.
    result.diagnostics += unwritten.flatMap(\.diagnostics)
    told(result)
    try output.show(result)
    if !result.isComplete || !unwritten.isEmpty { throw Ending(.stopped) }
  }

  /// The document of an apply that wrote nothing; in text the reason has been said already.
  func reportUntouched(
    _ plan: Plan, because reason: String, _ diagnostics: [Diagnostic]? = nil
  ) throws {
    let result = ApplyResult.untouched(plan, because: reason, diagnostics)
    _ = writeSummary(of: result)
    told(result)
    try output.show(FailureReport { ApplyDocument.encode(result) })
  }

  /// The document of an apply of a project that allows no plan; in text its mistakes have been said.
  func reportInvalid(_ diagnostics: [Diagnostic]) throws {
    let result = ApplyResult(refusedBy: diagnostics)
    var told = result
    told.stopReason = "the project is invalid"
    self.told(told)
    try output.show(FailureReport { ApplyDocument.encode(result) })
  }

  /// Reports that a plan is not carried out, and returns how the command ends then.
  func report(_ refusal: PlanRefusal, of plan: Plan) throws -> any Error {
    switch refusal {
    case .stale(let moved):
      let rest = moved.count > 20 ? ["and \(moved.count - 20) more"] : []
      let failure = Failure(
        .planStale, "the plan no longer holds; nothing was written",
        details: moved.prefix(20).map(Printable.text) + rest,
        hint: "plan again, and have the new plan reviewed", exit: .stale)
      try reportUntouched(
        plan, because: "the plan no longer holds", plan.diagnostics + failure.diagnostics)
      return failure
    case .refused(let diagnostics):
      console.show(diagnostics, sourceLine: common.workspace.project().project.line)
      try reportUntouched(plan, because: "a guardrail refuses the plan", diagnostics)
      return Ending(.refused)
    }
  }

  /// That lines are missing among the events.
  var eventFailure: Failure? {
    (events?.failure).map {
      Failure(
        .outputUnwritable, "the events are not complete: \($0.reason)", exit: .stopped)
    }
  }

  /// Writes the summary where one is wanted; an apply goes on without it.
  ///
  /// Returns why it could not be written, which is said already.
  func writeSummary(of result: ApplyResult) -> Failure? {
    guard let summary else { return nil }
    WrittenResult.ofThisRun.isSummarised = true
    let options = MarkdownOptions(
      time: common.time, byteBudget: 1 << 20, folder: common.checkout.folder,
      project: common.checkout.project)
    let text = MarkdownApplyRenderer(options).render(result)
    do throws(Failure) {
      try common.write(Array(text.utf8), to: "--summary", summary)
      return nil
    } catch {
      error.say(on: console)
      return error
    }
  }
}

extension ApplyResult {
  /// The result of an apply that a failure ended before it began.
  init(endedBy failure: Failure) {
    self.init(refusedBy: failure.diagnostics)
    stopReason = failure.diagnostic?.message
  }
}
