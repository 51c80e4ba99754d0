import Applying
import ArgumentParser
import Diagnostics
import Documents
import ManifestLoading
import ManifestModel

struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate", abstract: "Check the project without looking at the state.",
    discussion: "Reports every mistake of every file in one run. Exit 1 when there is an error.")

  @OptionGroup var common: CommonOptions
  @OptionGroup var output: ReportOptions

  func run() throws {
    let (project, diagnostics) = common.workspace.project()
    ProcessLifetime.keep(project)
    let isValid = !diagnostics.contains { $0.severity == .error }
    try Reporter(common: common, options: output).show(
      diagnostics, account: project.manifest.account, target: project.manifest.target,
      document: { ValidationDocument.encode(diagnostics) }, lines: project.line)
    if isValid, output.format == .text {
      try common.console.print("Valid: " + project.manifest.census + ".\n")
    }
    if !isValid { throw Ending(.refused) }
  }
}

extension Project {
  /// The text of a line, in the order in which renderers ask.
  func line(_ file: String, _ number: Int) -> String? { line(number, of: file) }
}

extension Manifest {
  /// How many resources of each kind are declared: `2 campaigns, 1 ad`.
  var census: String {
    let counts = [
      (campaigns.count, "campaign"), (adGroups.count, "ad group"), (keywords.count, "keyword"),
      (ads.count, "ad"), (audiences.count, "audience"),
    ]
    let parts = counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }
    return parts.isEmpty ? "nothing is declared" : parts.joined(separator: ", ")
  }
}
