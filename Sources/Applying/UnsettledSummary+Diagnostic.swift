import Diagnostics
import StateStore

extension UnsettledSummary {
  /// Says what a plan that is made before it is settled may be wrong about.
  public var diagnostic: Diagnostic {
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
