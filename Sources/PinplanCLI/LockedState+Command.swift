import AdsModel
import Applying
import StateStore

extension CommonOptions {
  /// Holds the lock on the project's state while something is done by its author.
  ///
  /// A state that was read a moment ago (`wasRead`) and has gone since is not made anew; `sharing` takes
  /// one that has one id at two addresses.
  func underLock<Result>(
    _ account: Account, _ target: TargetKind, purpose: String, wasRead: Bool,
    sharing: Bool = false, _ body: (any StateSession, Author) async throws -> Result
  ) async throws -> Result {
    let backend = try backend(without: wasRead ? .expected : presence, sharing: sharing)
    let locked = LockedState(backend, purpose: purpose, now: time) { console.say($0) }
    return try await locked.hold(of: account, target) { session, holder in
      try await body(session, Provenance.author(holder, folder: directory))
    }
  }
}
