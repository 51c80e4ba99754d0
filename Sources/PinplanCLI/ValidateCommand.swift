import Applying
import ArgumentParser
import Diagnostics
import ManifestLoading
import ManifestModel
import Rendering

struct ValidateCommand: ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate", abstract: "Check the project without looking at the state.",
    discussion: "Reports every mistake of every file in one run. Exit 1 when there is an error.")

  @OptionGroup var common: CommonOptions
  @OptionGroup var output: FormatOptions<ValidationReport>
  @OptionGroup var linking: ReportOptions

  var reporter: Reporter { common.reporter(output, linking) }

  func run() throws {
    let workspace = common.workspace
    let (project, found) = workspace.project()
    ProcessLifetime.keep(project)
    let manifest = project.manifest
    let listed = workspace.listFindings(in: manifest)
    let diagnostics =
      listed.isEmpty ? found : (found + listed).sorted(by: Diagnostic.inReadingOrder)
    reporter.remark(diagnostics, lines: project.line)
    try reporter.show(
      ValidationReport(
        diagnostics, account: manifest.account, target: manifest.target, census: manifest.census))
    if diagnostics.contains(where: { $0.severity == .error }) { throw Ending(.refused) }
  }

  func report(of failure: Failure) -> any Report {
    let manifest = common.workspace.project().project.manifest
    return ValidationReport(
      failure.diagnostics, account: manifest.account, target: manifest.target,
      heading: "There is no plan")
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
