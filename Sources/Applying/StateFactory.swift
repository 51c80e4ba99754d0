import ManifestLoading
import StateStore

/// Makes the backend that a project's `state:` block names: the one place that knows them all.
public struct StateFactory: Sendable {
  /// The path of the file that holds a state on this machine.
  private let file: String
  private let presence: StatePresence

  /// `presence` says whether there may be no state.
  public init(file: String, presence: StatePresence) {
    self.file = file
    self.presence = presence
  }

  public func backend(_ settings: StateSettings) -> any StateBackend {
    switch settings.backend {
    case .sqlite: SQLiteBackend(path: file, presence: presence)
    }
  }
}
