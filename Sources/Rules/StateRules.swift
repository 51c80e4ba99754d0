import Diagnostics

private let header = "version: 1\naccount: { name: northwind-uk, country: GB }\n"

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
          + "ad_account_id: \"549755885175\" }\ntarget: pinterest\n"), check: .asking),
    Rule(
      .planUnfinished, .warning,
      "A saved plan that is shown is not one that was begun and not finished.",
      source: "docs/state.md, After a kill",
      rejects: .none("`pinplan show FILE` after an apply of it that Pinterest refused a part of"),
      accepts: .root("version: 1\naccount: { name: shop, country: GB, currency: GBP }\n"),
      check: .happening),
    Rule(
      .stateSecretInFile, "Where the state is says nothing that nobody else may know.",
      source: "docs/state.md, In a database: a project is in git",
      rejects: .root(
        header + "state: { backend: postgres, url: ↓\"postgres://ana:pw@db.example/ads\" }\n"),
      accepts: .root(header + "state: { backend: postgres, workspace: northwind-uk }\n"),
      check: .reading),
  ]
}
