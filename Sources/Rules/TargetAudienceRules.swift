import AdsModel
import Diagnostics
import ManifestModel

// What target pinterest carries of audiences, by their type.
extension Rule {
  static let targetAudienceRules = [targetAudienceEvents, targetAudienceMaking]

  static let targetAudienceEvents = Rule(
    .targetAudienceEvents, "On target pinterest an audience is of one event.",
    source: "Pinterest Ads API v5, AudienceRule.event: one text",
    rejects: .pinterest(root: [
      "audiences: { visitors: { type: visitor, tag: \"2617998078211\", events: ↓[search, signup] } }"
    ]),
    accepts: .pinterest(root: [
      "audiences: { visitors: { type: visitor, tag: \"2617998078211\", events: [search] } }"
    ]),
    check: .audience { scope, findings in
      guard scope.isForPinterest, let events = scope.audience.definition.visitors?.events,
        events.count > 1, scope.isReadable(.events)
      else { return }
      findings.report(
        "target pinterest takes one event an audience, and \(scope.address) has \(events.count)",
        at: scope.span(.events), address: scope.address,
        hint: "declare an audience for each event, and include them all")
    })

  static let targetAudienceMaking = Rule(
    .targetAudienceRule, "Target pinterest can say whom an audience is made from.",
    source:
      "Pinterest Ads API v5, AudienceRule: url is a list of texts, event_data has one value a name",
    rejects: .pinterest(root: [
      "audiences: { visitors: { type: visitor, tag: \"2617998078211\", urls: ↓[{ contains: /checkout }] } }"
    ]),
    accepts: .pinterest(root: [
      "audiences: { visitors: { type: visitor, tag: \"2617998078211\", urls: [{ equals: \"https://northwind.example/checkout\" }] } }"
    ]),
    check: .audience { scope, findings in
      guard scope.isForPinterest else { return }
      for gap in scope.audience.definition.gapsOnPinterest where scope.isReadable(gap.path) {
        findings.report(
          "target pinterest \(gap.words)", at: scope.span(gap.path), address: scope.address,
          hint: gap.hint)
      }
    })
}
