import ArgumentParser
import Planning
import Rendering

/// Reports that are written into a file, beside what is printed.
struct ReportOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Write the plan as one HTML file for people who approve spend.", valueName: "file"),
    completion: .file())
  var html: String?

  /// Writes what was asked for; also of a plan that is refused, as that is when it is discussed.
  func write(_ plan: Plan, _ console: Console, isQuiet: Bool) throws {
    guard let html else { return }
    do throws(OutputFile.Failure) {
      try OutputFile.replace(html, with: HTMLReport(plan).render())
    } catch {
      console.say("error: the report could not be written to \(html): \(error.reason)")
      throw ExitStatus.refused.exit
    }
    if !isQuiet { console.say("Report written to \(html).") }
  }
}
