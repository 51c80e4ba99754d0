import ArgumentParser
import Diagnostics
import Documents
import Foundation
import Rendering

/// A command whose result has forms besides text, so that its failures have them too.
protocol DocumentedCommand: ParsableCommand {
  /// Writes what happened in the form that was asked for; nothing in text, which is said already.
  func writeDocument(of failure: Failure) throws
  /// Whether the result is a document, which every end but a wrong usage has.
  var isDocumented: Bool { get }
  /// Writes what happened to the other places that get the result; most have none.
  func writeSummary(of failure: Failure)
}

extension DocumentedCommand {
  func writeSummary(of failure: Failure) {}
}

/// Whether this run has written a result yet: a failure after that has no place left for its own.
final class WrittenResult: Sendable {
  /// A process runs one command.
  static let ofThisRun = WrittenResult()

  private let lock = NSLock()
  private nonisolated(unsafe) var wasWritten = false
  private nonisolated(unsafe) var wasSummarised = false

  var isThere: Bool {
    get { lock.withLock { wasWritten } }
    set { lock.withLock { wasWritten = newValue } }
  }

  /// The same of `--summary`.
  var isSummarised: Bool {
    get { lock.withLock { wasSummarised } }
    set { lock.withLock { wasSummarised = newValue } }
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
      } catch let ending as Ending {
        demandResult(of: command, ending)
        exit(withError: ExitCode(ending.exit.rawValue))
      } catch {
        guard let failure = Failure(thrown: error) else { throw error }
        tell(failure, of: command)
        exit(withError: ExitCode(failure.exit.rawValue))
      }
    } catch {
      let status = exitCode(for: error)
      let message = fullMessage(for: error)
      guard status != .success else {
        // Help, a version or completions, which a full disk may not take.
        do { try console.print(message + "\n") } catch {
          Failure(thrown: error)?.say(on: console)
          exit(withError: ExitCode(ExitStatus.stopped.rawValue))
        }
        exit(withError: nil)
      }
      if !message.isEmpty { console.say(message) }
      exit(withError: status)
    }
  }

  private static var console: Console {
    Console(noColor: CommandLine.arguments.contains("--no-color"))
  }

  private static func run(_ command: any ParsableCommand) async throws {
    if var command = command as? any AsyncParsableCommand {
      try await command.run()
    } else {
      var command = command
      try command.run()
    }
  }

  private static func demandResult(of command: any ParsableCommand, _ ending: Ending) {
    guard ending.exit != .usage, let command = command as? any DocumentedCommand else { return }
    assert(
      WrittenResult.ofThisRun.isThere || !command.isDocumented,
      "a command ended with \(ending.exit) and printed no document: throw a Failure")
  }

  private static func tell(_ failure: Failure, of command: any ParsableCommand) {
    let console = console
    failure.say(on: console)
    guard let command = command as? any DocumentedCommand else { return }
    do {
      if !WrittenResult.ofThisRun.isSummarised { command.writeSummary(of: failure) }
      if !WrittenResult.ofThisRun.isThere { try command.writeDocument(of: failure) }
    } catch {
      // The failure's own status stands, also where its document could not be written.
      Failure(thrown: error)?.say(on: console)
    }
  }
}

// MARK: - Commands

extension ValidateCommand: DocumentedCommand {
  var isDocumented: Bool { output.format != .text }

  func writeDocument(of failure: Failure) throws {
    try Reporter(common: common, options: output).show(failure) {
      ValidationDocument.encode(failure.diagnostics)
    }
  }
}

extension PlanCommand: DocumentedCommand {
  var isDocumented: Bool { output.format != .text }

  func writeDocument(of failure: Failure) throws {
    try Reporter(common: common, options: output).show(failure) {
      PlanDocument.encodeFailure(failure.diagnostics)
    }
  }
}

extension ShowCommand: DocumentedCommand {
  var isDocumented: Bool { output.format != .text }

  func writeDocument(of failure: Failure) throws {
    try Reporter(common: common, options: output).show(failure) {
      PlanDocument.encodeFailure(failure.diagnostics)
    }
  }
}

extension ApplyCommand: DocumentedCommand {
  var isDocumented: Bool { output.isJSON }

  func writeDocument(of failure: Failure) throws {
    if output.isJSON { try common.console.write(ApplyDocument.encode(result(of: failure))) }
  }

  func writeSummary(of failure: Failure) {
    _ = ApplyRunner(common: common, output: output, events: nil, summary: summary)
      .writeSummary(of: result(of: failure))
  }

  private func result(of failure: Failure) -> ApplyResult {
    var result = ApplyResult(refusedBy: failure.diagnostics)
    result.stopReason = failure.diagnostic?.message
    return result
  }
}

extension DriftCommand: DocumentedCommand {
  var isDocumented: Bool { output.isJSON }

  func writeDocument(of failure: Failure) throws {
    guard output.isJSON else { return }
    try common.console.write(DriftDocument.encodeFailure(failure.diagnostics))
  }
}

extension PullCommand: DocumentedCommand {
  var isDocumented: Bool { output.isJSON }

  func writeDocument(of failure: Failure) throws {
    guard output.isJSON else { return }
    try common.console.write(
      PullDocument.encodeFailure(failure.diagnostics, isDryRun: dryRun))
  }
}

extension ImportCommand: DocumentedCommand {
  var isDocumented: Bool { output.isJSON }

  func writeDocument(of failure: Failure) throws {
    guard output.isJSON else { return }
    try common.console.write(
      ImportDocument.encodeFailure(failure.diagnostics, isDryRun: dryRun))
  }
}

extension RetireCommand: DocumentedCommand {
  var isDocumented: Bool { output.isJSON }

  func writeDocument(of failure: Failure) throws {
    guard output.isJSON else { return }
    try common.console.write(RetireDocument.encodeFailure(failure.diagnostics, id: id))
  }
}

extension HistoryCommand: DocumentedCommand {
  var isDocumented: Bool { output.isJSON }

  func writeDocument(of failure: Failure) throws {
    guard output.isJSON else { return }
    try common.console.write(HistoryDocument.encodeFailure(failure.diagnostics))
  }
}

extension StateCommand.List: DocumentedCommand {
  var isDocumented: Bool { output.isJSON }

  func writeDocument(of failure: Failure) throws {
    guard output.isJSON else { return }
    var listing = StateListing(lineage: nil, serial: 0, resources: [])
    listing.diagnostics = failure.diagnostics
    try common.console.write(StateListDocument.encode(listing))
  }
}

extension AuthStatusCommand: DocumentedCommand {
  var isDocumented: Bool { output.isJSON }

  func writeDocument(of failure: Failure) throws {
    guard output.isJSON else { return }
    try auth.console.write(AuthStatusDocument.encodeFailure(failure.diagnostics))
  }
}
