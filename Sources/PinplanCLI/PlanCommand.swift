import AdsModel
import Applying
import ArgumentParser
import Diagnostics
import Documents
import Insights
import ManifestLoading
import ManifestModel
import Planning
import Rendering
import StateStore

struct PlanCommand: AsyncParsableCommand, ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Show what an apply would change and what it does to spend.",
    discussion: """
      Reads the project and the state and changes neither. Exit 1 when the project is invalid or \
      a guardrail refuses, 3 when the state cannot be used.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var asking: AskingOptions
  @OptionGroup var output: FormatOptions<PlanReport>
  @OptionGroup var linking: ReportOptions
  @OptionGroup var showing: PlanViewOptions
  @OptionGroup var planning: PlanOptionsGroup

  @Option(
    name: [.customLong("out")],
    help: ArgumentHelp("Save the plan for `pinplan apply FILE`.", valueName: "file"),
    completion: .file())
  var file: String?

  @Option(
    help: ArgumentHelp("Exit 3 when the plan has another digest.", valueName: "digest"),
    transform: ExpectedDigest.init(parsing:))
  var expect: ExpectedDigest?

  @Option(
    defaultAsFlag: "7d",
    help: ArgumentHelp(
      "Beside changed campaigns and ad groups what they did in so many last days.",
      valueName: "days"))
  var performance: String?

  @Flag(help: "Exit 2 when there are changes, moves among them.")
  var detailedExitcode = false

  var reporter: Reporter { common.reporter(output, linking, view: showing.view) }

  func run() async throws {
    try common.check([Output("--out", file), Output("--html", showing.html)])
    let days = try performanceDays
    defer { asking.tellRequests(common.console) }
    var expectation = try await Expectation(expect, common)
    let planned = try await common.planned(expectation.narrowed(planning.request)) {
      diagnostics, project in
      reporter.remark(diagnostics, lines: project.line)
      try reporter.show(
        NoPlanReport(
          diagnostics, account: project.manifest.account, target: project.manifest.target))
    }
    let isDocumented = output.format.isWhole || file != nil || showing.html != nil
    guard var plan = isDocumented ? planned.documentedPlan : planned.plan
    else { throw Ending(.refused) }
    if let days { await common.note(lastDays: days, on: &plan, of: planned) }
    let digest = try await expect == nil ? "" : expectation.judge(&plan, plan.digest(), of: planned)
    let mismatch = expectation.failure(for: plan, digest)
    try reporter.show(PlanReport(plan, mismatch: mismatch?.diagnostics ?? []))
    reporter.remark(plan.diagnostics, lines: planned.project.line)
    if let page = showing.html { try common.writePage(plan, to: page, reporter) }
    if plan.isRefused, !expectation.hasMoved { throw Ending(.refused) }
    if let mismatch { throw mismatch }
    if let file { try save(plan, to: file) }
    if detailedExitcode, !plan.isEmpty { throw Ending(.changes) }
  }

  private var performanceDays: Int? {
    get throws {
      guard let performance else { return nil }
      do throws(DayRange.Mistake) {
        return try DayRange(
          DayRange.Request(last: performance), today: common.time.day, standard: 7,
          window: .performance
        ).count
      } catch {
        throw ValidationError(error.description.replacing("--last", with: "--performance"))
      }
    }
  }

  private func save(_ plan: Plan, to file: String) throws {
    try common.write(PlanDocument.encode(plan), to: "--out", file)
    let command = "pinplan apply \(file)"
    reporter.say("Saved to \(file); apply it with: \(command)", whole: [command])
  }

  func report(of failure: Failure) -> any Report { common.noPlan(because: failure) }
}

extension CommonOptions {
  /// That there is no plan, for the account that the files name.
  func noPlan(because failure: Failure) -> NoPlanReport {
    let manifest = workspace.project().project.manifest
    return NoPlanReport(
      failure.diagnostics, account: manifest.account, target: manifest.target,
      heading: "There is no plan")
  }

  /// Writes the page; also of a plan that is refused, as that is when it is discussed.
  func writePage(_ plan: Plan, to file: String, _ reporter: Reporter) throws {
    try write(HTMLReport(plan).render(), to: "--html", file)
    reporter.say("Report written to \(file).")
  }

  /// Plans, and shows what stands in the way of a plan.
  ///
  /// `isWriting` says that an apply asks; `show` shows the diagnostics of a project that allows no
  /// plan.
  func planned(
    _ request: PlanRequest, isWriting: Bool = false,
    showing show: ([Diagnostic], Project) throws -> Void
  ) async throws -> Planned {
    let planned = try await workspace.plan(
      request, isWriting: isWriting, waiting: { console.say("\($0)") }, connect: connect)
    ProcessLifetime.keep(planned)
    if planned.draft == nil { try show(planned.diagnostics, planned.project) }
    return planned
  }
}
