import AdsModel
import Diagnostics
import Documents
import Foundation
import ManifestLoading
import ManifestModel
import ManifestWriting
import Planning
import Rendering
import TestSupport
import Testing

private func live(
  _ kind: ResourceKind, _ id: String, in parent: String? = nil, _ fields: [(FieldPath, FieldValue)],
  status: Status = .active, uncarried: [String] = []
) -> LiveResource {
  var all = Fields()
  for (path, value) in fields { all.put(path, value) }
  all.put(.status, .text(status.rawValue))
  return LiveResource(
    kind, id: id, parentID: parent, status: status, fields: all, uncarried: uncarried)
}

private func campaign(
  _ id: String, _ name: String, status: Status = .active, uncarried: [String] = []
) -> LiveResource {
  live(
    .campaign, id,
    [(.name, .text(name)), (.objective, .text("traffic")), (.dailyBudget, money(20000))],
    status: status, uncarried: uncarried)
}

/// An account as years of clicking leave it.
private let account = LiveAccount(
  [
    campaign("626735565838", "Größe: \"Spring\" sale # 2027", status: .paused),
    live(
      .adGroup, "2680059592705", in: "626735565838",
      [
        (.name, .text("UK women 25-44")), (.placement, .text("all")), (.bid, money(35)),
        (.locations, .list(["GB", "NO", "807"])), (.genders, .list(["female"])),
        (.ages, .list(["25-34", "65+"])), (.includedAudiences, .list(["2542620905475", "buyers"])),
        (.excludedAudiences, .list(["2542620905476"])),
        (
          .interests,
          .list((1...20).map { "interest_number_\($0)" })
        ),
      ]),
    live(
      .keyword, "11", in: "2680059592705",
      [(.text, .text("velvet sofa")), (.match, .text("broad"))]),
    live(
      .keyword, "12", in: "2680059592705",
      [(.text, .text("sofa, green")), (.match, .text("negative_exact"))]),
    live(
      .keyword, "13", in: "2680059592705",
      [(.text, .text("velvet sofa")), (.match, .text("broad"))]),
    live(
      .ad, "687195134316", in: "2680059592705",
      [
        (.pin, .text("813744226420795884")), (.name, .text("Velvet hero")),
        (.destinationURL, .text("https://northwind.example/sofas?a=b")),
      ]),
    live(.ad, "687195134317", in: "2680059592705", [(.pin, .text("813744226420795885"))]),
    live(
      .ad, "687195134318", in: "2680059592705",
      [(.pin, .text("813744226420795886")), (.name, .text("velvet HERO"))]),
    live(
      .adGroup, "2680059592706", in: "626735565838",
      [(.name, .text("yes")), (.bid, .text("automatic")), (.locations, .list(["GB"]))],
      status: .paused),
    live(
      .adGroup, "2680059592707", in: "626735565838",
      [(.name, .text("nul\u{0}")), (.bid, .text("automatic"))]),
    live(.ad, "687195134319", in: "2680059592707", [(.pin, .text("8"))]),
    live(.ad, "687195134320", in: "2680059592705", [(.pin, .text("9"))], status: .archived),
    campaign("626735565840", "日本語の名前\u{202E}\n\u{1B}"),
    campaign("626735565841", "taken"),
    campaign("626735565842", "Old", status: .archived),
    live(.adGroup, "2680059592709", in: "626735565842", [(.name, .text("a"))]),
    campaign(
      "626735565843", "Shop",
      uncarried: ["its objective is CATALOG_SALES, which pinplan does not carry"]),
    live(.adGroup, "2680059592710", in: "626735565843", [(.name, .text("a"))]),
    campaign("626735565844", "Mine already"),
    live(.adGroup, "2680059592711", in: "626735565844", [(.name, .text("New below"))]),
    live(
      .keyword, "14", in: "549755885175", [(.text, .text("x")), (.match, .text("negative_exact"))]),
    live(.audience, "2542620905475", [(.name, .text("Visitors, 30 days \u{202E}"))]),
    live(.audience, "2542620905476", []),
  ], carried: Catalogue.carried)

private let root = "version: 1\naccount: { name: n, country: GB }\n"
private let files = [
  "pinplan.yaml": root,
  "campaigns/mine.yaml": """
  campaigns:
    taken: { objective: traffic }
    mine:
      objective: traffic
      ad_groups: { uk: { bid: 0.50, keywords: [a] } }

  """,
  "audiences/a.yaml": "audiences: { buyers: { type: external, id: \"77\" } }\n",
]

private let owned = [
  StoredResource(
    address: .campaign("mine"), id: "626735565844", status: .active, attributes: Array("{}".utf8))
]

private func imported(
  _ files: [String: String] = files, _ live: LiveAccount = account,
  stored: [StoredResource] = owned, exists: Set<String> = [],
  _ select: (inout ImportSelection) -> Void = { _ in }
) -> ImportResult {
  var selection = ImportSelection()
  select(&selection)
  return ImportWriter.write(
    Project.load(.memory(files)), live: live, stored: stored, selection,
    exists: exists.contains)
}

@Test func `an account becomes files that somebody could have written`() throws {
  let result = imported()
  #expect(
    result.files.keys.sorted() == [
      "audiences/imported.yaml", "campaigns/campaign-626735565840.yaml",
      "campaigns/grosse-spring-sale-2027.yaml",
    ])
  let text = result.files.sorted { $0.key < $1.key }.map { "==> \($0.key)\n\($0.value)" }.joined()
  try expectGolden(text, "import.txt")
  #expect(result.project.isValid)
  #expect(result.notIncluded == [])
}

@Test func `what no file can say is left out with everything below it, and why is said`() {
  let result = imported()
  #expect(
    result.leftOut.map { "\($0.kind) \($0.id) \($0.name ?? "-") +\($0.below): \($0.reason)" } == [
      "keyword 13 velvet sofa +0: another keyword of its ad group has the same text and match type",
      "adGroup 2680059592707 nul\u{0} +1: name \"nul\\x00\" holds a NUL character",
      "campaign 626735565843 Shop +1: its objective is CATALOG_SALES, which pinplan does not carry",
      "adGroup 2680059592711 New below +0: its campaign is declared already: write it there and bind it with `--only ADDRESS=2680059592711`",
      "keyword 14 x +0: its ad group is not among what the account lists",
    ])
}

@Test func `a plan that follows an import has nothing to do`() {
  let result = imported()
  var files = files.merging(result.files) { old, _ in old }
  files["campaigns/mine.yaml"] =
    "campaigns:\n  taken: { objective: traffic, budget: { daily: 200.00 } }\n"
  var state = StoredState(
    lineage: "l", account: result.project.manifest.account, target: .local,
    resources: result.bindings.map(\.resource))
  // What the project declared before the import is no business of it.
  files["audiences/a.yaml"] = "audiences: { buyers: { type: external, id: \"77\" } }\n"
  let buyers = Project.load(.memory(files)).manifest.audiences.filter { $0.address.key == "buyers" }
  var encoder = FieldEncoder(decimals: 2)
  state.resources += buyers.map {
    StoredResource(
      address: $0.address, id: "77", status: .active, attributes: encoder.encode($0.value),
      defaulted: $0.declaration.defaulted)
  }
  // Read anew, the account has the new keys of audiences.
  let keys = ["2542620905475": "visitors-30-days", "2542620905476": "audience-2542620905476"]
  let seen = account.resources.values.map { live -> LiveResource in
    var live = live
    for path in [FieldPath.includedAudiences, .excludedAudiences] {
      guard let ids = live.fields[path]?.list else { continue }
      live.fields[path] = .list(ids.map { keys[$0] ?? $0 })
    }
    return live
  }
  let draft = PlanDraft(
    manifest: Project.load(.memory(files)).manifest, state: state,
    live: LiveAccount(seen, carried: account.carried),
    options: PlanOptions(), now: Instant(secondsSince1970: 1_800_000_000))
  #expect(draft.plan.changes.map(\.address) == [])
  #expect(draft.plan.isEmpty)
  #expect(draft.plan.refreshes == [])
  #expect(
    result.bindings.map { "\($0.resource.address) \($0.resource.id)" }.prefix(4) == [
      "audience/audience-2542620905476 2542620905476",
      "audience/visitors-30-days 2542620905475",
      "campaign/campaign-626735565840 626735565840",
      "campaign/grosse-spring-sale-2027 626735565838",
    ])
}

@Test(arguments: HostileText.all)
func `an import keeps a hostile name to the byte, or says why it cannot`(name: String) {
  let account = LiveAccount([campaign("1", name)], carried: Catalogue.carried)
  let result = imported(["pinplan.yaml": root], account, stored: [])
  let names = result.project.manifest.campaigns.map { Array($0.value.name.utf8) }
  if result.leftOut.isEmpty {
    #expect(names == [Array(name.utf8)])
  } else {
    #expect(names == [])
    #expect(name.isEmpty || name.unicodeScalars.contains("\0"))
  }
  let printable = result.files.values.joined().unicodeScalars.allSatisfy {
    $0 == "\n" || ![.control, .format].contains($0.properties.generalCategory) || $0.value == 0x200D
  }
  #expect(printable)
}

@Test func `files that are there are never written over`() {
  let result = imported(exists: ["campaigns/campaign-626735565840.yaml", "audiences/imported.yaml"])
  #expect(result.files.keys.contains("campaigns/campaign-626735565840-2.yaml"))
  #expect(result.files.keys.contains("audiences/imported-2.yaml"))
}

@Test func `a file that include does not match is told`() {
  let result = imported(["pinplan.yaml": root + "include: [ads/*.yaml]\n"])
  #expect(result.notIncluded.count == 4)
  #expect(result.bindings == [])
}

@Test func `a selector takes what it matches, what is above and what is below`() {
  let result = imported {
    $0.selectors = Selector(parsing: "ad_group/*/yes").map { [$0] } ?? []
  }
  #expect(
    result.bindings.map(\.resource.address.description) == [
      "campaign/grosse-spring-sale-2027", "ad_group/grosse-spring-sale-2027/yes",
    ])
  #expect(result.leftOut == [])
}

@Test
func `a declared resource is bound to what lives under an id, and the plan shows what differs`() {
  let uk = Address.adGroup("mine", "uk")
  var new = live(
    .adGroup, "5", in: "626735565844",
    [(.name, .text("uk")), (.bid, money(60)), (.placement, .text("all"))])
  new.fields.put(.locations, .list(["GB"]))
  let account = LiveAccount(
    [campaign("626735565844", "mine"), new], carried: Catalogue.carried)
  let result = imported(files, account) { $0.bindings = [(uk, "5")] }
  #expect(result.refused == [])
  #expect(result.files == [:])
  #expect(
    result.bindings.map { String(decoding: $0.resource.attributes, as: UTF8.self) } == [
      #"{"name":"uk","status":"active","placement":"all","bid":"0.60","targeting.locations":["GB"]}"#
    ])
  #expect(result.bindings.map { "\($0.file):\($0.line)" } == ["campaigns/mine.yaml:5"])
}

@Test func `a binding that cannot be made is refused in words`() {
  let uk = Address.adGroup("mine", "uk")
  let result = imported {
    $0.bindings = [
      (.campaign("none"), "1"), (.campaign("mine"), "1"), (.campaign("taken"), "626735565844"),
      (.campaign("taken"), "1"), (.campaign("taken"), "626735565842"), (uk, "2680059592706"),
      (.keyword(in: uk, .broad, "a"), "11"),
    ]
  }
  #expect(
    result.refused.map { "\($0.address)=\($0.id): \($0.reason)" } == [
      "campaign/none=1: the project does not declare campaign/none",
      "campaign/mine=1: campaign/mine is bound to 626735565844 already",
      "campaign/taken=626735565844: 626735565844 is bound to campaign/mine already",
      "campaign/taken=1: the account has no campaign \"1\"",
      "campaign/taken=626735565842: campaign \"626735565842\" is archived, which is for good",
      "ad_group/mine/uk=2680059592706: it is not in campaign/mine, which is 626735565844",
      "keyword/mine/uk/broad/a=11: ad_group/mine/uk has to be bound first",
    ])
}

@Test func `an import is told in words and as JSON`() throws {
  var report = ImportReport(
    imported { $0.selectors = Selector(parsing: "**").map { [$0] } ?? [] }, isDryRun: false)
  report.differences = []
  let everything = ImportReport(imported(), isDryRun: true)
  var bound = ImportReport(
    imported { $0.bindings = [(.campaign("taken"), "626735565840"), (.campaign("no"), "1")] },
    isDryRun: false)
  bound.differences = [
    .init(
      .campaign("taken"),
      FieldChange(path: .name, before: .text("\u{202E}a b"), after: .text("taken")))
  ]
  let renderer = ImportTextRenderer(style: .plain)
  let texts = [everything, report, bound].map { renderer.render($0) }
  try expectGolden([
    "import-report.txt": texts.joined(separator: "\n"),
    "import-report.json": String(decoding: ImportDocument.encode(bound), as: UTF8.self),
  ])
}
