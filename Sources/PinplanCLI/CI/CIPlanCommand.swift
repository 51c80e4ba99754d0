import Applying
import ArgumentParser

struct CIPlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Plan once, and show the plan wherever it is reviewed.",
    discussion: """
      Writes the log, annotations, the summary of the job, the files of --output and the comment on \
      the pull or merge request from one plan. Exits as `pinplan plan` does, with 4 when the comment \
      cannot be written.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var asking: AskingOptions
  @OptionGroup var planning: PlanOptionsGroup
  @OptionGroup var ci: CIOptions

  @Flag(help: "Exit 2 when there are changes.")
  var detailedExitcode = false

  func run() async throws {
    let run = try CIRun(ci, common.console)
    let request = try planning.adding(run.environment).request
    let projects = try ci.projects(common).map { project in
      if let file = run.commentFile { try project.check([Output("--to", file)]) }
      return CIPlanning(
        common: project, run: run, request: request,
        kept: try KeptFiles(ci, project, KeptFiles.Name.ofPlan))
    }
    run.log.begin()
    defer { asking.tellRequests(common.console) }
    var results: [CIResult] = []
    for project in projects { results.append(await project.plan()) }
    run.log.end()
    run.files.setOutputs(results.outputs)
    let worst = results.worst
    if worst != .done, worst != .changes || detailedExitcode { throw Ending(worst) }
  }
}
