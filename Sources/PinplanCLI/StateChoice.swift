import Applying
import Foundation
import ManifestLoading
import StateStore

/// The `state:` block of the project, read once: a run keeps to one state, whatever it writes meanwhile.
private final class ReadSettings: Sendable {
  /// A process runs one command.
  static let ofThisRun = ReadSettings()

  private let lock = NSLock()
  private nonisolated(unsafe) var known: [String: StateSettings] = [:]

  func settings(of directory: String) -> StateSettings {
    lock.withLock {
      if let settings = known[directory] { return settings }
      let settings = Project.stateSettings(of: .disk(directory))
      known[directory] = settings
      return settings
    }
  }
}

extension CommonOptions {
  /// The backend of the project's state, as `pinplan.yaml` names it.
  var backend: any StateBackend { get throws { try backend() } }

  /// `isExpected` says that the command makes no sense without a state.
  func backend(isExpected: Bool = false) throws -> any StateBackend {
    let settings = ReadSettings.ofThisRun.settings(of: directory)
    guard settings.mistakes.isEmpty else {
      throw Failure(settings.mistakes, of: workspace.project().project)
    }
    return states(isExpected: isExpected).backend(settings)
  }

  func states(isExpected: Bool = false) -> StateFactory {
    let presence = StatePresence.presence(isFirstRun: firstRun)
    return StateFactory(
      file: path(".pinplan/state.db"),
      presence: isExpected && presence != .firstRun ? .expected : presence)
  }
}
