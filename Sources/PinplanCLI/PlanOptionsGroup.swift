import AdsModel
import Applying
import ArgumentParser
import Diagnostics
import Planning
import Rules

/// What `plan` and `apply` take alike.
struct PlanOptionsGroup: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Create a resource anew and archive the old one. May be repeated.", valueName: "address"))
  var replace: [Address] = []

  @Option(
    help: ArgumentHelp(
      "Let a guardrail through, with --reason. May be repeated.", valueName: "code"))
  var override: [String] = []

  @Option(
    help: ArgumentHelp("Why guardrails are overridden; kept in the history.", valueName: "text"))
  var reason: String?

  @Flag(
    help: "Put declared values back where somebody changed them on Pinterest since the last apply.")
  var overwriteDrift = false

  @Flag(help: "Accept a project that declares nothing although resources are stored.")
  var allowEmpty = false

  func validate() throws {
    for code in override where Rule.named(code)?.isOverridable != true {
      let known = Rule.all.filter(\.isOverridable).map(\.code.rawValue).joined(separator: ", ")
      throw ValidationError("--override: there is no guardrail \(quoted(code)); there are \(known)")
    }
    let isGiven = reason?.contains { !$0.isWhitespace } ?? false
    if !override.isEmpty, !isGiven {
      throw ValidationError("--override needs --reason TEXT: it is kept in the history")
    }
    if override.isEmpty, reason != nil {
      throw ValidationError("--reason goes with --override CODE")
    }
  }

  var request: PlanRequest {
    var request = PlanRequest()
    request.options.replace = Set(replace)
    request.options.overwritesDrift = overwriteDrift
    request.overrides = Set(override.compactMap(DiagnosticCode.init(rawValue:)))
    request.reason = reason ?? ""
    request.allowsEmpty = allowEmpty
    return request
  }
}
