import Applying
import ArgumentParser
import Diagnostics
import Documents
import Outcomes
import Rendering
import StateStore

extension StateCommand {
  struct Check: AsyncParsableCommand, ReportingCommand {
    static let configuration = CommandConfiguration(
      commandName: "check", abstract: "Hold the state against all that is known of it.",
      discussion: """
        Reads everything: whether it is what was written, whether the history follows from itself, what \
        names what, who holds the lock; and tries whether a write of somebody who lost the lock is refused. \
        Changes nothing.
        """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: FormatOptions<StateCheck>

    var reporter: Reporter { common.reporter(output) }

    func run() async throws {
      let check: StateCheck
      do {
        // It has to be the project's own before anything else is asked of it.
        let state = try await common.storedState(sharing: true)
        let backend = try common.checkedBackend
        check = state == nil ? StateCheck() : await backend.check()
      } catch let error as StateError {
        check = StateCheck([StateFinding(.integrity, .error, error.description)])
      }
      try reporter.show(check)
      guard check.isOK else { throw Ending(.stale) }
    }

    func report(of failure: Failure) -> any Report {
      FailureReport {
        StateCheckDocument.encode(
          StateCheck(failure.diagnostics.map { StateFinding(.integrity, .error, $0.message) }))
      }
    }
  }

  struct Export: AsyncParsableCommand, ReportingCommand {
    static let configuration = CommandConfiguration(
      commandName: "export", abstract: "Print what is stored as sorted JSON, for a comparison.",
      discussion: "There is no time and no history in it, so what did not change is the same.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: FormatOptions<StateExport>

    var reporter: Reporter { common.reporter(output) }

    func run() async throws {
      let state = try await common.storedState(sharing: true)
      try reporter.show(StateExport(state))
    }

    func report(of failure: Failure) -> any Report {
      FailureReport { StateExportDocument.encode(StateExport(nil)) }
    }
  }
}

extension CommonOptions {
  /// The project's state for looking at all of it.
  fileprivate var checkedBackend: any StateBackend {
    get throws { try backend(without: presence, sharing: true) }
  }
}
