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

  func validate() throws {
    guard (1...ListUploads.mostPeople).contains(uploadBatch) else {
      throw ValidationError("--upload-batch takes 1 to \(ListUploads.mostPeople)")
    }
    guard file != nil else { return }
    if expect != nil {
      throw ValidationError("a saved plan has its own digest; leave out --expect")
    }
    if !planning.replace.isEmpty || !planning.overriding.override.isEmpty || planning.allowEmpty {
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
      let fresh = FreshApply(
        common: common, reporter: runner.reporter, request: planning.request,
        approval: expect.map { .digest($0) } ?? .asking(isApproved: autoApprove))
      try await runner.apply(try await fresh.approved())
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
}
