import AdsModel
import Applying
import Diagnostics
import ManifestModel
import Planning
import StateStore

/// A target whose first answer never arrives, and nothing is sent after that.
actor KilledTarget: AdsTarget {
  private let target: any AdsTarget
  /// Whether the first batch reaches the account at all.
  private let sends: Bool
  /// What the account called the first resource.
  private(set) var id: String?

  init(_ target: any AdsTarget, sends: Bool) {
    self.target = target
    self.sends = sends
  }

  nonisolated var delivery: Delivery { target.delivery }
  nonisolated var timing: EffectTiming { target.timing }

  func preflight(
    _ manifest: Manifest, isWriting: Bool
  ) async throws(TargetFailure) -> [Diagnostic] {
    try await target.preflight(manifest, isWriting: isWriting)
  }

  func preflight(_ draft: PlanDraft) async throws(TargetFailure) -> [Diagnostic] {
    try await target.preflight(draft)
  }

  func observe(_ scope: ObservedScope) async throws(TargetFailure) -> LiveAccount? {
    try await target.observe(scope)
  }

  func strangers(
    _ id: String, kinds: Set<ResourceKind>, _ manifest: Manifest, _ state: StoredState?
  ) async throws(TargetFailure) -> [Stranger] {
    try await target.strangers(id, kinds: kinds, manifest, state)
  }

  func reserveIDs(_ count: Int, from first: Int64) async -> [String]? {
    await target.reserveIDs(count, from: first)
  }

  func steps(
    of operations: [PreparedOperation], of plan: Plan
  ) async -> [Int: OperationStep] { await target.steps(of: operations, of: plan) }

  func marks(for kinds: Set<ResourceKind>) async throws(TargetFailure) -> [ResourceKind: String] {
    try await target.marks(for: kinds)
  }

  func perform(
    _ operations: [PreparedOperation], of plan: Plan, willSend: @escaping WillSend
  ) async -> TargetReply {
    if sends {
      let reply = await target.perform(operations, of: plan, willSend: willSend)
      if case .done(let id, _)? = reply.answers.first { self.id = id }
    }
    return TargetReply(operations.map { _ in .unanswered("killed") }, stop: "killed")
  }

  func look(
    for requests: [LookRequest], besides known: [ResourceKind: Set<String>]
  ) async -> [LookFinding] { await target.look(for: requests, besides: known) }
}
