import Diagnostics

extension Rule {
  /// What `auth status`, `audience status`, `apply` and a webhook tell beside their results.
  static let noticeRules = [
    notice(
      .noticeTokenExpires, .warning, "A stored token lasts for a week and longer.",
      breaks: "`pinplan apply` three days before the token's end"),
    notice(
      .noticeListTooSmall, .warning,
      "An audience has the 100 people with Pinterest accounts that it takes to be targeted.",
      breaks: "a customer list of 40 people"),
    notice(
      .noticeListRejected, .error, "Pinterest takes every record of a list.",
      breaks: "a list of which Pinterest rejected 12 records"),
    notice(
      .noticeTagNeverFired, .warning, "The tag of an audience of visitors reports visits.",
      breaks: "an audience of visitors whose tag is on no site"),
    notice(
      .noticeAudiencePending, .warning, "Audiences are built.",
      breaks: "`pinplan audience status` an hour after an audience was made"),
  ]

  private static func notice(
    _ code: DiagnosticCode, _ severity: Severity, _ summary: String, breaks description: String
  ) -> Rule {
    Rule(
      code, severity, summary,
      source: "pinplan: what the ad account, or the token for it, will need before long",
      rejects: .none(description),
      accepts: .root("version: 1\naccount: { name: northwind-uk, country: GB }\n"),
      check: .happening)
  }
}
