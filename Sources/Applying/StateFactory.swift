import Foundation
import ManifestModel
import StateStore

/// Makes the backend that a project's `state:` block names: the one place that knows them all.
public struct StateFactory: Sendable {
  /// The project's folder.
  private let project: String
  /// The path of the file that holds a state on this machine; the marker lies beside it.
  private let file: String
  private let presence: StatePresence
  private let sharing: Bool
  private let network: StoreTransport

  /// `presence` says whether there may be no state; `sharing` takes one that has one id at two
  /// addresses, for mending it; `network` is for a state on a server.
  public init(
    project: String, file: String, presence: StatePresence, sharing: Bool = false,
    network: StoreTransport = .none
  ) {
    self.project = project
    self.file = file
    self.presence = presence
    self.sharing = sharing
    self.network = network
  }

  /// The backend, held to what the project remembers of its state.
  public func backend(_ settings: StateSettings) -> any StateBackend {
    MarkedBackend(unmarked(settings), marker(settings))
  }

  /// The backend alone, for who decides what the project is to remember.
  func unmarked(_ settings: StateSettings) -> any StateBackend {
    switch settings.backend {
    case .sqlite: SQLiteBackend(path: file, presence: presence, sharing: sharing)
    case .git:
      DocumentBackend.onBranch(
        settings.branch, ofProject: project, workspace: settings.workspace, presence: presence)
    case .postgres:
      PostgresBackend(
        workspace: settings.workspace, presence: presence,
        environment: ProcessInfo.processInfo.environment)
    case .http:
      DocumentBackend.onServer(
        HTTPPlace(
          settings.address ?? "", lockAddress: settings.lockAddress,
          lockMethod: settings.lockMethod, unlockMethod: settings.unlockMethod),
        presence: presence, network)
    }
  }

  /// What the project remembers of a state in the place that the settings name.
  func marker(_ settings: StateSettings) -> ProjectMarker {
    let place = settings.backend.isOnThisMachine ? Self.stateFile : unmarked(settings).place
    return ProjectMarker(
      StatePlace(backend: settings.backend.rawValue, place: place),
      path: (file as NSString).deletingLastPathComponent + "/" + Self.markerFile)
  }

  /// The state on this machine, by its path in the project's folder.
  public static let stateFile = ".pinplan/state.db"

  /// What the project remembers of its state, by its name beside the state.
  private static let markerFile = "state.json"
}
