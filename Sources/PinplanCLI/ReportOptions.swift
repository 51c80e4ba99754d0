import ArgumentParser
import Rendering

extension PlanView: ExpressibleByArgument {}

/// Where the links of a report in Markdown lead, and how long it may be.
struct ReportOptions: ParsableArguments {
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
    try MarkdownOptions.checkBudget(maxBytes)
    if let sourceURL, !sourceURL.hasPrefix("https://"), !sourceURL.hasPrefix("http://") {
      throw ValidationError("--source-url takes an address that begins with https://")
    }
  }
}

extension MarkdownOptions {
  /// Refuses what `--max-bytes` may not be.
  static func checkBudget(_ bytes: Int) throws {
    guard bytes < smallestBudget else { return }
    throw ValidationError(
      "--max-bytes \(bytes) is less than a report needs; write \(smallestBudget) or more")
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

extension CommonOptions {
  /// What prints the result of a command about a project.
  func reporter(
    _ output: FormatOptions<some Report>, _ report: ReportOptions? = nil,
    view: PlanView = .changes
  ) -> Reporter {
    Reporter(console, as: output.format, view: view) {
      MarkdownOptions(
        sourceURL: report?.sourceURL, headCommit: report?.head, time: time,
        byteBudget: report?.maxBytes ?? MarkdownOptions.defaultBudget, view: view,
        folder: checkout.folder, project: checkout.project)
    }
  }
}
