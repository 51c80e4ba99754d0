import AdsModel
import ManifestModel
import Planning
import StateStore

/// Puts a backup in the place of a project's state.
public struct StateRestoring: Sendable {
  private let backend: any StateBackend
  private let marker: ProjectMarker

  /// `factory` makes a backend whose state is to be replaced.
  public init(_ factory: StateFactory, _ settings: StateSettings) {
    backend = factory.unmarked(settings)
    marker = factory.marker(settings)
  }

  public var place: String { backend.place }

  /// Stores all of a document, or nothing; `isForced` takes one that is older than what is there.
  ///
  /// Another lineage than what is there, or than what the project remembers, is always refused. `say` hears of a
  /// lock that a dead process left.
  public func restore(
    _ document: StateDocument, isForced: Bool, now: Instant, say: @escaping (String) -> Void
  ) async throws {
    do {
      try await put(document, isForced: isForced, now: now, say: say)
    } catch let error as StateError where error.isOfDamage {
      guard isForced else {
        throw StateError.carry(place: place, .unreadable(error.description))
      }
      guard let kept = try await backend.setAside() else { throw error }
      say("Kept what was there as \(kept).")
      try await put(document, isForced: true, now: now, say: say)
    }
  }

  private func put(
    _ document: StateDocument, isForced: Bool, now: Instant, say: @escaping (String) -> Void
  ) async throws {
    if let known = try marker.lineage(), known != document.lineage {
      throw StateError.carry(
        place: marker.path, .otherLineage(kept: known, given: document.lineage))
    }
    if let head = try await backend.head() {
      if let there = head.movedTo { throw StateError.moved(place: place, to: there) }
      try document.refuseRestoring(
        over: (head.lineage, head.serial), at: place, isForced: isForced)
    }
    let locked = LockedState(backend, purpose: "state restore", now: now, say: say)
    try await locked.hold(of: document.account, document.target) { session, _ in
      // Somebody may have written before the lock was ours.
      try document.refuseRestoring(
        over: (session.state.lineage, session.state.serial), at: place, isForced: isForced)
      try await session.replace(with: document)
      try await backend.verify(document)
      try marker.write(document.lineage)
    }
  }
}

extension StateBackend {
  /// Reads back what was put there.
  func verify(_ document: StateDocument) async throws(StateError) {
    guard try await snapshot()?.portable.bytes == document.portable.bytes else {
      throw .carry(place: place, .notStored)
    }
  }
}
