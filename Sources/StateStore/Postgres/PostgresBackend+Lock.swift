import AdsModel
import Foundation
import Planning

extension PostgresBackend {
  /// What is found before the lock is taken; nothing is locked while it is read, and nothing is written unless it is
  /// still so when the lock is taken.
  private struct Found {
    let row: PostgresHead
    let state: StoredState
    let unsettled: [UnsettledOperation]
    let tip: HistoryTip
  }

  private func found() async throws(StateError) -> Found? {
    try await read { reader throws(StateError) in
      Found(
        row: reader.row, state: try await reader.state(),
        unsettled: try await reader.unsettled().unsettled, tip: try await reader.tip())
    }
  }

  public func open(
    as holder: LockHolder, account: Account, target: TargetKind, now: Instant
  ) async throws(StateError) -> any StateSession {
    let access = try access.get()
    let lock = StateLock(id: UUID().uuidString, holder: holder)
    for _ in 0..<Self.attempts {
      guard let found = try await found() else {
        try await create(account, target, now)
        continue
      }
      let head = found.row.head
      let write = try head.taking(
        lock, account: account, target: target, at: place, presence)
      let journal = Journal(
        found.state, unsettled: found.unsettled, taking: write, head: head, of: account,
        at: place, tip: found.tip, lastEntry: found.row.lastEntry)
      let asked = PostgresLease.now
      guard let (row, connection) = try await store(write, over: found.row) else { continue }
      let lease = PostgresLease(
        .init(workspace: row.id, lockID: lock.id, fence: row.head.fence), at: access.link.address,
        span: access.lease, asked: asked)
      let store = PostgresStore(
        row, over: access.link, on: connection, lease: lease, workspace: workspace, place: place,
        patience: min(access.link.patience, .seconds(30)))
      return JournalSession(journal, in: store, freedLock: head.lock?.holder)
    }
    throw .busy(place: place)
  }

  /// Stores a write of the lock alone if nothing changed since a row was read; none when something did.
  private func store(
    _ write: StateWrite, over row: PostgresHead
  ) async throws(StateError) -> (PostgresHead, PostgresConnection)? {
    let access = try access.get()
    let decided = PostgresWrite(write, on: row)
    // Whoever is known to be dead prolongs nothing.
    let isTakingOver = row.head.lock.map { !$0.holder.isKnownDead && $0.hasRunOut } ?? false
    do throws(PostgresFailure) {
      let connection = try await access.link.take().connection
      _ = try await connection.write(
        decided.statements(over: row, lease: access.lease, isTakingOver: isTakingOver))
      return (decided.next, connection)
    } catch {
      if case .refused(PostgresHead.notHeld, _, PostgresWrite.proof) = error { return nil }
      if error.isRace { return nil }
      guard case .broken = error else { throw error.error(at: place) }
      // It may have been stored, and then the lock is ours.
      guard let found = try await begunRow(), found.revision == decided.next.revision,
        found.head.lock?.id == decided.next.head.lock?.id,
        found.head.fence == decided.next.head.fence
      else { return nil }
      return (decided.next, try await connected())
    }
  }

  private func begunRow() async throws(StateError) -> PostgresHead? {
    try await read { reader throws(StateError) in reader.row }
  }

  private func connected() async throws(StateError) -> PostgresConnection {
    let link = try access.get().link
    do throws(PostgresFailure) { return try await link.take().connection } catch {
      throw error.error(at: place)
    }
  }

  // MARK: - Creation

  /// Makes the tables that are missing, and the row of the state.
  private func create(
    _ account: Account, _ target: TargetKind, _ now: Instant
  ) async throws(StateError) {
    let connection = try await connected()
    do throws(PostgresFailure) {
      try await migrate(connection)
      _ = try await connection.write([
        PostgresHead.inserting(
          workspace, lineage: UUID().uuidString.lowercased(), account: account, target: target,
          now: now)
      ])
    } catch {
      throw error.error(at: place)
    }
    try await access.get().link.give(connection)
  }

  /// Brings the tables up to date, under the lock on the row that tells their version.
  private func migrate(_ connection: PostgresConnection) async throws(PostgresFailure) {
    for attempt in 1... {
      do throws(PostgresFailure) {
        // Most are, and nobody waits for others then.
        let version = try await Self.version(connection) ?? 0
        guard version < PostgresSchema.version else { return }
        _ = try await connection.write(PostgresSchema.migrate(from: version))
      } catch {
        // Two who make the same table at once: one of them is told that it is there.
        let isRace =
          error.isRace
          || ["23505", "42P07", "42710", PostgresHead.notHeld].contains(error.code)
        guard isRace, attempt < Self.attempts else { throw error }
      }
    }
  }

  // MARK: - Unlocking

  public func unlock(_ whose: UnlockRule) async throws(StateError) -> LockHolder? {
    for _ in 0..<Self.attempts {
      guard let row = try await begunRow(), let lock = row.head.lock,
        let write = try row.head.unlocking(whose)
      else { return nil }
      guard let (_, connection) = try await store(write, over: row) else { continue }
      try await access.get().link.give(connection)
      return lock.holder
    }
    throw .busy(place: place)
  }

  public func refusesStaleWrites() async throws(StateError) -> Bool? {
    guard let row = try await begunRow() else { return nil }
    let connection = try await connected()
    var stale = row
    stale.head.fence += 1
    let write = PostgresWrite(
      StateWrite(.init(fence: stale.head.fence, lockID: nil, serial: nil), serial: row.head.serial),
      on: row)
    do throws(PostgresFailure) {
      // Nothing is committed, whatever the server says of it.
      _ = try await connection.run(
        PostgresConnection.beginWriting
          + write.statements(over: stale, lease: .seconds(1)).prefix(1)
          + [PostgresStatement("ROLLBACK")])
      return false
    } catch {
      guard error.code == PostgresHead.notHeld else { throw error.error(at: place) }
      return true
    }
  }
}
