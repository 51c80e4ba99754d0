import ArgumentParser
import Documents
import Planning
import Rendering

struct ShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a saved plan.")

  @OptionGroup var common: CommonOptions
  @OptionGroup var output: FormatOptions
  @OptionGroup var report: ReportOptions

  @Argument(help: "A plan that `pinplan plan --out` saved.", completion: .file())
  var file: String

  func run() throws {
    do {
      let plan = try PlanFile.read(file)
      if output.isJSON {
        try common.console.write(PlanDocument.encode(plan))
      } else {
        try common.console.print(PlanTextRenderer(style: common.console.style).render(plan))
        common.console.show(plan.diagnostics) { _, _ in nil }
      }
      try report.write(plan, common.console, isQuiet: output.isJSON)
    } catch let error as PlanFileError {
      common.console.say("error: \(file): \(error)")
      throw ExitStatus.stale.exit
    }
  }
}
