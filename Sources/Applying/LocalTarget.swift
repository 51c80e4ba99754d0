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
  public nonisolated let delivery = Delivery.inOrder(batch: 10_000)

  public nonisolated let timing = EffectTiming.immediate

  public func reserveIDs(_ count: Int) async -> [String]? {
    defer { nextID += Int64(count) }
    return (0..<count).map { String(nextID + Int64($0)) }
  }

  public func marks(for kinds: Set<ResourceKind>) async throws(TargetFailure)
    -> [ResourceKind: String]
  { [:] }

  public func perform(
    _ operations: [PreparedOperation], of plan: Plan, willSend: @escaping WillSend
  ) async -> TargetReply {
    TargetReply(operations.map { .done(id: $0.id ?? "") })
  }

  public func look(
    for requests: [LookRequest], besides known: [ResourceKind: Set<String>]
  ) async -> [LookFinding] {
    requests.map { _ in .didNotHappen }
  }
}
