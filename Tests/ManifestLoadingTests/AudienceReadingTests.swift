import AdsModel
import Diagnostics
import ManifestLoading
import ManifestModel
import Testing

/// How audiences of each type are read, by what the catalogue says of it.
struct AudienceReadingTests {
  static func load(_ audience: String) -> Project {
    Project.load(
      .memory([
        "pinplan.yaml": "version: 1\naccount: { name: northwind-uk, country: GB }\n",
        "audiences/a.yaml": "audiences:\n  people:\n    " + audience + "\n",
      ]))
  }

  static func words(_ audience: String) -> [String] {
    load(audience).diagnostics.map { diagnostic in
      let place = diagnostic.span.map { "\($0.start.line):\($0.start.column) " } ?? ""
      let hint = diagnostic.hint.map { " | \($0)" } ?? ""
      return "\(place)\(diagnostic.code.rawValue): \(diagnostic.message)\(hint)"
    }
  }

  static func definition(_ audience: String) throws -> AudienceDefinition {
    let project = load(audience)
    #expect(project.diagnostics == [])
    return try #require(project.manifest.audiences.first).value.definition
  }

  @Test func `a visitor audience has all that it says`() throws {
    let found = try Self.definition(
      """
      { type: visitor, tag: "2617998078211", retention_days: 30, include_past_traffic: false,
          events: [add_to_cart], urls: [{ contains: /checkout }, { not_contains: /help }],
          filters: [{ field: product_category, equals: sofas }], sources: [web, mobile],
          name: Visitors, description: Who put a sofa into the cart,
          lifecycle: { prevent_archive: true, ignore_changes: [name] } }
      """)
    var wanted = AudienceDefinition.Visitors(
      tag: "2617998078211", retentionDays: 30, events: ["add_to_cart"])
    wanted.includesPastTraffic = false
    wanted.urls = [.init(.contains, "/checkout"), .init(.notContains, "/help")]
    wanted.filters = [.init("product_category", .equals, "sofas")]
    wanted.sources = [.web, .mobile]
    #expect(found == .visitor(wanted))
  }

  @Test func `what is left out holds its default, and is known to be left out`() throws {
    let project = Self.load("{ tag: \"1\", type: visitor }")
    #expect(project.diagnostics == [])
    let audience = try #require(project.manifest.audiences.first)
    #expect(audience.value.name == "people")
    #expect(audience.value.definition.retentionDays == 180)
    #expect(audience.value.definition.visitors?.includesPastTraffic == true)
    #expect(audience.defaulted == [.name, .retentionDays, .includePastTraffic])
    #expect(
      audience.value.fields.all.map { "\($0.path)" } == [
        "type", "name", "tag", "retention_days", "include_past_traffic",
      ])
  }

  @Test func `a customer list has all that it says`() throws {
    let found = try Self.definition(
      """
      { type: customer_list, source: !env CUSTOMERS_CSV, identifiers: idfa, sync: replace,
          suppress: lists/opt-outs.csv, hashing: sha256, allow_idfa: true, terms_accepted: true,
          opt_outs_removed: true }
      """)
    var wanted = AudienceDefinition.CustomerList(.environment("CUSTOMERS_CSV"), .idfa)
    wanted.sync = .replace
    wanted.suppress = .file("lists/opt-outs.csv")
    wanted.hashing = .sha256
    wanted.allowsIDFA = true
    wanted.termsAccepted = true
    wanted.optOutsRemoved = true
    #expect(found == .customerList(wanted))
  }

  private static let sources: [(text: String, source: EngagementSource)] = [
    (
      #"pins: [https://www.pinterest.com/pin/813744226420795886/, "813744226420795884"]"#,
      .pins(["813744226420795886", "813744226420795884"])
    ),
    ("ads: [spring-sale/uk-women/hero, \"7\"]", .ads(["spring-sale/uk-women/hero", "7"])),
    ("campaigns: [spring-sale]", .campaigns(["spring-sale"])),
    ("objectives: [traffic, awareness]", .objectives([.traffic, .awareness])),
    ("domains: [Northwind.example]", .domains(["northwind.example"])),
  ]

  @Test(arguments: sources)
  func `people engaged with one kind of thing`(
    _ sample: (text: String, source: EngagementSource)
  ) throws {
    let found = try Self.definition(
      "{ type: engagement, engagement: optimized, source: { \(sample.text) } }")
    #expect(found == .engagement(.init(.optimized, source: sample.source)))
  }

  @Test func `an actalike and an audience made elsewhere have all that they say`() throws {
    #expect(
      try Self.definition("{ type: actalike, seed: buyers, country: GB, percentage: 3 }")
        == .actalike(.init(seed: "buyers", country: "GB", percentage: 3)))
    var other = AudienceDefinition.External(id: "2542620905476")
    other.isThirdParty = true
    #expect(
      try Self.definition("{ type: external, id: \"2542620905476\", third_party: true }")
        == .external(other))
  }
}
