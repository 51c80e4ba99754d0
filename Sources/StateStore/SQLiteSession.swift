import AdsModel
import Foundation
import GRDB
import Planning

/// The lock on a state file, held; every write proves that it still is.
final class SQLiteSession: StateSession {
  private(set) var state: StoredState
  let freedLock: LockHolder?
  private(set) var unsettled: [UnsettledOperation]
  var nextSerial: Int64 { serial + 1 }

  private let connection: Connection
  private let path: String
  private let lockID: String
  private let fence: Int64
  private let account: Account
  /// Whether two addresses may have one id.
  private let sharing: Bool
  private var isOpen = true

  /// As the last transaction of ours left them; the lock keeps others from changing them.
  private var serial: Int64
  private var totals: JournalWriter.Totals
  private var apply: JournalWriter.Apply?

  init(
    file: StateFile, holder: LockHolder, account: Account, target: TargetKind, sharing: Bool
  ) throws(StateError) {
    let path = file.path
    let lock = Workspace.Lock(id: UUID().uuidString, holder: holder)
    let connection = try Connection(path, naming: path)
    let acquired: Acquisition
    do throws(StateError) {
      acquired = try connection.run { database in
        try Acquisition(database, lock: lock, path: path, sharing: sharing) {
          $0.mismatch(account, target, path: path)
        }
      }
    } catch {
      try? connection.close()
      throw error
    }
    self.connection = connection
    self.path = path
    self.account = account
    self.sharing = sharing
    lockID = lock.id
    state = acquired.state
    freedLock = acquired.freed
    unsettled = acquired.unsettled
    fence = acquired.fence
    serial = acquired.state.serial
    totals = acquired.totals
    file.removeDrafts()
  }

  deinit { try? close() }

  /// Stands in for a full disk in tests.
  func limitPages(to count: Int) throws(StateError) {
    try connection.run { try $0.execute(sql: "PRAGMA max_page_count = \(count)") }
  }

  /// Runs one transaction that begins with the proof that the lock is still ours.
  ///
  /// One that changes nothing that is stored keeps the serial.
  private func write(
    _ now: Instant, rereading: Bool = false, keepingSerial: Bool = false,
    _ body: (inout JournalWriter) throws -> Void
  ) throws(StateError) {
    let next = keepingSerial ? serial : nextSerial
    (totals, state) = try connection.run { database in
      var totals = totals
      var state = state
      try database.inTransaction(.immediate) {
        try database.execute(
          sql: """
            UPDATE workspace SET serial = ?
            WHERE id = 1 AND serial = ? AND fence = ? AND lock_id = ?
            """,
          arguments: [next, serial, fence, lockID])
        guard database.changesCount == 1 else { throw StateError.lockLost(path: path) }
        var writer = try JournalWriter(
          database, totals: totals, serial: next, fence: fence, now: now)
        try body(&writer)
        try writer.finish()
        totals = writer.totals
        if rereading { state = try .read(database, .read(database), sharing: sharing) }
        return .commit
      }
      return (totals, state)
    }
    serial = next
  }

  func resolve(_ resolutions: [Resolution], now: Instant) throws(StateError) {
    guard !resolutions.isEmpty else { return }
    try write(now, rereading: true) { try $0.resolve(resolutions) }
    let settled = Set(resolutions.map(\.operation))
    unsettled.removeAll { settled.contains($0) }
  }

  func begin(_ start: ApplyStart, now: Instant) throws(StateError) {
    precondition(apply == nil, "an apply begins once")
    var begun: JournalWriter.Apply?
    try write(now) { writer in
      try writer.update(account)
      begun = try writer.begin(start.kind, by: start.author, start: start)
    }
    apply = begun
  }

  func record(
    settled: [Settlement], intending: [IntendedOperation], nextLocalID: Int64, now: Instant
  ) throws(StateError) {
    try writeApply(now) { writer, apply in
      apply.hasRecorded = true
      writer.totals.nextLocalID = nextLocalID
      try writer.settle(settled, in: &apply)
      try writer.intend(intending, in: &apply)
    }
  }

  func send(
    _ sequences: [Int], until deadline: EffectDeadline, now: Instant
  ) throws(StateError) {
    // How often requests have to wait is nothing that a serial should tell.
    try writeApply(now, keepingSerial: true) { writer, apply in
      try writer.send(sequences, until: deadline, in: apply)
    }
  }

  func applyMoves(_ moves: [Move], remembering applied: [Move], now: Instant) throws(StateError) {
    precondition(apply?.hasRecorded == false, "moves come before the operations of an apply")
    let steps = try StoredMoves(state: state).moving(moves)
    try writeApply(now, rereading: true) { writer, apply in
      try writer.relocate(steps, in: apply, firstSequence: -steps.count)
      try writer.remember(applied)
    }
  }

  func finish(_ outcome: ApplyOutcome, now: Instant) throws(StateError) {
    try writeApply(now) { writer, apply in try writer.end(apply, outcome) }
    apply = nil
  }

  /// Writes as part of the apply that is under way.
  private func writeApply(
    _ now: Instant, rereading: Bool = false, keepingSerial: Bool = false,
    _ body: (inout JournalWriter, inout JournalWriter.Apply) throws -> Void
  ) throws(StateError) {
    guard var current = apply else { preconditionFailure("an apply begins before it writes") }
    try write(now, rereading: rereading, keepingSerial: keepingSerial) { try body(&$0, &current) }
    apply = current
  }

  func close() throws(StateError) {
    guard isOpen else { return }
    isOpen = false
    let released = Result { () throws(StateError) in
      try connection.run { database in
        try database.inTransaction(.immediate) {
          try database.execute(
            sql: """
              UPDATE workspace SET lock_id = NULL, lock_user = NULL, lock_host = NULL,
              lock_pid = NULL, lock_pid_namespace = NULL, lock_process_start = NULL,
              lock_boot_id = NULL, lock_machine_id = NULL, lock_run_url = NULL,
              lock_purpose = NULL, lock_acquired_at = NULL
              WHERE id = 1 AND lock_id = ? AND fence = ?
              """,
            arguments: [lockID, fence])
          if database.changesCount == 1 { try SealedTables.sealWorkspace(database) }
          return .commit
        }
        try database.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
      }
    }
    try connection.close()
    try released.get()
  }
}

extension SQLiteSession {
  func move(_ moves: [Move], by author: Author, now: Instant) throws(StateError) {
    try refuseUnsettled()
    try relocate(StoredMoves(state: state).moving(moves), as: .move, by: author, now: now)
  }

  func remove(
    _ addresses: [Address], by author: Author, now: Instant
  ) throws(StateError) -> [Address] {
    // Nothing can be applied to a state that shares ids, so what is open elsewhere in it has to wait.
    let isMending =
      SharedIDs(in: state.resources) != nil
      && !unsettled.contains { $0.operation.address.isWithin(Set(addresses)) }
    if !isMending { try refuseUnsettled() }
    let removed = try StoredMoves(state: state).below(addresses)
    try relocate(removed, as: .remove, isMending: isMending, by: author, now: now)
    return removed.map(\.stored.address)
  }

  private func relocate(
    _ steps: [StoredMoves.Step], as kind: ApplyRecord.Kind, isMending: Bool = false,
    by author: Author, now: Instant
  ) throws(StateError) {
    guard !steps.isEmpty else { return }
    try writeEntry(kind, isMending: isMending, by: author, now: now) { writer, entry in
      try writer.relocate(steps, in: entry, firstSequence: 0)
    }
  }

  func refuseUnsettled() throws(StateError) {
    // What may have happened is looked for under the addresses that it was intended with.
    guard state.target == .local || unsettled.isEmpty else {
      throw .unsettled(path: path, operations: unsettled.count)
    }
  }

  /// Writes an entry of the history that is no apply, in one transaction.
  ///
  /// One that mends the state does not wait for what is open.
  func writeEntry(
    _ kind: ApplyRecord.Kind, isMending: Bool = false, by author: Author, now: Instant,
    _ body: (inout JournalWriter, JournalWriter.Apply) throws -> Void
  ) throws(StateError) {
    if !isMending { try refuseUnsettled() }
    try write(now, rereading: true) { writer in
      let entry = try writer.begin(kind, by: author)
      try body(&writer, entry)
      try writer.end(entry, .done)
    }
  }
}
