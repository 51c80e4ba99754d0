import ArgumentParser
import Diagnostics
import Documents
import Planning
import Rendering

struct ShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a saved plan.")

  @OptionGroup var common: CommonOptions
  @OptionGroup var output: ReportOptions
  @OptionGroup var showing: PlanViewOptions

  @Argument(help: "A plan that `pinplan plan --out` saved.", completion: .file())
  var file: String

  func run() async throws {
    try common.check([Output("--html", showing.html)], plan: (file, "the plan that is shown"))
    do {
      var plan = try PlanFile.read(file)
      if let warning = await common.begun(plan, file: file) { plan.diagnostics.append(warning) }
      let reporter = Reporter(common: common, options: output, view: showing.view)
      try reporter.show(plan) { _, _ in nil }
      if let page = showing.html { try reporter.writePage(plan, to: page) }
    } catch let error as PlanFileError {
      throw Failure(.planFileUnusable, "\(file): \(error)", exit: .stale)
    }
  }
}
