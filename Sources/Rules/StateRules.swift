import Diagnostics

extension Rule {
  /// What the state itself tells, whatever is declared.
  static let stateRules = [
    Rule(
      .stateUnsettled, .warning,
      "Of everything that was sent to the ad account it is known whether it happened.",
      source: "docs/state.md, After a kill",
      rejects: .none("an apply that was killed while Pinterest had not answered yet"),
      accepts: .root(
        "version: 1\naccount: { name: shop, country: GB, currency: GBP, "
          + "ad_account_id: \"549755885175\" }\ntarget: pinterest\n"), check: .asking)
  ]
}
