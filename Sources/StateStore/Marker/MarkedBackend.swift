import AdsModel
import CustomerLists
import Planning

/// A backend that is held to the project's marker: whoever asks for a state gets the project's own or an
/// error, and never "nothing is stored yet" where there was one.
public struct MarkedBackend: StateBackend {
  private let backend: any StateBackend
  private let marker: ProjectMarker

  public init(_ backend: any StateBackend, _ marker: ProjectMarker) {
    self.backend = backend
    self.marker = marker
  }

  public var place: String { backend.place }
  public var files: [String] { backend.files + [marker.path] }

  /// Compares what was found with the marker; called before anything of it is used.
  private func hold(_ lineage: String?) throws(StateError) {
    try marker.hold(lineage, in: place)
  }

  /// The backend, once it is known that it has the project's own state and that this is not old.
  private func checked() async throws(StateError) -> any StateBackend {
    let head = try await backend.head()
    try hold(head?.lineage)
    if let place = head?.movedTo { throw .moved(place: self.place, to: place) }
    return backend
  }

  public func head() async throws(StateError) -> StateHead? { try await checked().head() }

  public func read() async throws(StateError) -> StoredState? {
    let state = try await backend.read()
    try hold(state?.lineage)
    if state != nil { _ = try await checked() }
    return state
  }

  public func applies() async throws(StateError) -> [ApplyRecord] { try await checked().applies() }

  public func operations(ofApply number: Int64) async throws(StateError) -> [OperationRecord] {
    try await checked().operations(ofApply: number)
  }

  public func life(of address: Address) async throws(StateError) -> [LifeEvent] {
    try await checked().life(of: address)
  }

  public func begun(_ digits: String) async throws(StateError) -> BegunApply? {
    try await checked().begun(digits)
  }

  public func unsettledCount() async throws(StateError) -> Int {
    try await checked().unsettledCount()
  }

  public func unsettledSummary() async throws(StateError) -> UnsettledSummary? {
    try await checked().unsettledSummary()
  }

  public func recentEffect(at now: MachineTime) async throws(StateError) -> RecentEffect? {
    try await checked().recentEffect(at: now)
  }

  public func members(
    of list: String, after last: SealedMember?, _ page: ([SealedMember]) throws -> Void
  ) async throws {
    try await checked().members(of: list, after: last, page)
  }

  public func memberCounts() async throws(StateError) -> [String: Int] {
    try await checked().memberCounts()
  }

  public func snapshot() async throws(StateError) -> StateDocument? {
    let document = try await backend.snapshot()
    try hold(document?.lineage)
    if document != nil { _ = try await checked() }
    return document
  }

  public func refusesStaleWrites() async throws(StateError) -> Bool? {
    try await checked().refusesStaleWrites()
  }

  public func open(
    as holder: LockHolder, account: Account, target: TargetKind, now: Instant
  ) async throws(StateError) -> any StateSession {
    // Nothing is made where a state is missing.
    let session = try await checked().open(as: holder, account: account, target: target, now: now)
    do throws(StateError) {
      // Somebody may have exchanged it in between.
      try hold(session.state.lineage)
      try marker.write(session.state.lineage)
    } catch {
      try? await session.close()
      throw error
    }
    return session
  }

  public func unlock(_ whose: UnlockRule) async throws(StateError) -> LockHolder? {
    try await checked().unlock(whose)
  }
}
