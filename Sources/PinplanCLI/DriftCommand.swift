import AdsModel
import Applying
import ArgumentParser
import Diagnostics
import Documents
import ManifestModel
import Planning
import Rendering
import StateStore

struct DriftCommand: AsyncParsableCommand, ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "drift",
    abstract: "Tell what somebody changed on Pinterest since the last apply.",
    discussion: """
      Reads the account and writes nothing. Exit 2 when there is drift, 0 when there is none.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var asking: AskingOptions
  @OptionGroup var output: FormatOptions<DriftReport>

  var reporter: Reporter { common.reporter(output) }

  func run() async throws {
    defer { asking.tellRequests(common.console) }
    let (project, diagnostics) = common.workspace.project()
    guard !diagnostics.contains(where: { $0.severity == .error }) else {
      throw Failure(diagnostics, of: project)
    }
    guard project.manifest.target.hasAccount else {
      throw Failure(
        .targetNoAccount, "target local has no account beside the state, so nothing can drift",
        exit: .refused)
    }
    let state = try await common.storedState(of: project, expected: true)
    var report: DriftReport
    if let state {
      let live = try await common.observe(state, of: project.manifest)
      report = DriftReport(manifest: project.manifest, state: state, live: live)
    } else {
      report = DriftReport(
        account: project.manifest.account, lineage: nil, serial: 0, compared: 0)
    }
    report.diagnostics = try await common.unsettledWarning(of: state)
    common.console.show(report.diagnostics) { _, _ in nil }
    try reporter.show(report)
    if !report.items.isEmpty { throw Ending(.changes) }
  }

  func report(of failure: Failure) -> any Report {
    FailureReport { DriftDocument.encodeFailure(failure.diagnostics) }
  }
}
