import AdsModel
import Diagnostics
import ManifestModel
import Planning

private let urlHelp = "Pinterest help, Ad destination URL requirements"

extension Rule {
  static let adRules = [
    adPinImmutable, adURLInvalid, adUnknownMacro, adLinkShortener, adDuplicateTrackingParam,
    adCampaignNotRunning,
  ]

  static let adPinImmutable = Rule(
    .adPinImmutable, "An ad keeps its Pin.", source: "Pinterest Ads API v5: pin_id on drafts only",
    rejects: .shop(
      adGroup: ["ads: { hero: { pin: ↓\"813744226420795885\" } }"], after: .shop()),
    accepts: .shop(
      adGroup: ["ads: { hero: { pin: \"813744226420795885\" } }"], after: .shop(),
      replace: ["ad/spring-sale/uk-women/hero"]),
    check: .plan { draft, findings in
      findings.reportImmutable(
        .pin, of: .ad, draft,
        hint: "add the new Pin as an ad with a key of its own, or name this one with --replace")
    })

  static let adURLInvalid = Rule(
    .adURLInvalid, "A destination is a whole http or https URL; after the host it may hold macros.",
    source: urlHelp,
    rejects: shop("destination_url: ↓northwind.example/sofas"),
    accepts: shop("destination_url: \"https://northwind.example/sofas?c={campaignid}\""),
    check: .ad { scope, findings in
      if let url = scope.ad.destinationURL, scope.isReadable(.destinationURL),
        scope.destination == nil
      {
        let complaint = DestinationComplaint(of: url)
        findings.report(
          "destination_url \(quoted(url)) \(complaint.fault)",
          at: scope.span(.destinationURL), address: scope.address, hint: complaint.hint)
      }
      for param in scope.ad.trackingParams where param.hasBraces {
        let text = param.name + "=" + param.value
        guard let mistake = WebAddress.braceMistake(in: text) else { continue }
        let complaint = DestinationComplaint(mistake)
        findings.report(
          "tracking parameter \(quoted(text)) \(complaint.fault)",
          at: scope.span(FieldPath("tracking_params.\(param.name)")), address: scope.address,
          hint: complaint.hint)
      }
    })

  static let adLinkShortener = Rule(
    .adLinkShortener, "A destination is no shortened link.", source: urlHelp,
    rejects: shop("destination_url: ↓https://bit.ly/3xYz"),
    accepts: shop("destination_url: https://northwind.example/sofas"),
    check: .ad { scope, findings in
      guard let url = scope.ad.destinationURL, let host = scope.destination?.host,
        LinkShorteners.contains(host: host)
      else { return }
      findings.report(
        "destination_url \(quoted(url)) is a shortened link; Pinterest does not take \(host)",
        at: scope.span(.destinationURL), address: scope.address,
        hint: "write the URL that it leads to")
    })

  static let adDuplicateTrackingParam = Rule(
    .adDuplicateTrackingParam, "A tracking parameter is not in the destination already.",
    source: "pinplan: a parameter that is there twice is counted twice or not at all",
    rejects: shop(
      "destination_url: \"https://northwind.example/?utm_source=mail\"",
      "tracking_params: { utm_source: ↓pinterest }"),
    accepts: shop(
      "destination_url: https://northwind.example/", "tracking_params: { utm_source: pinterest }"),
    check: .ad { scope, findings in
      guard !scope.ad.trackingParams.isEmpty, let url = scope.ad.destinationURL,
        url.utf8.contains(UInt8(ascii: "?"))
      else { return }
      let present = WebAddress.queryNames(url)
      for param in scope.ad.trackingParams where present.contains(param.name) {
        findings.report(
          "tracking parameter \(quoted(param.name)) is in the destination_url already",
          at: scope.span(FieldPath("tracking_params.\(param.name)")),
          address: scope.address, hint: "take it out here, or out of the URL")
      }
    })

  static let adCampaignNotRunning = Rule(
    .adCampaignNotRunning,
    "An ad is not added to a campaign that is and stays paused, archived or ended.",
    source: "Pinterest help, Edit ads: ads are added to running campaigns",
    rejects: .shop(
      campaign: ["status: paused"],
      adGroup: [twoAds("↓")], after: .shop(campaign: ["status: paused"])),
    accepts: .shop(
      campaign: ["status: active"], adGroup: [twoAds("")],
      after: .shop(campaign: ["status: paused"])),
    check: .plan { draft, findings in
      let manifest = draft.manifest
      for index in manifest.ads.indices where manifest.ads[index].value.status != .archived {
        switch draft.comparison[ResourceRef(.ad, index)] {
        case .new, .settled(tombstone: nil): break
        case .unchanged, .settled, .changed, .archive: continue
        }
        let ad = manifest.ads[index]
        let campaign = manifest.adGroups[ad.parent].parent
        guard manifest.adGroups[ad.parent].value.status != .archived,
          let reason = draft.reasonNotRunning(campaign)
        else { continue }
        findings.report(
          "\(ad.address) is new, but \(manifest.campaigns[campaign].address) \(reason)",
          at: manifest.span(of: ad.origin), address: ad.address,
          hint: "set the campaign to `status: active` in the same change, or leave the ad for later"
        )
      }
    })

  private static func shop(_ lines: String...) -> Example {
    let ad = lines.map { "\n    " + $0 }.joined()
    return .shop(adGroup: ["ads:\n  hero:\n    pin: \"813744226420795884\"" + ad])
  }

  private static func twoAds(_ mark: String) -> String {
    "ads:\n  hero: { pin: \"813744226420795884\" }\n  \(mark)more: { pin: \"813744226420795885\" }"
  }
}

extension PlanDraft {
  /// Why a stored campaign does not run before and after the plan; none when it does.
  fileprivate func reasonNotRunning(_ index: Int) -> String? {
    let declared = manifest.campaigns[index].value
    switch comparison[ResourceRef(.campaign, index)] {
    case .settled(tombstone: .some): return "is archived"
    case .unchanged(let position), .changed(let position, _, _):
      guard let stored: Campaign = comparison.stored[position].value() else { return nil }
      if stored.status == .paused, declared.status == .paused { return "is and stays paused" }
      if stored.schedule.hasEnded(by: now), declared.schedule.hasEnded(by: now) {
        return "has ended"
      }
      return nil
    case .settled, .new, .archive: return nil
    }
  }
}
