import ArgumentParser
import Rendering

/// A command whose result has forms besides text, so that its failures have them too.
protocol ReportingCommand: ParsableCommand {
  /// Prints its result, in the form that was asked for.
  var reporter: Reporter { get }
  /// What is told in place of a result; in text it is said already.
  func report(of failure: Failure) -> any Report
  /// Writes what happened to the other places that get the result; most have none.
  func writeSummary(of failure: Failure)
}

extension ReportingCommand {
  func writeSummary(of failure: Failure) {}
}
