import ManifestModel
import StateStore

/// Makes the backend that a project's `state:` block names: the one place that knows them all.
public struct StateFactory: Sendable {
  /// The path of the file that holds a state on this machine.
  private let file: String
  private let presence: StatePresence
  private let sharing: Bool

  /// `presence` says whether there may be no state; `sharing` takes one that has one id at two
  /// addresses, for mending it.
  public init(file: String, presence: StatePresence, sharing: Bool = false) {
    self.file = file
    self.presence = presence
    self.sharing = sharing
  }

  public func backend(_ settings: StateSettings) -> any StateBackend {
    switch settings.backend {
    case .sqlite: SQLiteBackend(path: file, presence: presence, sharing: sharing)
    }
  }
}
