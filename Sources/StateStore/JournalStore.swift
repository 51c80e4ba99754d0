import CustomerLists
import Planning

/// What a backend keeps while the lock is held: it stores what the journal has decided.
protocol JournalStore: AnyObject {
  /// In one transaction: stores a write whole if its condition holds, and reads back what is stored
  /// then where that is asked for.
  ///
  /// `lockLost` when the condition does not hold; whatever is thrown, nothing is stored.
  func store(_ write: StateWrite) async throws(StateError) -> StoredState?

  /// Who is on a list, as `StateBackend` tells it.
  func members(
    of list: String, after last: SealedMember?, _ page: ([SealedMember]) throws -> Void
  ) async throws

  /// How many members each list has, as `StateBackend` tells it.
  func memberCounts() async throws(StateError) -> [String: Int]

  /// Tells whether nobody else can have the lock at that moment, as far as is known here.
  var isHeld: @Sendable () -> Bool { get }

  /// Stores the write that gives the lock back, if it is still held, and ends.
  func close(_ write: StateWrite) async throws(StateError)
}

extension JournalStore {
  /// Without a lease nobody loses a lock but to somebody who takes it away.
  var isHeld: @Sendable () -> Bool { { true } }
}
