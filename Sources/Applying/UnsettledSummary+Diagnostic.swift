import Diagnostics
import StateStore

extension StateBackend {
  /// Says what a plan that is made before everything is settled may be wrong about; none when all is.
  public func unsettledDiagnostic() async throws(StateError) -> Diagnostic? {
    guard let summary = try await unsettledSummary() else { return nil }
    if let holder = try await holder(), !holder.isKnownDead {
      return summary.diagnostic(whileHeldBy: holder)
    }
    return summary.diagnostic
  }
}

extension UnsettledSummary {
  /// Whoever holds the lock, and may be alive, is about to settle it.
  fileprivate func diagnostic(whileHeldBy holder: LockHolder) -> Diagnostic {
    let operations = count == 1 ? "one operation" : "\(count) operations"
    return Diagnostic(
      .stateUnsettled, .warning,
      "the state is locked by \(holder), and of \(operations) begun at \(since) it is not known yet "
        + "whether \(count == 1 ? "it" : "they") happened",
      at: nil, hint: "wait until it is done; until then only what is settled is known")
  }

  fileprivate var diagnostic: Diagnostic {
    let operations = count == 1 ? "one of its operations" : "\(count) of its operations"
    let happened = count == 1 ? "it" : "they"
    let limit =
      until.map { "\(happened) can still take effect until \($0)" }
      ?? "until when \(happened) can still take effect is not on record"
    return Diagnostic(
      .stateUnsettled, .warning,
      "an earlier apply, begun at \(since), was cut off, and of \(operations) it is not known whether "
        + "\(happened) happened; \(limit)",
      at: nil,
      hint: "run `pinplan apply`, which waits for that and finds out before it does anything else; "
        + "until then only what is settled is known")
  }
}
