import AdsModel
import Applying
import Diagnostics
import ManifestModel
import Planning
import StateStore

/// A target whose process may die before or after any request.
public actor MortalTarget: AdsTarget {
  private let target: any AdsTarget
  private let killSwitch: KillSwitch

  public init(_ target: any AdsTarget, _ killSwitch: KillSwitch) {
    self.target = target
    self.killSwitch = killSwitch
  }

  public nonisolated var delivery: Delivery { target.delivery }
  public nonisolated var timing: EffectTiming { target.timing }

  public func preflight(
    _ manifest: Manifest, isWriting: Bool
  ) async throws(TargetFailure) -> [Diagnostic] {
    try await target.preflight(manifest, isWriting: isWriting)
  }

  public func preflight(_ draft: PlanDraft) async throws(TargetFailure) -> [Diagnostic] {
    try await target.preflight(draft)
  }

  public func observe(_ scope: ObservedScope) async throws(TargetFailure) -> LiveAccount? {
    try await target.observe(scope)
  }

  public func strangers(
    _ id: String, kinds: Set<ResourceKind>, _ manifest: Manifest, _ state: StoredState?
  ) async throws(TargetFailure) -> [Stranger] {
    try await target.strangers(id, kinds: kinds, manifest, state)
  }

  public func reserveIDs(_ count: Int, from first: Int64) async -> [String]? {
    await target.reserveIDs(count, from: first)
  }

  public func marks(
    for kinds: Set<ResourceKind>
  ) async throws(TargetFailure) -> [ResourceKind: String] { try await target.marks(for: kinds) }

  public func steps(
    of operations: [PreparedOperation], of plan: Plan
  ) async -> [Int: OperationStep] { await target.steps(of: operations, of: plan) }

  public func perform(
    _ operations: [PreparedOperation], of plan: Plan, willSend: @escaping WillSend
  ) async -> TargetReply {
    let dead = TargetReply(operations.map { _ in .unanswered("dead") }, stop: "dead")
    guard killSwitch.step() else { return dead }
    let reply = await target.perform(operations, of: plan, willSend: willSend)
    return killSwitch.step() ? reply : dead
  }

  public func look(
    for requests: [LookRequest], besides known: [ResourceKind: Set<String>]
  ) async -> [LookFinding] { await target.look(for: requests, besides: known) }
}
