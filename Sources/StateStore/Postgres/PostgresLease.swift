import Foundation

/// How long the lock is ours by the database's clock, as far as this machine can tell, and what makes it longer.
///
/// A lease is counted from before it was asked for, so it is never thought longer than it is. A thread of its own
/// prolongs it on a connection of its own, whatever else the process is busy with.
final class PostgresLease: @unchecked Sendable {
  /// How long a lease lasts.
  let span: Duration
  private let address: PostgresAddress
  private let condition = NSCondition()
  private var ending: Duration
  private var isLost = false
  private var isOver = false
  /// What the lock has to be for a lease to be prolonged.
  private var claim: Claim

  struct Claim: Hashable, Sendable {
    let workspace: Int64
    let lockID: String
    var fence: Int64
  }

  /// Begins with a lock that was taken at a moment of this machine, before it was asked for.
  init(_ claim: Claim, at address: PostgresAddress, span: Duration, asked: Duration) {
    self.claim = claim
    self.address = address
    self.span = span
    ending = asked + span
    let thread = Thread { [weak self] in
      while let self, self.waits() { self.prolong() }
    }
    thread.name = "pinplan lease"
    thread.start()
  }

  static var now: Duration { MachineTime.current.monotonic }

  /// Whether nobody else can have the lock at this moment.
  var isHeld: Bool { condition.withLock { !isLost && !isOver && Self.now < ending } }

  /// Takes in that the lock was ours when something was stored.
  func renew(asked: Duration, fence: Int64) {
    condition.withLock {
      claim.fence = fence
      ending = max(ending, asked + span)
    }
  }

  func lose() {
    condition.withLock {
      isLost = true
      condition.broadcast()
    }
  }

  func end() {
    condition.withLock {
      isOver = true
      condition.broadcast()
    }
  }

  // MARK: - The thread

  private var connection: PostgresConnection?

  /// Waits for the next beat; false once there is none.
  private func waits() -> Bool {
    condition.withLock {
      guard !isOver, !isLost else { return false }
      let (seconds, attoseconds) = (span / 3).components
      let pause = Double(seconds) + Double(attoseconds) / 1e18
      // A beat that failed is tried again soon.
      _ = condition.wait(until: Date(timeIntervalSinceNow: hasFailed ? min(pause, 1) : pause))
      return !isOver && !isLost
    }
  }

  private var hasFailed = false
  /// The claim with which the lock was not ours the last time.
  private var missed: Claim?

  private func prolong() {
    let claim = condition.withLock { self.claim }
    let asked = Self.now
    do throws(PostgresFailure) {
      let connection = try connected()
      let isOurs = try connection.writeAtOnce([Self.statement(claim, span)])[0].count == 1
      condition.withLock {
        guard !isOurs else {
          ending = max(ending, asked + span)
          hasFailed = false
          return
        }
        // Nothing is sent from now on; the fence may just have been raised by ourselves, which the next beat knows.
        ending = min(ending, asked)
        if claim == missed { isLost = true }
        missed = claim
        hasFailed = true
      }
    } catch {
      hasFailed = true
      if error.isPassing { connection = nil }
    }
  }

  private func connected() throws(PostgresFailure) -> PostgresConnection {
    if let connection { return connection }
    let opened = try PostgresConnection.openAtOnce(address, patience: span / 3)
    connection = opened
    return opened
  }

  private static func statement(_ claim: Claim, _ span: Duration) -> PostgresStatement {
    PostgresStatement(
      """
      UPDATE workspace SET lock_expires_at = clock_timestamp() + $1 * interval '1 millisecond'
      WHERE id = $2 AND lock_id = $3 AND fence = $4 RETURNING id
      """, .integer(span.milliseconds), .integer(claim.workspace), .text(claim.lockID),
      .integer(claim.fence))
  }
}

extension Duration {
  /// How long a lease lasts, as the environment says.
  static func stateLease(_ environment: [String: String]) throws(StoreFault) -> Self {
    let name = "PINPLAN_STATE_LEASE"
    guard let written = environment[name], !written.isEmpty else { return .seconds(60) }
    guard let seconds = Int(written), (10...86_400).contains(seconds) else {
      throw .notSetUp("\(name) is `\(written)`; write whole seconds, 10 at least, such as `60`")
    }
    return .seconds(seconds)
  }
}
