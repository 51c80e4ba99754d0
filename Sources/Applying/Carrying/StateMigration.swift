import AdsModel
import ManifestModel
import StateStore

/// Moves a project's state to another backend.
public struct StateMigration: Sendable {
  private let source: any StateBackend
  private let target: any StateBackend
  private let destination: ProjectMarker
  private let isSame: Bool

  /// `origin` makes the backend where the state is, `factory` one whose state is to be replaced.
  public init(
    from settings: StateSettings, of origin: StateFactory, to other: StateSettings,
    of factory: StateFactory
  ) {
    self.init(
      origin.backend(settings), to: factory.unmarked(other), factory.marker(other),
      isSame: settings.isSamePlace(as: other))
  }

  init(
    _ source: any StateBackend, to target: any StateBackend, _ destination: ProjectMarker,
    isSame: Bool
  ) {
    self.source = source
    self.target = target
    self.destination = destination
    self.isSame = isSame
  }

  public var sourcePlace: String { source.place }
  /// Where the state goes.
  public var place: StatePlace { destination.state }

  /// Copies everything under both locks, reads it back and marks the source; none where nothing is stored.
  ///
  /// Killed at any moment, this leaves one state that is in use: the source until it is marked. `say` hears of
  /// locks that dead processes left.
  public func run(
    now: Instant, say: @escaping (String) -> Void
  ) async throws -> StateDocument? {
    guard !isSame else {
      throw StateError.carry(place: source.place, .same)
    }
    guard let head = try await source.head() else { return nil }
    func locked(_ backend: any StateBackend) -> LockedState {
      LockedState(backend, purpose: "state migrate", now: now, say: say)
    }
    return try await locked(source).hold(of: head.account, head.target) { session, _ in
      guard let document = try await source.snapshot()?.portable else {
        throw StateError.lockLost(place: source.place)
      }
      // Before anything is written there; and once more under its lock.
      try document.refuseMoving(over: try await target.snapshot(), at: target.place)
      try await locked(target).hold(of: head.account, head.target) { copy, _ in
        try document.refuseMoving(over: try await target.snapshot(), at: target.place)
        try await copy.replace(with: document)
        try await target.verify(document)
        try await session.markMoved(to: destination.state)
        try destination.write(document.lineage)
      }
      return document
    }
  }
}
