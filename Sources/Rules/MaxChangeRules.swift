import AdsModel
import Diagnostics
import ManifestModel
import Planning

private let safety =
  "pinplan: a team's own limit on its plans; what cannot be compared counts as above it"

extension Rule {
  static let guardrailMaxBidChange = maxChange(
    .guardrailMaxBidChange, of: "bid", setting: "max_bid_change", limit: \.maxBidChange,
    rejected: "bid: ↓0.80", accepted: "bid: 0.40"
  ) { draft in
    { draft.bidStep($0, $1) }
  }

  static let guardrailMaxBudgetChange = maxChange(
    .guardrailMaxBudgetChange, of: "budget", setting: "max_budget_change", limit: \.maxBudgetChange,
    rejected: "budget: { daily: ↓250.00 }", accepted: "budget: { daily: 30.00 }"
  ) { draft in
    let comparison = BudgetComparison(draft)
    return { comparison.step($0, $1) }
  }

  /// A limit on how far one amount may change at once.
  private static func maxChange(
    _ code: DiagnosticCode, of what: String, setting: String,
    limit: @escaping @Sendable (Guardrails) -> Percentage?, rejected: String, accepted: String,
    steps: @escaping @Sendable (PlanDraft) -> (Change, ResourceRef?) -> AmountStep?
  ) -> Rule {
    Rule(
      code, "No single \(what) changes by more than `\(setting)`, up or down.", source: safety,
      rejects: .shop(
        root: ["guardrails: { \(setting): 50% }"], adGroup: [rejected], after: .shop()),
      accepts: .shop(
        root: ["guardrails: { \(setting): 50% }"], adGroup: [accepted], after: .shop()),
      check: .plan { draft, findings in
        guard let limit = limit(draft.manifest.guardrails) else { return }
        let step = steps(draft)
        for (change, subject) in draft.changes(.update, .replace) {
          guard let step = step(change, subject), step.exceeds(limit) else { continue }
          findings.report(
            "\(step.path) of \(change.address) would change \(step.phrase(setting, limit, draft.manifest))",
            at: draft.origin(of: subject).map { draft.manifest.span(of: $0, at: step.path) },
            address: change.address, hint: step.hint(setting))
        }
      })
  }
}

/// An amount before and after a plan.
struct AmountStep {
  /// An amount with what it is paid for or spent over; without one it is no amount.
  struct Side: Hashable {
    var amount: Money?
    /// `cpc`, `daily`; what it is when there is no amount: `automatic`.
    var unit: String
    /// Where the amount comes from, when it is not the resource's own.
    var origin = ""
  }

  let path: FieldPath
  let before: Side
  let after: Side

  /// Both amounts, when they are of the same thing.
  private var amounts: (before: Money, after: Money)? {
    guard before.unit == after.unit, let first = before.amount, let second = after.amount
    else { return nil }
    return (first, second)
  }

  fileprivate func exceeds(_ limit: Percentage) -> Bool {
    guard let amounts else { return before != after }
    return limit.isExceeded(
      by: abs(amounts.after.micros - amounts.before.micros), of: amounts.before.micros)
  }

  fileprivate func phrase(_ setting: String, _ limit: Percentage, _ manifest: Manifest) -> String {
    guard let amounts else {
      return
        "from \(before.text(manifest)) to \(after.text(manifest)), which \(setting) cannot compare"
    }
    return "from \(amounts.before.amount(manifest))\(before.origin) to "
      + "\(amounts.after.text(manifest))\(after.origin), by more than \(limit)"
  }

  fileprivate func hint(_ setting: String) -> String {
    let override = "`--override guardrail.\(setting) --reason TEXT`"
    return amounts == nil
      ? "check that it is meant, then let it through with \(override)"
      : "check the decimal point; change it in steps, or let it through with \(override)"
  }
}

extension AmountStep.Side {
  fileprivate func text(_ manifest: Manifest) -> String {
    amount.map { "\($0.text(manifest)) (\(unit))\(origin)" } ?? unit + origin
  }
}
