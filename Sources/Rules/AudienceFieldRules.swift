import AdsModel
import Diagnostics
import ManifestModel

private let api = "Pinterest Ads API v5, AudienceRule"
private let listHelp = "Pinterest help, Audience targeting: requirements for customer lists"

// What one audience says of itself.
extension Rule {
  static let audienceFieldRules = [
    Rule(
      .audienceRetentionOutOfRange, "People stay in an audience for 1 to 540 days.",
      source: api + ".retention_days",
      rejects: .audience("type: visitor, tag: \"1\", retention_days: ↓541"),
      accepts: .audience("type: visitor, tag: \"1\", retention_days: 540"),
      check: .audience { scope, findings in
        findings.reportOutside(
          Limits.retentionDays, scope.audience.definition.retentionDays, at: .retentionDays, scope)
      }),
    Rule(
      .audiencePercentageOutOfRange, "An actalike holds 1 to 10 percent of a country's people.",
      source: api + ".percentage",
      rejects: .actalike("percentage: ↓11"), accepts: .actalike("percentage: 10"),
      check: .audience { scope, findings in
        findings.reportOutside(
          Limits.actalikePercentage, scope.audience.definition.actalike?.percentage,
          at: .percentage, scope)
      }),
    Rule(
      .audienceFilterNeedsEvent, "Filters are about an event.", source: api + ".event_data",
      rejects: .audience(
        "type: visitor, tag: \"1\", filters: ↓[{ field: product_category, equals: sofas }]"),
      accepts: .audience(
        "type: visitor, tag: \"1\", events: [add_to_cart], filters: [{ field: product_category, equals: sofas }]"
      ),
      check: .audience { scope, findings in
        guard let visitors = scope.audience.definition.visitors, !visitors.filters.isEmpty,
          visitors.events.isEmpty, scope.isReadable(.events)
        else { return }
        findings.report(
          "\(scope.address) filters what an event told, and names no event",
          at: scope.span(.filters), address: scope.address,
          hint: "write `events:` with the event whose values these are, such as `[add_to_cart]`")
      }),
    Rule(
      .audienceTwoSources, "An engagement audience has one kind of source.",
      source: "pinplan: what several kinds at once would mean is told nowhere",
      rejects: .audience(
        "type: engagement, engagement: all, source: { pins: [\"1\"], ↓domains: [northwind.example] }"
      ),
      accepts: .audience("type: engagement, engagement: all, source: { pins: [\"1\"] }"),
      check: .reading),
    Rule(
      .audienceTermsNotAccepted, "Pinterest's terms for customer lists are accepted.",
      source: listHelp,
      rejects: .customers("terms_accepted: ↓false, opt_outs_removed: true"),
      accepts: .customers("terms_accepted: true, opt_outs_removed: true"),
      check: .audience { scope, findings in
        findings.reportUnattested(
          scope.audience.definition.customerList?.termsAccepted, .termsAccepted,
          "you accept Pinterest's terms for customer lists", scope,
          hint: "read them in Ads Manager, then write `terms_accepted: true`")
      }),
    Rule(
      .audienceOptOutsNotRemoved, "Who opted out is not on a customer list.", source: listHelp,
      rejects: .customers("terms_accepted: true, opt_outs_removed: ↓false"),
      accepts: .customers("terms_accepted: true, opt_outs_removed: true"),
      check: .audience { scope, findings in
        findings.reportUnattested(
          scope.audience.definition.customerList?.optOutsRemoved, .optOutsRemoved,
          "who opted out is not on the list", scope,
          hint:
            "take them off, or name them under `suppress:`, then write `opt_outs_removed: true`")
      }),
    Rule(
      .audienceIOSNotAllowed, "A customer list holds no Apple advertising ids, unless you say so.",
      source: "Pinterest help, Audience targeting: no data from iOS apps and devices",
      rejects: .audience(
        "type: customer_list, source: lists/a.csv, identifiers: ↓idfa, terms_accepted: true, opt_outs_removed: true"
      ),
      accepts: .audience(
        "type: customer_list, source: lists/a.csv, identifiers: maid, terms_accepted: true, opt_outs_removed: true"
      ),
      check: .audience { scope, findings in
        guard let list = scope.audience.definition.customerList, list.identifiers == .idfa,
          scope.isReadable(.identifiers), scope.isReadable(.allowIDFA)
        else { return }
        if list.allowsIDFA {
          findings.report(
            "\(scope.address) holds Apple's advertising ids, which Pinterest's help rules out; `allow_idfa` lets them through",
            .warning, at: scope.span(.identifiers), address: scope.address,
            hint: "see that Pinterest allows it in your case")
        } else {
          findings.report(
            "\(scope.address) holds Apple's advertising ids, which Pinterest's help rules out",
            at: scope.span(.identifiers), address: scope.address,
            hint:
              "use emails or Android's ids; write `allow_idfa: true` only when Pinterest allows it")
        }
      }),
  ]
}

extension Findings {
  /// Reports an attestation that a customer list does not make; none is asked of other audiences.
  fileprivate mutating func reportUnattested(
    _ isMade: Bool?, _ path: FieldPath, _ words: String, _ scope: AudienceScope, hint: String
  ) {
    guard isMade == false, scope.isReadable(path) else { return }
    report(
      "\(scope.address) does not say that \(words)", at: scope.span(path), address: scope.address,
      hint: hint)
  }

  /// Reports a number outside its range.
  fileprivate mutating func reportOutside(
    _ range: ClosedRange<Int64>, _ number: Int64?, at path: FieldPath, _ scope: AudienceScope
  ) {
    guard let number, scope.isReadable(path), !range.contains(number) else { return }
    let (least, most) = (range.lowerBound, range.upperBound)
    report(
      "\(path) \(number) is not from \(least) to \(most)", at: scope.span(path),
      address: scope.address,
      hint: "write \(number < least ? least : most), or what is between")
  }
}

extension Example {
  /// The small shop with one audience, `people`.
  static func audience(
    _ keys: String, root: [String] = [], adGroup: [String] = [], without: [String] = [],
    after before: Example? = nil, replace: [String] = []
  ) -> Self {
    .shop(
      root: root + ["audiences: { people: { \(keys) } }"], adGroup: adGroup, without: without,
      after: before, replace: replace)
  }

  fileprivate static func customers(_ keys: String) -> Self {
    .audience("type: customer_list, source: lists/customers.csv, identifiers: email, \(keys)")
  }

  fileprivate static func actalike(_ keys: String) -> Self {
    .shop(
      root: [
        "audiences: { people: { type: external, id: \"1\" }, like: { type: actalike, seed: people, country: GB, \(keys) } }"
      ])
  }
}
