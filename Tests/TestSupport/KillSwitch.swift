import AdsModel
import CustomerLists
import Foundation
import Planning
import StateStore

/// Ends a process in the middle of a step, as far as the account and the state can tell.
public final class KillSwitch: @unchecked Sendable {
  private let lock = NSLock()
  private var remaining: Int?
  private var taken = 0

  /// How many steps were taken.
  public var stepCount: Int { lock.withLock { taken } }

  /// Dies at that step, counted from 0; without a number never.
  public init(at step: Int?) { remaining = step }

  /// Takes a step; false once the process is dead.
  public func step() -> Bool {
    lock.withLock {
      taken += 1
      guard let left = remaining else { return true }
      remaining = max(0, left - 1)
      return left > 0
    }
  }

  public var isDead: Bool { lock.withLock { remaining == 0 } }
}

/// A session whose process may die before or after any transaction.
public final class MortalSession: StateSession {
  private let session: any StateSession
  private let killSwitch: KillSwitch
  private let closing: StateError?

  /// `closing` is why the lock cannot be given back.
  public init(_ session: any StateSession, _ killSwitch: KillSwitch, closing: StateError? = nil) {
    self.closing = closing
    self.session = session
    self.killSwitch = killSwitch
  }

  public var state: StoredState { session.state }
  public var freedLock: LockHolder? { session.freedLock }
  public var unsettled: [UnsettledOperation] { session.unsettled }
  public var nextSerial: Int64 { session.nextSerial }
  public var isHeld: @Sendable () -> Bool { session.isHeld }

  private func alive(_ body: () async throws(StateError) -> Void) async throws(StateError) {
    guard killSwitch.step() else { throw .lockLost(place: "dead") }
    try await body()
    guard killSwitch.step() else { throw .lockLost(place: "dead") }
  }

  public func resolve(_ resolutions: [Resolution], now: Instant) async throws(StateError) {
    try await alive { () async throws(StateError) in
      try await session.resolve(resolutions, now: now)
    }
  }

  public func begin(_ start: ApplyStart, now: Instant) async throws(StateError) {
    try await alive { () async throws(StateError) in try await session.begin(start, now: now) }
  }

  public func record(
    settled: [Settlement], intending: [IntendedOperation], nextLocalID: Int64, now: Instant
  ) async throws(StateError) {
    try await alive { () async throws(StateError) in
      try await session.record(
        settled: settled, intending: intending, nextLocalID: nextLocalID, now: now)
    }
  }

  public func send(_ sequences: [Int], until deadline: EffectDeadline, now: Instant)
    async throws(StateError)
  {
    try await alive { () async throws(StateError) in
      try await session.send(sequences, until: deadline, now: now)
    }
  }

  public func applyMoves(_ moves: [Move], remembering applied: [Move], now: Instant)
    async throws(StateError)
  {
    try await alive { () async throws(StateError) in
      try await session.applyMoves(moves, remembering: applied, now: now)
    }
  }

  public func finish(_ outcome: ApplyOutcome, now: Instant) async throws(StateError) {
    try await alive { () async throws(StateError) in try await session.finish(outcome, now: now) }
  }

  public func refuseUnsettled() throws(StateError) { try session.refuseUnsettled() }

  public func move(_ moves: [Move], by author: Author, now: Instant) async throws(StateError) {
    try await session.move(moves, by: author, now: now)
  }

  public func remove(
    _ addresses: [Address], by author: Author, now: Instant
  ) async throws(StateError) -> [Address] {
    try await session.remove(addresses, by: author, now: now)
  }

  public func adopt(
    _ resources: [StoredResource], forgetting addresses: [Address], kind: ApplyRecord.Kind,
    by author: Author, now: Instant
  ) async throws(StateError) {
    try await session.adopt(resources, forgetting: addresses, kind: kind, by: author, now: now)
  }

  public func forgetMembers(
    of address: Address, by author: Author, now: Instant
  ) async throws(StateError) -> Int {
    try await session.forgetMembers(of: address, by: author, now: now)
  }

  public func replace(with document: StateDocument) async throws(StateError) {
    try await session.replace(with: document)
  }

  public func markMoved(to place: StatePlace) async throws(StateError) {
    try await session.markMoved(to: place)
  }

  public func members(
    of list: String, after last: SealedMember?, _ page: ([SealedMember]) throws -> Void
  ) async throws {
    try await session.members(of: list, after: last, page)
  }

  public func memberCounts() async throws(StateError) -> [String: Int] {
    try await session.memberCounts()
  }

  /// Also the dead give back the lock here, as the next run frees it anyhow.
  public func close() async throws(StateError) {
    try await session.close()
    if let closing { throw closing }
  }
}
