import CustomerLists
import Planning

/// A state in PostgreSQL whose lock is held; every write proves that it still is.
///
/// A write is one transaction and one round trip. Where its answer is lost, the database is asked what became of it before
/// anything else is done: nothing is stored twice, and nothing counts as lost that was stored.
final class PostgresStore: JournalStore {
  private let place: String
  private let workspace: String
  private let link: PostgresLink
  private let lease: PostgresLease
  private var connection: PostgresConnection?
  /// As the last write of ours left it; the lock keeps others from changing it.
  private var head: PostgresHead

  /// How long a server that is gone is waited for; not at all once it was too long.
  private var patience: Duration

  init(
    _ head: PostgresHead, over link: PostgresLink, on connection: PostgresConnection,
    lease: PostgresLease, workspace: String, place: String, patience: Duration
  ) {
    self.head = head
    self.link = link
    self.connection = connection
    self.lease = lease
    self.workspace = workspace
    self.place = place
    self.patience = patience
  }

  deinit { lease.end() }

  var isHeld: @Sendable () -> Bool { { [lease] in lease.isHeld } }

  func store(_ write: StateWrite) async throws(StateError) -> StoredState? {
    guard write.condition.serial.map({ $0 == head.head.serial }) ?? true else {
      throw .lockLost(place: place)
    }
    let start = ContinuousClock.now
    var races = 0
    while true {
      let decided = PostgresWrite(write, on: head)
      let asked = PostgresLease.now
      do throws(PostgresFailure) {
        let reading = write.isReadBack ? Self.reading(workspace) : []
        let answers = try await current().write(
          decided.statements(over: head, lease: lease.span) + reading)
        confirm(decided.next, asked)
        guard write.isReadBack else { return nil }
        return try state(answers.suffix(reading.count))
      } catch {
        switch error {
        case .refused(PostgresHead.notHeld, _, PostgresWrite.proof):
          lease.lose()
          throw .lockLost(place: place)
        case let error where error.isRace && races < 5:
          races += 1
          try? await Task.sleep(for: .milliseconds(20 << races))
        case let error where error.isPassing:
          connection = nil
          if try await becomes(decided.next, error, until: start + patience) {
            confirm(decided.next, asked)
            guard write.isReadBack else { return nil }
            return try await readBack()
          }
        default: throw error.error(at: place)
        }
      }
    }
  }

  private func confirm(_ next: PostgresHead, _ asked: Duration) {
    let fence = max(next.head.fence, head.head.fence)
    head = next
    head.head.fence = fence
    lease.renew(asked: asked, fence: fence)
  }

  private func current() async throws(PostgresFailure) -> PostgresConnection {
    if let connection { return connection }
    let opened = try await link.take().connection
    connection = opened
    return opened
  }

  // MARK: - A lost answer

  /// Whether a write was stored whose answer did not come; waits for the server for a while.
  ///
  /// What is still on its way there is refused from then on: the fence is another one.
  private func becomes(
    _ next: PostgresHead, _ failure: PostgresFailure, until end: ContinuousClock.Instant
  ) async throws(StateError) -> Bool {
    var pause = Duration.milliseconds(50)
    while true {
      let asked = PostgresLease.now
      do throws(PostgresFailure) {
        let rows = try await current().write([raisingFence(next)])[0]
        guard let row = rows.first else {
          lease.lose()
          throw PostgresFailure.refused(
            code: PostgresHead.notHeld, "", statement: PostgresWrite.proof)
        }
        head.head.fence = row.integer(1)
        lease.renew(asked: asked, fence: head.head.fence)
        return row.integer(0) == next.revision
      } catch {
        if error.code == PostgresHead.notHeld { throw .lockLost(place: place) }
        guard error.isPassing || error.isRace, ContinuousClock.now < end else {
          patience = .zero
          throw .store(place, .unconfirmed(failure.words))
        }
        if !error.isRace { connection = nil }
      }
      try? await Task.sleep(for: pause)
      pause = min(pause * 2, .seconds(2))
    }
  }

  private func raisingFence(_ next: PostgresHead) -> PostgresStatement {
    PostgresStatement(
      """
      UPDATE workspace SET fence = fence + 1,
      lock_expires_at = clock_timestamp() + $1 * interval '1 millisecond'
      WHERE id = $2 AND lock_id = $3 AND fence >= $4 AND revision IN ($5, $6)
      RETURNING revision, fence
      """, .integer(lease.span.milliseconds), .integer(head.id), .text(head.head.lock?.id),
      .integer(head.head.fence), .integer(head.revision), .integer(next.revision))
  }

  // MARK: - Reading

  private static func reading(_ workspace: String) -> [PostgresStatement] {
    [PostgresHead.reading(workspace)] + PostgresReader.readingState(workspace)
  }

  private func state(_ answers: ArraySlice<PostgresRows>) throws(PostgresFailure) -> StoredState {
    guard let row = answers.first?.first.flatMap(PostgresHead.init),
      let state = try? PostgresReader.state(row, answers.dropFirst())
    else { throw .refused(code: "XX001", "what was just written is not there", statement: 0) }
    return state
  }

  private func readBack() async throws(StateError) -> StoredState {
    let reader = PostgresReader(
      row: head, workspace: workspace, place: place, connection: try await connected())
    return try await reader.inTransaction { reader throws(StateError) in
      let answers = try await reader.run(Self.reading(workspace))
      do throws(PostgresFailure) { return try state(answers[...]) } catch {
        throw error.error(at: place)
      }
    }.get()
  }

  private func connected() async throws(StateError) -> PostgresConnection {
    do throws(PostgresFailure) { return try await current() } catch {
      throw error.error(at: place)
    }
  }

  func members(
    of list: String, after last: SealedMember?, _ page: ([SealedMember]) throws -> Void
  ) async throws {
    try await reader().inTransaction { reader in
      try await reader.members(of: list, after: last, page)
    }.get()
  }

  func memberCounts() async throws(StateError) -> [String: Int] {
    try await reader().inTransaction { reader throws(StateError) in
      try await reader.memberCounts()
    }.get()
  }

  private func reader() async throws(StateError) -> PostgresReader {
    PostgresReader(
      row: head, workspace: workspace, place: place, connection: try await connected())
  }

  // MARK: - The end

  func close(_ write: StateWrite) async throws(StateError) {
    defer { lease.end() }
    do throws(StateError) {
      _ = try await store(write)
    } catch .lockLost {
      // A lock that is somebody else's by now is left alone.
    }
    if let connection { await link.give(connection) }
    connection = nil
  }
}
