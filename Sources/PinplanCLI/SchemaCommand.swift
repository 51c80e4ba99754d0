import ArgumentParser
import Documents
import ManifestLoading
import ManifestModel
import Rendering

struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print a JSON Schema.",
    discussion:
      "`project` is what editors use for the YAML; the others describe JSON output."
  )

  enum Subject: String, ExpressibleByArgument, CaseIterable {
    case project, plan, result, event, drift, insights, webhook
  }

  @OptionGroup var common: CommonOptions
  @OptionGroup var output: FormatOptions<PlainText>
  @Argument(help: "project, plan, result, event, drift, insights or webhook.")
  var subject = Subject.project

  func run() throws {
    let schema =
      switch subject {
      case .project: ProjectSchema.text
      case .plan: PlanDocument.schema
      case .result: ResultSchema.text
      case .drift: DriftDocument.schema
      case .event: EventDocument.schema
      case .insights: InsightsSchema.text
      case .webhook: NoticePosting.schema
      }
    try common.reporter(output).show(PlainText(schema))
  }
}

struct CompletionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completions", abstract: "Print the completion script of a shell.")

  enum Shell: String, ExpressibleByArgument, CaseIterable {
    case bash, zsh, fish
  }

  @Argument(help: "bash, zsh or fish.") var shell: Shell

  func run() throws {
    let kind: CompletionShell =
      switch shell {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    try Console(noColor: true).print(PinplanCommand.completionScript(for: kind) + "\n")
  }
}
