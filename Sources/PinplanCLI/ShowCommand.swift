import ArgumentParser
import Diagnostics
import Documents
import Planning
import Rendering

struct ShowCommand: AsyncParsableCommand, ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a saved plan.")

  @OptionGroup var common: CommonOptions
  @OptionGroup var output: FormatOptions<PlanReport>
  @OptionGroup var linking: ReportOptions
  @OptionGroup var showing: PlanViewOptions

  @Argument(help: "A plan that `pinplan plan --out` saved.", completion: .file())
  var file: String

  var reporter: Reporter { common.reporter(output, linking, view: showing.view) }

  func run() async throws {
    try common.check([Output("--html", showing.html)], plan: (file, "the plan that is shown"))
    var plan: Plan
    do throws(PlanFileError) {
      plan = try PlanFile.read(file)
    } catch {
      throw Failure(.planFileUnusable, "\(file): \(error)", exit: .stale)
    }
    if let warning = await common.begun(plan, file: file) { plan.diagnostics.append(warning) }
    try reporter.show(PlanReport(plan))
    reporter.remark(plan.diagnostics) { _, _ in nil }
    if let page = showing.html { try common.writePage(plan, to: page, reporter) }
  }

  func report(of failure: Failure) -> any Report { common.noPlan(because: failure) }
}
