import AdsModel
import CustomerLists
import Planning

/// The lock on a state, held, on whatever backend: the journal decides, the store keeps.
final class JournalSession: StateSession {
  let store: any JournalStore
  let freedLock: LockHolder?
  private var journal: Journal
  private var isOpen = true

  init(_ journal: Journal, in store: any JournalStore, freedLock: LockHolder?) {
    self.journal = journal
    self.store = store
    self.freedLock = freedLock
  }

  var state: StoredState { journal.state }
  var unsettled: [UnsettledOperation] { journal.unsettled }
  var nextSerial: Int64 { journal.nextSerial }
  var isHeld: @Sendable () -> Bool { store.isHeld }

  private func store(_ write: StateWrite?) async throws(StateError) {
    guard let write else { return }
    let state = try await store.store(write)
    journal.take(write, state: state)
  }

  func resolve(_ resolutions: [Resolution], now: Instant) async throws(StateError) {
    guard !resolutions.isEmpty else { return }
    try await store(journal.resolve(resolutions, now: now))
  }

  func begin(_ start: ApplyStart, now: Instant) async throws(StateError) {
    try await store(journal.begin(start, now: now))
  }

  func record(
    settled: [Settlement], intending: [IntendedOperation], nextLocalID: Int64, now: Instant
  ) async throws(StateError) {
    try await store(
      journal.record(
        settled: settled, intending: intending, nextLocalID: nextLocalID, now: now))
  }

  func send(
    _ sequences: [Int], until deadline: EffectDeadline, now: Instant
  ) async throws(StateError) {
    try await store(journal.send(sequences, until: deadline, now: now))
  }

  func applyMoves(
    _ moves: [Move], remembering applied: [Move], now: Instant
  ) async throws(StateError) {
    try await store(journal.applyMoves(moves, remembering: applied, now: now))
  }

  func finish(_ outcome: ApplyOutcome, now: Instant) async throws(StateError) {
    try await store(journal.finish(outcome, now: now))
  }

  func refuseUnsettled() throws(StateError) { try journal.refuseUnsettled() }

  func move(_ moves: [Move], by author: Author, now: Instant) async throws(StateError) {
    try await store(journal.move(moves, by: author, now: now))
  }

  func remove(
    _ addresses: [Address], by author: Author, now: Instant
  ) async throws(StateError) -> [Address] {
    let (removed, write) = try journal.remove(addresses, by: author, now: now)
    try await store(write)
    return removed
  }

  func adopt(
    _ resources: [StoredResource], forgetting addresses: [Address], kind: ApplyRecord.Kind,
    by author: Author, now: Instant
  ) async throws(StateError) {
    try await store(
      journal.adopt(resources, forgetting: addresses, kind: kind, by: author, now: now))
  }

  func forgetMembers(
    of address: Address, by author: Author, now: Instant
  ) async throws(StateError) -> Int {
    let (count, write) = try journal.forgetMembers(
      of: address, try await store.memberCounts(), by: author, now: now)
    try await store(write)
    return count
  }

  func replace(with document: StateDocument) async throws(StateError) {
    try await store(journal.replacing(with: document))
  }

  func markMoved(to place: StatePlace) async throws(StateError) {
    try await store(journal.moving(to: place))
  }

  func members(
    of list: String, after last: SealedMember?, _ page: ([SealedMember]) throws -> Void
  ) async throws {
    try await store.members(of: list, after: last, page)
  }

  func memberCounts() async throws(StateError) -> [String: Int] { try await store.memberCounts() }

  func close() async throws(StateError) {
    guard isOpen else { return }
    isOpen = false
    try await store.close(journal.releasing)
  }
}
