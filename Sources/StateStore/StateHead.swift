import AdsModel
import Planning

/// What a state says of itself: whose it is, how far it got, and who holds it.
public struct StateHead: Hashable, Sendable {
  public internal(set) var lineage: String
  public internal(set) var target: TargetKind
  public internal(set) var account: Account
  public internal(set) var serial: Int64
  var nextLocalID: Int64
  /// How many operations are journalled and not settled.
  var unsettledCount: Int64
  /// Rises whenever the lock is taken, or taken away; a write with an older one is refused.
  var fence: Int64
  var lock: StateLock?
  /// Where the state went; none as long as it is here.
  public internal(set) var movedTo: StatePlace?
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
    _ lock: StateLock, account: Account, target: TargetKind, at place: String,
    _ presence: StatePresence = .unlessTraces
  ) throws(StateError) -> StateWrite {
    if let movedTo, presence != .replaced { throw .moved(place: place, to: movedTo) }
    if let error = mismatch(account, target, at: place) { throw error }
    if let held = self.lock, !held.isFree { throw .locked(held.holder) }
    return locking(lock)
  }

  /// The write that takes the lock away from whoever holds it; none when nobody does of whom that is
  /// wanted.
  ///
  /// The fence, raised, refuses the next write of a holder that is alive after all.
  func unlocking(_ whose: UnlockRule) throws(StateError) -> StateWrite? {
    guard let lock else { return nil }
    switch whose {
    case .gone: guard lock.isFree else { throw .locked(lock.holder) }
    case .anybody: break
    case .run(let url): guard lock.holder.runURL == url else { return nil }
    }
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

extension StateHead {
  /// Who holds the lock, dead or alive.
  public var holder: LockHolder? { lock?.holder }

  /// Whether nothing was ever written to it, so that it is no loss.
  var isUnused: Bool { serial == 0 }
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
