import AdsModel
import Diagnostics
import ManifestModel

private typealias Table = PinterestCapabilities

// What the Ads API cannot carry is said here, at the line, before any call. What it can is data:
// `PinterestCapabilities`.
extension Rule {
  static let targetRules =
    [
      targetObjective, targetBid, targetKeywordBid, targetBudgetOwner, targetSpendLimit,
      targetSchedule, targetTooManyAdGroups, targetLocationMissing, targetLocationInvalid,
      targetTrackingParams,
    ] + targetAudienceRules + [targetUpdate]

  static let targetObjective = Rule(
    .targetObjective, "Target pinterest carries the objective.", source: Table.source,
    rejects: .pinterest(campaign: ["objective: ↓engagement"]),
    accepts: .pinterest(campaign: ["objective: traffic"]),
    check: .campaign { scope, findings in
      guard scope.isForPinterest, scope.isReadable(.objective) else { return }
      let row = Table.row(of: scope.campaign.objective)
      guard !row.isCarried else { return }
      findings.report(
        "target pinterest does not carry objective \(scope.campaign.objective.rawValue) (\(row.wire), \(row.remark))",
        at: scope.span(.objective), address: scope.address,
        hint: "write `objective: traffic`, the nearest that it carries")
    })

  static let targetBid = Rule(
    .targetBid, "A bid is of a type that target pinterest carries for the objective.",
    source: Table.source,
    rejects: .pinterest(
      campaign: ["objective: video_awareness"],
      adGroup: ["budget: { daily: 25.00 }", "bid: ↓6.00"], without: ["budget"]),
    accepts: .pinterest(
      campaign: ["objective: video_awareness"],
      adGroup: ["budget: { daily: 25.00 }", "bid: automatic"], without: ["budget"]),
    check: .adGroup { scope, findings in
      guard scope.isForPinterest, scope.isReadable(.bid), let objective = scope.objective,
        let amount = scope.adGroup.bid.amount
      else { return }
      let written = amount.text(scope.manifest)
      if case .named(_, .cpi) = scope.adGroup.bid {
        findings.report(
          "target pinterest does not carry a CPI bid of \(written): the API has no field for it",
          at: scope.span(.bidCPI), address: scope.address,
          hint: "write `bid: automatic`, or a CPC under `objective: traffic`")
      } else if Table.row(of: objective).isCarried, Table.row(of: objective).bidType == nil {
        findings.report(
          "target pinterest takes no amount under objective \(objective.rawValue), and the bid is \(written)",
          at: scope.span(scope.bidPath), address: scope.address, hint: "write `bid: automatic`")
      }
    })

  static let targetKeywordBid = Rule(
    .targetKeywordBid, "On target pinterest a keyword has no bid of its own.",
    source: "Pinterest Ads API v5, Keyword.bid: ignored when written, always null when read",
    rejects: .pinterest(
      adGroup: ["keywords: [{ text: corner sofa, match: exact, bid: ↓0.50 }]"]),
    accepts: .pinterest(adGroup: ["keywords: [{ text: corner sofa, match: exact }]"]),
    check: .keyword { scope, findings in
      guard scope.isForPinterest, scope.isReadable(.bid), let bid = scope.keyword.bid
      else { return }
      findings.report(
        "target pinterest does not carry the bid of keyword \(quoted(scope.keyword.text)), \(bid.text(scope.manifest))",
        at: scope.span(.bid), address: scope.address,
        hint:
          "leave it out: the ad group's bid holds; or give the keyword an ad group of its own")
    })

  static let targetTrackingParams = Rule(
    .targetTrackingParams, "On target pinterest tracking parameters have a destination.",
    source: "Pinterest Ads API v5, an ad has one destination_url and no parameters beside it",
    rejects: .pinterest(adGroup: [ad("tracking_params: ↓{ utm_source: pinterest }")]),
    accepts: .pinterest(
      adGroup: [
        ad(
          "destination_url: https://northwind.example/",
          "tracking_params: { utm_source: pinterest }")
      ]),
    check: .ad { scope, findings in
      guard scope.isForPinterest, !scope.ad.trackingParams.isEmpty,
        scope.ad.destinationURL == nil, scope.isReadable(.destinationURL)
      else { return }
      findings.report(
        "\(scope.address) has tracking_params and no destination_url to append them to",
        at: scope.span(.trackingParams), address: scope.address,
        hint: "write `destination_url:` with the Pin's link")
    })

  private static func ad(_ lines: String...) -> String {
    "ads:\n  hero:\n    pin: \"813744226420795884\"" + lines.map { "\n    " + $0 }.joined()
  }
}

extension Scope {
  /// Whether the project goes to a real account.
  var isForPinterest: Bool { context.manifest.target == .pinterest }
}

extension Example {
  /// The small shop on a real account, its budget on the campaign as the API wants it.
  static func pinterest(
    root: [String] = [], campaign: [String] = [], adGroup: [String] = [], campaigns: String = "",
    without: [String] = [], after before: Example? = nil, outside: Example? = nil,
    replace: [String] = []
  ) -> Self {
    let account =
      "account: { name: northwind-uk, country: GB, ad_account_id: \"549755885175\" }"
    let budget =
      without.contains("budget") || campaign.contains { $0.hasPrefix("budget") }
      ? [] : ["budget: { daily: 100.00 }"]
    return .shop(
      root: (root.contains { $0.hasPrefix("account") } ? [] : [account])
        + ["target: pinterest"] + root, campaign: budget + campaign, adGroup: adGroup,
      campaigns: campaigns, without: ["budget"] + without, after: before, outside: outside,
      replace: replace)
  }
}
