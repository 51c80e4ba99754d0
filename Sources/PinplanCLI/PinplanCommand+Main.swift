import ArgumentParser
import Foundation

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
    guard ending.exit != .usage, let command = command as? any ReportingCommand else { return }
    assert(
      WrittenResult.ofThisRun.isThere || command.reporter.isText,
      "a command ended with \(ending.exit) and printed no document: throw a Failure")
  }

  private static func tell(_ failure: Failure, of command: any ParsableCommand) {
    let console = console
    failure.say(on: console)
    guard let command = command as? any ReportingCommand else { return }
    do {
      if !WrittenResult.ofThisRun.isSummarised { command.writeSummary(of: failure) }
      let reporter = command.reporter
      guard !reporter.isText, !WrittenResult.ofThisRun.isThere else { return }
      try reporter.show(command.report(of: failure))
    } catch {
      // The failure's own status stands, also where its document could not be written.
      Failure(thrown: error)?.say(on: console)
    }
  }
}
