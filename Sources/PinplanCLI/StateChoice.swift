import Applying
import Foundation
import ManifestLoading
import ManifestModel
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
  /// Where the project keeps its state, as `pinplan.yaml` says.
  var stateSettings: StateSettings { ReadSettings.ofThisRun.settings(of: directory) }

  /// Whether a state may be missing, as the flag and the job say.
  var presence: StatePresence { .presence(isFirstRun: firstRun) }

  /// The backend of the project's state, as `pinplan.yaml` names it.
  var backend: any StateBackend { get throws { try backend(without: presence) } }

  /// Where a state has to be, for a command that makes no sense without one.
  var expectedBackend: any StateBackend {
    get throws { try backend(without: presence == .firstRun ? .firstRun : .expected) }
  }

  /// `sharing` takes a state that has one id at two addresses.
  func backend(
    without presence: StatePresence, sharing: Bool = false
  ) throws -> any StateBackend {
    states(without: presence, sharing: sharing).backend(try checkedSettings)
  }

  func states(without presence: StatePresence, sharing: Bool = false) -> StateFactory {
    StateFactory(
      project: directory, file: path(Self.stateFile), presence: presence, sharing: sharing,
      network: .ofThisMachine)
  }
}
