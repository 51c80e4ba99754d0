import AdsModel
import Planning

/// What a state says of itself: whose it is, how far it got, and who holds it.
struct StateHead: Hashable, Sendable {
  var lineage: String
  var target: TargetKind
  var account: Account
  var serial: Int64
  var nextLocalID: Int64
  /// How many operations are journalled and not settled.
  var unsettledCount: Int64
  /// Rises whenever the lock is taken, or taken away; a write with an older one is refused.
  var fence: Int64
  var lock: StateLock?
}

/// One taking of the lock.
struct StateLock: Hashable, Sendable {
  /// New each time.
  var id: String
  var holder: LockHolder
  /// Whether its lease is over by the clock of the store; where there are no leases it never is.
  var hasRunOut = false

  /// Whether somebody else may have it.
  var isFree: Bool { hasRunOut || holder.isKnownDead }
}

// MARK: - Who may hold it

extension StateHead {
  /// The write that takes the lock; refused to another project, and while its holder may be alive.
  func taking(
    _ lock: StateLock, account: Account, target: TargetKind, at place: String
  ) throws(StateError) -> StateWrite {
    if let error = mismatch(account, target, at: place) { throw error }
    if let held = self.lock, !held.isFree { throw .locked(held.holder) }
    return locking(lock)
  }

  /// The write that takes the lock away from whoever holds it; none when nobody does.
  ///
  /// The fence, raised, refuses the next write of a holder that is alive after all.
  func unlocking(force: Bool) throws(StateError) -> StateWrite? {
    guard let lock else { return nil }
    guard force || lock.isFree else { throw .locked(lock.holder) }
    return locking(nil)
  }

  private func locking(_ lock: StateLock?) -> StateWrite {
    StateWrite(
      .init(fence: fence, lockID: self.lock?.id, serial: serial), serial: serial,
      entries: [.lock(lock, fence: fence + 1)])
  }

  /// What differs between the account that is stored and the one that is declared.
  ///
  /// An ad account may be named later on.
  private func mismatch(
    _ account: Account, _ target: TargetKind, at place: String
  ) -> StateError? {
    func other(_ what: String, _ stored: String, _ given: String) -> StateError {
      .otherAccount(place: place, what: what, stored: stored, given: given)
    }
    if self.target != target { return other("target", self.target.rawValue, target.rawValue) }
    if let (what, stored, given) = self.account.difference(from: account) {
      return other(what, stored, given)
    }
    if self.account.country != account.country {
      return other("country", self.account.country, account.country)
    }
    if self.account.currency != account.currency {
      return other("currency", self.account.currency.rawValue, account.currency.rawValue)
    }
    return nil
  }
}

extension Account {
  /// Why this stored account is another one than a declared one; none when it may be the same.
  ///
  /// The ad account's id settles it; while one side has none, the name does.
  func difference(from declared: Account) -> (what: String, stored: String, given: String)? {
    if let stored = adAccountID, let given = declared.adAccountID {
      return stored == given ? nil : ("ad account", stored, given)
    }
    return name == declared.name ? nil : ("account", name, declared.name)
  }
}
