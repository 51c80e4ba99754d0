import ArgumentParser

/// What the jobs of a CI service run.
struct CICommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ci", abstract: "Plan in a pull request, and apply after the merge.",
    discussion: """
      GitHub Actions and GitLab are known by their environment. The comment is one a project, \
      updated in place.
      """,
    subcommands: [CIPlanCommand.self, CIApplyCommand.self])
}
