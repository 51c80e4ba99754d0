import AdsModel
import Diagnostics
import ManifestModel
import Planning
import StateStore

/// The embedded target: the state itself is the account.
///
/// An operation or a step of one happens in the transaction that settles it, so an intent without a
/// settlement has never happened. Ids count up in the order of creation and are stored with what they name, so a
/// killed apply and its successor give out the same ids as one that was left alone.
public struct LocalTarget: AdsTarget {
  public init() {}

  /// Few transactions, and little to do again after a kill.
  public let delivery = Delivery.inOrder(batch: 10_000)

  public let timing = EffectTiming.immediate

  /// What is not settled has none yet: of what takes several steps the next one gets the same.
  public func reserveIDs(_ count: Int, from first: Int64) async -> [String]? {
    (0..<Int64(count)).map { String(first + $0) }
  }

  /// Whatever is declared, it can hold.
  public func preflight(
    _ manifest: Manifest, isWriting: Bool
  ) async throws(TargetFailure) -> [Diagnostic] { [] }

  public func preflight(_ draft: PlanDraft) async throws(TargetFailure) -> [Diagnostic] { [] }

  /// There is no account beside the state.
  public func observe(_ scope: ObservedScope) async throws(TargetFailure) -> LiveAccount? { nil }

  public func strangers(
    _ id: String, kinds: Set<ResourceKind>, _ manifest: Manifest, _ state: StoredState?
  ) async throws(TargetFailure) -> [Stranger] { [] }

  public func marks(for kinds: Set<ResourceKind>) async throws(TargetFailure)
    -> [ResourceKind: String]
  { [:] }

  public func perform(
    _ operations: [PreparedOperation], of plan: Plan, willSend: @escaping WillSend
  ) async -> TargetReply {
    TargetReply(
      operations.map { prepared in
        prepared.step.map { .stepDone($0.values) } ?? .done(id: prepared.id ?? "")
      })
  }

  public func look(
    for requests: [LookRequest], besides known: [ResourceKind: Set<String>]
  ) async -> [LookFinding] {
    requests.map { _ in .didNotHappen }
  }
}
