import ArgumentParser
import Diagnostics
import Documents
import Foundation
import Rendering

/// A command whose result has forms besides text, so that its failures have them too.
protocol DocumentedCommand: ParsableCommand {
  /// Writes what happened in the form that was asked for; nothing in text, which is said already.
  func writeDocument(of failure: Failure) throws
}

/// Whether this run has written a result yet: a failure after that has no place left for its own.
final class WrittenResult: Sendable {
  /// A process runs one command.
  static let ofThisRun = WrittenResult()

  private let lock = NSLock()
  private nonisolated(unsafe) var wasWritten = false

  var isThere: Bool {
    get { lock.withLock { wasWritten } }
    set { lock.withLock { wasWritten = newValue } }
  }
}

extension PinplanCommand {
  /// Runs the command that the arguments name, and ends the process as it ends.
  public static func main() async {
    let arguments = Array(CommandLine.arguments.dropFirst())
    do {
      if let mistake = MisspeltCommand(in: arguments, of: Self.self) { throw mistake.error }
      let command = try parseAsRoot(arguments)
      do {
        try await run(command)
      } catch let failure as Failure {
        try tell(failure, of: command)
        throw failure.exit.exit
      }
    } catch {
      exit(withError: error)
    }
  }

  private static func run(_ command: any ParsableCommand) async throws {
    if var command = command as? any AsyncParsableCommand {
      try await command.run()
    } else {
      var command = command
      try command.run()
    }
  }

  private static func tell(_ failure: Failure, of command: any ParsableCommand) throws {
    let console = Console(noColor: CommandLine.arguments.contains("--no-color"))
    failure.say(on: console)
    guard !WrittenResult.ofThisRun.isThere else { return }
    try (command as? any DocumentedCommand)?.writeDocument(of: failure)
  }
}

// MARK: - Commands

extension ValidateCommand: DocumentedCommand {
  func writeDocument(of failure: Failure) throws {
    try Reporter(common: common, options: output).show(failure) {
      ValidationDocument.encode(failure.diagnostics)
    }
  }
}

extension PlanCommand: DocumentedCommand {
  func writeDocument(of failure: Failure) throws {
    try Reporter(common: common, options: output).show(failure) {
      PlanDocument.encodeFailure(failure.diagnostics)
    }
  }
}

extension ShowCommand: DocumentedCommand {
  func writeDocument(of failure: Failure) throws {
    try Reporter(common: common, options: output).show(failure) {
      PlanDocument.encodeFailure(failure.diagnostics)
    }
  }
}

extension ApplyCommand: DocumentedCommand {
  func writeDocument(of failure: Failure) throws {
    var result = ApplyResult(refusedBy: failure.diagnostics)
    result.stopReason = failure.diagnostic?.message
    if let summary {
      _ = ApplyRunner(common: common, output: output, events: nil, summary: summary)
        .writeSummary(of: result)
    }
    if output.isJSON { try common.console.write(ApplyDocument.encode(result)) }
  }
}

extension DriftCommand: DocumentedCommand {
  func writeDocument(of failure: Failure) throws {
    guard output.isJSON else { return }
    try common.console.write(DriftDocument.encodeFailure(failure.diagnostics))
  }
}

extension PullCommand: DocumentedCommand {
  func writeDocument(of failure: Failure) throws {
    guard output.isJSON else { return }
    try common.console.write(
      PullDocument.encodeFailure(failure.diagnostics, isDryRun: dryRun))
  }
}

extension ImportCommand: DocumentedCommand {
  func writeDocument(of failure: Failure) throws {
    guard output.isJSON else { return }
    try common.console.write(
      ImportDocument.encodeFailure(failure.diagnostics, isDryRun: dryRun))
  }
}

extension HistoryCommand: DocumentedCommand {
  func writeDocument(of failure: Failure) throws {
    guard output.isJSON else { return }
    try common.console.write(HistoryDocument.encodeFailure(failure.diagnostics))
  }
}

extension StateCommand.List: DocumentedCommand {
  func writeDocument(of failure: Failure) throws {
    guard output.isJSON else { return }
    var listing = StateListing(lineage: nil, serial: 0, resources: [])
    listing.diagnostics = failure.diagnostics
    try common.console.write(StateListDocument.encode(listing))
  }
}

extension AuthStatusCommand: DocumentedCommand {
  func writeDocument(of failure: Failure) throws {
    guard output.isJSON else { return }
    try auth.console.write(AuthStatusDocument.encodeFailure(failure.diagnostics))
  }
}
