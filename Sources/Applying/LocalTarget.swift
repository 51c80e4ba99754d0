import AdsModel
import Planning
import StateStore

/// The embedded target: the state itself is the account.
///
/// An operation happens in the transaction that settles it, so an intent without a settlement has
/// never happened. Ids count up in the order of creation and are stored with what they name, so a
/// killed apply and its successor give out the same ids as one that was left alone.
public actor LocalTarget: AdsTarget {
  private var nextID: Int64

  public init(nextID: Int64) { self.nextID = nextID }

  /// Few transactions, and little to do again after a kill.
  public nonisolated let batchSize = 2000

  public func perform(_ operations: [PreparedOperation]) async -> [TargetAnswer] {
    operations.map { prepared in
      guard prepared.operation.kind == .create else { return .done(id: prepared.id ?? "") }
      defer { nextID += 1 }
      return .done(id: String(nextID))
    }
  }

  public func look(for operation: UnsettledOperation, in state: StoredState) async
    -> Resolution.Finding
  {
    .didNotHappen
  }
}
