import Diagnostics

extension Rule {
  /// What of the ad account is nobody's and would be there twice; target pinterest only.
  static let strangerRules = [
    stranger(
      .accountLookAlike,
      "What is on the account and nobody's is not just what a managed resource is.",
      breaks:
        "an ad of one Pin, name and destination twice in a managed ad group, one of them unknown to the state"
    ),
    stranger(
      .accountAlreadyThere,
      "What is to be created is not on the account already, nobody's.",
      breaks:
        "a first apply from a second checkout, whose state knows nothing of the first one's campaign"
    ),
  ]

  /// What of an account a person may let through, beside guardrails.
  static let overridable: Set<DiagnosticCode> = [.accountLookAlike, .accountAlreadyThere]

  private static func stranger(
    _ code: DiagnosticCode, _ summary: String, breaks description: String
  ) -> Rule {
    Rule(
      code, summary,
      source: "pinplan: the Ads API takes one campaign twice, and both spend",
      rejects: .none(description),
      accepts: .root(
        "version: 1\naccount: { name: shop, country: GB, currency: GBP, "
          + "ad_account_id: \"549755885175\" }\ntarget: pinterest\n"), check: .asking)
  }
}
