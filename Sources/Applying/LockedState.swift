import AdsModel
import Planning
import StateStore

/// Holds the lock on a state while something is done: the one place that takes it and gives it back.
public struct LockedState {
  private let backend: any StateBackend
  private let holder: LockHolder
  private let now: Instant
  private let say: (String) -> Void

  /// `purpose` is what the lock is taken for; `say` hears of a lock that a dead process left, and of
  /// one that cannot be given back.
  public init(
    _ backend: any StateBackend, purpose: String, now: Instant, say: @escaping (String) -> Void
  ) {
    self.backend = backend
    holder = .current(purpose: purpose, now: now)
    self.now = now
    self.say = say
  }

  /// What is thrown before `body` begins is a `StateError`, and nothing was written then.
  public func hold<Result>(
    of account: Account, _ target: TargetKind,
    _ body: (any StateSession, LockHolder) async throws -> Result
  ) async throws -> Result {
    let session = try await backend.open(as: holder, account: account, target: target, now: now)
    if let dead = session.freedLock {
      say("Freed the lock of a process that is gone: \(dead).")
    }
    let result: Result
    do {
      result = try await body(session, holder)
    } catch {
      try? await session.close()
      throw error
    }
    // The work is on record whether or not the lock could be given back.
    do { try await session.close() } catch { say("warning: \(error)") }
    return result
  }
}
