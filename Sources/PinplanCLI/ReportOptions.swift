import ArgumentParser
import Rendering

/// The forms of a plan, and of what is wrong with a project.
enum ReportFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json, markdown
  /// Workflow commands, which GitHub shows beside the lines.
  case github
  case sarif
  /// GitLab's code quality report.
  case gitlab
}

extension PlanView: ExpressibleByArgument {}

/// How a plan, or what is wrong with a project, is shown.
struct ReportOptions: ParsableArguments {
  @Option(help: "text, json, markdown, github, sarif or gitlab.")
  var format = ReportFormat.text

  @Option(
    help: ArgumentHelp(
      "In markdown, what files are linked to, such as https://github.com/o/r/blob/SHA.",
      valueName: "url"))
  var sourceURL: String?

  @Option(
    help: ArgumentHelp("In markdown, the commit that the hidden marker names.", valueName: "sha"))
  var head: String?

  @Option(
    help: ArgumentHelp("In markdown, the most bytes that the report may have.", valueName: "n"))
  var maxBytes = MarkdownOptions.defaultBudget

  func validate() throws {
    guard maxBytes >= MarkdownOptions.smallestBudget else {
      throw ValidationError(
        "--max-bytes \(maxBytes) is less than a report needs; write \(MarkdownOptions.smallestBudget) or more"
      )
    }
    if let sourceURL, !sourceURL.hasPrefix("https://"), !sourceURL.hasPrefix("http://") {
      throw ValidationError("--source-url takes an address that begins with https://")
    }
  }
}

/// How much of a plan is shown, and the reports beside it.
struct PlanViewOptions: ParsableArguments {
  @Option(help: "In text and markdown: summary, changes or full.")
  var view = PlanView.changes

  @Option(
    help: ArgumentHelp(
      "Write the plan as one HTML file for people who approve spend.", valueName: "file"),
    completion: .file())
  var html: String?
}
