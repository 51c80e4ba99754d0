import AdsModel
import Applying
import CustomerLists
import Planning
import StateStore
import TestSupport
import Testing

/// The lock is taken and given back in one place, whatever is done under it.
struct LockedStateTests {
  private struct Cut: Error {}

  private static let account = Account(name: "northwind-uk", country: "GB", currency: .gbp)

  /// What people are told.
  private final class Said {
    var words: [String] = []
  }

  private static func locked(_ backend: any StateBackend, _ said: Said) -> LockedState {
    LockedState(backend, purpose: "test", now: ApplyScene.now) { said.words.append($0) }
  }

  @Test func `the lock is held meanwhile and given back`() async throws {
    let (scene, said) = (try ApplyScene(), Said())
    let backend = scene.backend
    let lineage = try await Self.locked(backend, said).hold(of: Self.account, .local) {
      session, holder in
      let held = try backend.head()?.holder
      #expect(held == holder)
      #expect(holder.purpose == "test")
      return session.state.lineage
    }
    #expect(try backend.read()?.lineage == lineage)
    #expect(try backend.head()?.holder == nil)
    #expect(said.words == [])
  }

  @Test func `it is given back after a failure too`() async throws {
    let (scene, said) = (try ApplyScene(), Said())
    await #expect(throws: Cut.self) {
      try await Self.locked(scene.backend, said).hold(of: Self.account, .local) { _, _ in
        throw Cut()
      }
    }
    #expect(try scene.backend.head()?.holder == nil)
  }

  @Test func `a lock that a dead process left is freed and said so`() async throws {
    let (scene, said) = (try ApplyScene(), Said())
    var dead = LockHolder.current(purpose: "apply", environment: [:], now: ApplyScene.now)
    dead.process.pid = .max - 1
    let left = try scene.backend.open(
      as: dead, account: Self.account, target: .local, now: ApplyScene.now)
    try await Self.locked(scene.backend, said).hold(of: Self.account, .local) { _, _ in }
    #expect(said.words == ["Freed the lock of a process that is gone: \(dead)."])
    try await left.close()
  }

  @Test func `a lock that cannot be given back is a warning, as everything is stored`() async throws
  {
    let (scene, said) = (try ApplyScene(), Said())
    let backend = StubbornBackend(scene.backend)
    let serial = try await Self.locked(backend, said).hold(of: Self.account, .local) {
      session, _ in session.state.serial
    }
    #expect(serial == 0)
    #expect(
      said.words == [
        """
        warning: the state \(scene.backend.place) is being written by another process that did not \
        finish in time; try again when it is done
        """
      ])
  }
}

/// A state whose lock cannot be given back.
private struct StubbornBackend: StateBackend {
  private let backend: any StateBackend

  init(_ backend: any StateBackend) { self.backend = backend }

  var place: String { backend.place }
  var files: [String] { backend.files }
  func head() async throws(StateError) -> StateHead? { try await backend.head() }
  func snapshot() async throws(StateError) -> StateDocument? { try await backend.snapshot() }
  func refusesStaleWrites() async throws(StateError) -> Bool? {
    try await backend.refusesStaleWrites()
  }
  func read() async throws(StateError) -> StoredState? { try await backend.read() }
  func applies() async throws(StateError) -> [ApplyRecord] { try await backend.applies() }
  func operations(ofApply number: Int64) async throws(StateError) -> [OperationRecord] {
    try await backend.operations(ofApply: number)
  }
  func life(of address: Address) async throws(StateError) -> [LifeEvent] {
    try await backend.life(of: address)
  }
  func begun(_ digits: String) async throws(StateError) -> BegunApply? {
    try await backend.begun(digits)
  }
  func unsettledCount() async throws(StateError) -> Int { try await backend.unsettledCount() }
  func unsettledSummary() async throws(StateError) -> UnsettledSummary? {
    try await backend.unsettledSummary()
  }
  func recentEffect(at now: MachineTime) async throws(StateError) -> RecentEffect? {
    try await backend.recentEffect(at: now)
  }
  func members(
    of list: String, after last: SealedMember?, _ page: ([SealedMember]) throws -> Void
  ) async throws {
    try await backend.members(of: list, after: last, page)
  }
  func memberCounts() async throws(StateError) -> [String: Int] {
    try await backend.memberCounts()
  }
  func unlock(_ whose: UnlockRule) async throws(StateError) -> LockHolder? {
    try await backend.unlock(whose)
  }
  func open(
    as holder: LockHolder, account: Account, target: TargetKind, now: Instant
  ) async throws(StateError) -> any StateSession {
    MortalSession(
      try await backend.open(as: holder, account: account, target: target, now: now),
      KillSwitch(at: nil), closing: .busy(place: backend.place))
  }
}
