import Applying
import ArgumentParser
import Diagnostics
import Rules

/// Which guardrails a plan is let through, and why.
struct OverrideOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Let a guardrail through, with --reason. May be repeated.", valueName: "code"))
  var override: [String] = []

  @Option(
    help: ArgumentHelp("Why guardrails are overridden; kept in the history.", valueName: "text"))
  var reason: String?

  func validate() throws {
    for code in override where Rule.named(code)?.isOverridable != true {
      let known = Rule.all.filter(\.isOverridable).map(\.code.rawValue).joined(separator: ", ")
      throw ValidationError("--override: there is no guardrail \(quoted(code)); there are \(known)")
    }
    try Self.check(reason, of: override)
  }

  /// Refuses what is let through without a reason, and a reason for nothing.
  static func check(_ reason: String?, of codes: [String]) throws {
    let isGiven = reason?.contains { !$0.isWhitespace } ?? false
    if !codes.isEmpty, !isGiven {
      throw ValidationError("--override needs --reason TEXT: it is kept in the history")
    }
    if codes.isEmpty, reason != nil {
      throw ValidationError("--reason goes with --override CODE")
    }
  }

  /// Has a plan let them through.
  func add(to request: inout PlanRequest) {
    request.overrides = Set(override.compactMap(DiagnosticCode.init(rawValue:)))
    request.reason = reason ?? ""
  }
}
