import ArgumentParser
import Documents
import ManifestLoading
import ManifestModel

struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print a JSON Schema.",
    discussion:
      "`project` is what editors use for the YAML; `plan`, `result`, `event` and `drift` describe JSON output."
  )

  enum Subject: String, ExpressibleByArgument, CaseIterable {
    case project, plan, result, event, drift
  }

  @OptionGroup var common: CommonOptions
  @Argument(help: "project, plan, result, event or drift.") var subject = Subject.project

  func run() throws {
    switch subject {
    case .project: try common.console.print(ProjectSchema.text)
    case .plan: try common.console.print(PlanDocument.schema)
    case .result: try common.console.print(ResultSchema.text)
    case .drift: try common.console.print(DriftDocument.schema)
    case .event: try common.console.print(EventDocument.schema)
    }
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
