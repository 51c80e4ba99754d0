import AdsModel
import Applying
import ArgumentParser
import Diagnostics
import Documents
import Foundation
import ManifestLoading
import Outcomes
import Planning
import Rendering
import StateStore

struct ApplyCommand: AsyncParsableCommand, ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply", abstract: "Carry out a plan.",
    discussion: """
      With FILE: exactly that plan, or exit 3 naming what has moved since. With --expect: plans \
      afresh and goes on only when the digest is the reviewed one. Alone: plans, shows, and asks \
      for the word yes.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var asking: AskingOptions
  @OptionGroup var output: FormatOptions<ApplyResult>
  @OptionGroup var planning: PlanOptionsGroup
  @OptionGroup var webhook: WebhookOptions

  @Argument(help: "A plan that `pinplan plan --out` saved.", completion: .file())
  var file: String?

  @Option(
    help: ArgumentHelp("Apply only a plan with this digest.", valueName: "digest"),
    transform: ExpectedDigest.init(parsing:))
  var expect: ExpectedDigest?

  @Option(
    help: ArgumentHelp(
      "Write what happens to a file, a pipe or fd:N, one JSON object a line.", valueName: "file"),
    completion: .file())
  var events: String?

  @Option(
    help: ArgumentHelp("Write the result in Markdown, for a job's summary.", valueName: "file"),
    completion: .file())
  var summary: String?

  @Flag(help: "Do not ask; needed where no terminal is.")
  var autoApprove = false

  @Option(
    help: ArgumentHelp(
      "The most people of one upload, for tests of many.", visibility: .hidden))
  var uploadBatch = ListUploads.mostPeople

  var reporter: Reporter { common.reporter(output) }

  /// How many changes an approved apply lists before it only counts them.
  private static let mostListed = 500

  func validate() throws {
    guard (1...ListUploads.mostPeople).contains(uploadBatch) else {
      throw ValidationError("--upload-batch takes 1 to \(ListUploads.mostPeople)")
    }
    guard file != nil else { return }
    if expect != nil {
      throw ValidationError("a saved plan has its own digest; leave out --expect")
    }
    if !planning.replace.isEmpty || !planning.override.isEmpty || planning.allowEmpty {
      throw ValidationError(
        "a saved plan has its own --replace, --override and --allow-empty; give them to `pinplan plan --out`"
      )
    }
  }

  func run() async throws {
    try common.check(
      [Output("--events", events), Output("--summary", summary)],
      plan: file.map { ($0, "the plan that is applied") })
    var runner = ApplyRunner(
      common,
      ApplyReporter(common: common, output: reporter, events: try eventFile(), summary: summary),
      webhook)
    runner.uploadBatch = uploadBatch
    defer { asking.tellRequests(common.console) }
    if let file {
      try await runner.apply(savedPlan: file)
    } else {
      try await runner.settleEarlierApply()
      try await runner.apply(try await approved(runner.reporter))
    }
  }

  /// Plans, shows the plan, and has it approved.
  private func approved(_ applyReporter: ApplyReporter) async throws -> ApplyRun {
    var expectation = try await Expectation(expect, common)
    let request = expectation.narrowed(planning.request)
    let planned = try await common.planned(request, isWriting: true) { diagnostics, project in
      reporter.remark(diagnostics, lines: project.line)
      try reporter.show(FailureReport { ApplyDocument.encode(ApplyResult(refusedBy: diagnostics)) })
    }
    guard var plan = planned.boundPlan else { throw Ending(.refused) }
    let digest = try await expectation.judge(&plan, of: planned)
    // Nobody reads thousands of lines that are approved already.
    let isLong = (autoApprove || expect != nil) && plan.changes.count > Self.mostListed
    try reporter.show(
      PlanPreview(plan, digest: digest, view: isLong && !plan.isRefused ? .summary : .changes))
    if plan.isRefused || reporter.isText {
      common.console.show(plan.diagnostics, sourceLine: planned.project.line)
    }
    if plan.isRefused, !expectation.hasMoved {
      try applyReporter.reportUntouched(plan, because: "the plan is refused")
      throw Ending(.refused)
    }
    do throws(Failure) {
      // The answer may take until another day.
      let wasAsked = try confirm(plan, digest, expectation)
      if wasAsked { planned.people?.forget() }
      return ApplyRun(
        plan, digest: digest, continuing: expectation.rest, judgingAgain: wasAsked,
        people: planned.people)
    } catch {
      let reason = expect == nil ? "the plan is not approved" : "the plan is not the reviewed one"
      try applyReporter.reportUntouched(
        plan, because: reason, plan.diagnostics + error.diagnostics)
      throw error
    }
  }

  func report(of failure: Failure) -> any Report {
    FailureReport { ApplyDocument.encode(ApplyResult(endedBy: failure)) }
  }

  func writeSummary(of failure: Failure) {
    _ = ApplyReporter(common: common, output: reporter, events: nil, summary: summary)
      .writeSummary(of: ApplyResult(endedBy: failure))
  }

  /// Opened before anything else, so that a wrong path stops the apply before it begins.
  private func eventFile() throws -> EventFile? {
    guard let output = Output("--events", events) else { return nil }
    do throws(OutputFile.Failure) { return try EventFile(output.path) } catch {
      throw common.failed(output, error)
    }
  }

  /// Holds the plan to the reviewed digest, or asks.
  ///
  /// Returns whether somebody was asked.
  private func confirm(
    _ plan: Plan, _ digest: String, _ expectation: Expectation
  ) throws(Failure) -> Bool {
    let console = common.console
    if let mismatch = expectation.failure(for: plan, digest) { throw mismatch }
    guard expect == nil else { return false }
    return try console.approves(
      plan, autoApprove, orSay: "--auto-approve, --expect DIGEST or name a saved plan")
  }
}
