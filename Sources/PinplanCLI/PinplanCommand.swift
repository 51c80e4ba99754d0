import ArgumentParser

/// `pinplan`: plans and applies Pinterest ads that are declared in YAML.
public struct PinplanCommand: AsyncParsableCommand {
  public static let configuration = CommandConfiguration(
    commandName: "pinplan",
    abstract: "Plan and apply Pinterest ads that are declared in YAML.",
    discussion: """
      Start with `pinplan init`, then `pinplan plan` and `pinplan apply`.
      Exit codes: 0 done, 1 refused, 2 changes (plan --detailed-exitcode), 3 stale or locked, \
      4 stopped part-way, 64 wrong usage.
      """,
    version: Version.current,
    subcommands: [
      InitCommand.self, ValidateCommand.self, PlanCommand.self, ApplyCommand.self,
      DriftCommand.self, PullCommand.self, ImportCommand.self, RetireCommand.self, ShowCommand.self,
      RulesCommand.self, ExplainCommand.self, SchemaCommand.self, StateCommand.self,
      HistoryCommand.self, AudienceCommand.self, InsightsCommand.self, PerformanceCommand.self,
      PinsCommand.self, CICommand.self, AuthCommand.self,
      CompletionsCommand.self,
    ])

  public init() {}
}
