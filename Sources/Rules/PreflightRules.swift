import Diagnostics

private let api = "Ads API v5 description, 5.23.0"
private let promotable =
  "Pinterest help, Promoted Pins: only Pins that people can see and follow can be promoted"

extension Rule {
  /// What is found by asking the ad account before anything is written; target pinterest only.
  ///
  /// All of it is read, and all of it is reported together.
  static let preflightRules = [
    preflight(
      .preflightAccountMissing, "The token sees the ad account that is declared.",
      breaks: "`ad_account_id` is one that the token's user has no part in"),
    preflight(
      .preflightCountryDiffers, "The declared country is the ad account's.",
      breaks: "`country: GB` over an account of Ireland"),
    preflight(
      .preflightCurrencyDiffers, "The declared currency is the one that the ad account bills in.",
      breaks: "`currency: GBP` over an account that bills in EUR"),
    preflight(
      .preflightRoleMissing,
      "The token's user may change campaigns, and audiences where they change; apply makes an error of it.",
      severity: .warning,
      breaks: "the user is an analyst of the ad account"),
    preflight(
      .preflightTermsNotAccepted, "Somebody accepted the advertising terms for the ad account.",
      breaks: "an ad account that never ran an ad"),
    preflight(
      .preflightPinMissing, "The Pin of a new ad exists.", breaks: "`pin` has a digit too many"),
    preflight(
      .preflightPinNotOurs, "The Pin of a new ad belongs to the ad account's owner.",
      source: promotable, breaks: "a Pin that somebody else made"),
    preflight(
      .preflightPinWithoutLink, "A new ad leads somewhere: its own destination or the Pin's link.",
      source: promotable, breaks: "a Pin without a link, in an ad without `destination_url`"),
    preflight(
      .preflightPinNotPublic,
      "The Pin of a new ad lies on a public board, or on a protected one that is for ads only.",
      source: promotable, breaks: "a Pin on a secret board"),
    preflight(
      .preflightPinUnchecked, "The token may read Pins and boards.", severity: .warning,
      breaks: "a token without the scopes `pins:read` and `boards:read`"),
    preflight(
      .preflightBidBelowFloor, "A new or changed bid is not under the floor that Pinterest names.",
      source: api + ", POST bid_floor", breaks: "`bid: 0.05` where the floor is 0.08"),
    preflight(
      .preflightAudienceMissing, "An audience that is referred to exists in the ad account.",
      breaks: "an `external` audience with the id of another account's"),
    preflight(
      .preflightAudienceNotReady,
      "An audience that is targeted is not too small; that it is still being filled is a warning.",
      source: api + ", Audience.status", breaks: "an audience of under 100 people"),
    preflight(
      .preflightTagMissing, "The tag of a new visitor audience is the ad account's, and active.",
      source: api + ", GET conversion_tags", breaks: "`tag` is another account's, or was deleted"),
    preflight(
      .preflightTagNeverFired, "The tag of a new visitor audience has fired.", severity: .warning,
      source: api + ", ConversionTag.last_fired_time_ms",
      breaks: "a tag that nobody has put on a site yet"),
    preflight(
      .preflightDomainNotClaimed, "The domains of a new engagement audience are claimed.",
      source: api + ", GET user_account/websites",
      breaks: "`source: { domains: [blog.northwind.example] }` before the claim is verified"),
    preflight(
      .preflightSourceMissing,
      "Campaigns, ads and Pins that an engagement audience names by id are the ad account's.",
      source: api, breaks: "`source: { campaigns: [\"626735565838\"] }` of another account"),
    preflight(
      .preflightInterestUnknown, "An interest is one of Pinterest's.",
      source: api + ", GET resources/targeting/INTEREST", breaks: "`interests: [home_dekor]`"),
  ]

  private static func preflight(
    _ code: DiagnosticCode, _ summary: String, severity: Severity = .error, source: String = api,
    breaks description: String
  ) -> Rule {
    Rule(
      code, severity, summary, source: source, rejects: .none(description),
      accepts: .root(
        "version: 1\naccount: { name: shop, country: GB, currency: GBP, "
          + "ad_account_id: \"549755885175\" }\ntarget: pinterest\n"), check: .asking)
  }
}
