import AdsModel
import Applying
import StateStore

extension CommonOptions {
  /// Holds the lock on the project's state while something is done by its author.
  func underLock<Result>(
    _ account: Account, _ target: TargetKind, purpose: String,
    _ body: (any StateSession, Author) async throws -> Result
  ) async throws -> Result {
    let locked = LockedState(try backend, purpose: purpose, now: time) { console.say($0) }
    do {
      return try await locked.hold(of: account, target) { session, holder in
        try await body(session, Provenance.author(holder, folder: directory))
      }
    } catch let error as StateError {
      throw refusal(error)
    }
  }
}
