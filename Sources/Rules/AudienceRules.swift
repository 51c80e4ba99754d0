import AdsModel
import Diagnostics
import ManifestModel
import Planning

extension Rule {
  static let audienceRules = [
    Rule(
      .audienceDuplicateID, "An audience that is made elsewhere is declared under one key.",
      source: "pinplan: one id has one address",
      rejects: .shop(
        root: [
          "audiences: { buyers: { type: external, id: \"1\" }, visitors: { type: external, id: ↓\"1\" } }"
        ]),
      accepts: .shop(
        root: [
          "audiences: { buyers: { type: external, id: \"1\" }, visitors: { type: external, id: \"2\" } }"
        ]),
      check: .project { manifest, findings in findings.reportDuplicateIDs(manifest) }),
    Rule(
      .audienceTypeImmutable, "An audience keeps its type.",
      source: "Pinterest Ads API v5, audience_type is create-only",
      rejects: .audience(
        "type: ↓engagement, engagement: all", after: .audience("type: visitor, tag: \"1\"")),
      accepts: .audience(
        "type: visitor, tag: \"1\"", after: .audience("type: visitor, tag: \"1\"")),
      check: .plan { draft, findings in
        findings.reportImmutable(
          .type, of: .audience, draft,
          hint: "declare a new audience under a key of its own, or name this one with --replace")
      }),
    Rule(
      .audienceIdentifiersImmutable, "A customer list keeps what it holds.",
      source: "Pinterest Ads API v5, CustomerList.list_type is create-only",
      rejects: .audience(list("↓maid"), after: .audience(list("email"))),
      accepts: .audience(
        list("maid"), after: .audience(list("email")), replace: ["audience/people"]),
      check: .plan { draft, findings in
        findings.reportImmutable(
          .identifiers, of: .audience, draft,
          hint: "declare a new audience under a key of its own, or name this one with --replace")
      }),
    audienceRuleImmutable, audienceInUse, audienceThirdPartyUSOnly,
  ]

  static let moveRules = [
    Rule(
      .movedInvalid, "A moved entry leads from one address to another of the same kind and parent.",
      source: "Pinterest Ads API v5: campaign_id and ad_group_id are create-only",
      rejects: .shop(
        root: ["moved: [↓{ from: campaign/winter-sale, to: ad_group/spring-sale/uk-women }]"],
        after: .shop()),
      accepts: .shop(
        root: ["moved: [{ from: campaign/winter-sale, to: campaign/spring-sale }]"], after: .shop()),
      check: .reading, .resolving),
    Rule(
      .movedTargetTaken, "A moved entry leads to an address where nothing is stored.",
      source: "pinplan: two resources cannot have one address",
      rejects: .shop(
        root: ["moved: [↓{ from: audience/old, to: audience/new }]", audiences("new")],
        after: .shop(root: [audiences("old", "new")])),
      accepts: .shop(
        root: ["moved: [{ from: audience/old, to: audience/new }]", audiences("new")],
        after: .shop(root: [audiences("old")])),
      check: .resolving),
    Rule(
      .movedNotStored, .warning, "A moved entry finds what it moves.",
      source: "pinplan: a misspelt entry would archive what it was to rename",
      rejects: .shop(
        root: ["moved: [↓{ from: audience/odl, to: audience/new }]", audiences("new")],
        after: .shop(root: [audiences("old")])),
      accepts: .shop(
        root: ["moved: [{ from: audience/old, to: audience/new }]", audiences("new")],
        after: .shop(root: [audiences("old")])),
      check: .resolving),
    movedMissing,
  ]

  private static func list(_ identifiers: String) -> String {
    "type: customer_list, source: lists/people.csv, identifiers: \(identifiers), terms_accepted: true, opt_outs_removed: true"
  }

  private static func audiences(_ keys: String...) -> String {
    "audiences: { "
      + keys.enumerated().map { "\($1): { type: external, id: \"\($0 + 1)\", name: \($1) }" }
      .joined(separator: ", ") + " }"
  }
}

extension Findings {
  fileprivate mutating func reportDuplicateIDs(_ manifest: Manifest) {
    let path = FieldPath.id
    var first: [String: Declared<Audience>] = [:]
    for audience in manifest.audiences where audience.isReadable(path) {
      guard let id = audience.value.definition.externalID else { continue }
      guard let other = first[id] else {
        first[id] = audience
        continue
      }
      report(
        "\(audience.address) has the id of \(other.address), \(quoted(id))",
        at: manifest.span(of: audience.origin, at: path), address: audience.address,
        hint: "declare the audience once, and refer to that key",
        notes: [Diagnostic.Note("the first one", at: manifest.span(of: other.origin, at: path))])
    }
  }
}
