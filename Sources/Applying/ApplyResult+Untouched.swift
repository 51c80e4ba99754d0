import Diagnostics
import Outcomes
import Planning
import StateStore

// The results of applies that did nothing.

extension ApplyResult {
  /// The result of a plan that has nothing to do.
  public static func nothing(to plan: Plan) -> Self {
    var result = Self(
      digest: plan.digest(), lineage: plan.lineage, serial: plan.lineage == nil ? nil : plan.serial)
    result.summary = plan.summary
    result.diagnostics = plan.diagnostics
    return result
  }

  /// The same, with what the state is at.
  static func nothing(to plan: Plan, in session: any StateSession) -> Self {
    var result = nothing(to: plan)
    result.lineage = session.state.lineage
    result.serial = session.nextSerial - 1
    return result
  }

  /// The result of a plan that is not applied; `diagnostics` say why besides those of the plan.
  public static func untouched(
    _ plan: Plan, because reason: String, _ diagnostics: [Diagnostic]? = nil
  ) -> Self {
    var result = nothing(to: plan)
    result.diagnostics = diagnostics ?? plan.diagnostics
    result.stopReason = reason
    result.leaveUntried(plan, because: reason)
    return result
  }

  /// The result of an apply that ended before it did anything.
  static func untouched(
    _ plan: Plan, _ start: ApplyStart, _ state: StoredState, because reason: String
  ) -> Self {
    var result = Self(digest: start.planDigest, lineage: state.lineage, serial: state.serial)
    result.summary = plan.summary
    result.diagnostics = plan.diagnostics
    result.stopReason = reason
    result.leaveUntried(plan, because: reason)
    return result
  }

  /// The result of an apply that cannot begin, as an earlier one cannot be settled.
  public init(
    unsettled earlier: EarlierApply, before plan: Plan? = nil, in session: any StateSession
  ) {
    self = plan.map { .nothing(to: $0) } ?? Self(digest: nil)
    lineage = session.state.lineage
    serial = session.nextSerial - 1
    failed = earlier.open
    let reason = earlier.interruption ?? "nothing new is sent before an earlier apply is settled"
    stopReason = reason
    hadUncertainty = true
    if let plan { leaveUntried(plan, because: reason) }
  }

  /// The result of an apply of a project that allows no plan.
  public init(refusedBy diagnostics: [Diagnostic]) {
    self.init(digest: nil)
    self.diagnostics = diagnostics
  }

  private mutating func leaveUntried(_ plan: Plan, because reason: String) {
    notTried = plan.changes.map {
      Step($0.action, $0.address, id: $0.id, error: reason, source: $0.source)
    }
  }
}
