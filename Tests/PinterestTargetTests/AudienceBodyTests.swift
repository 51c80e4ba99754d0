import AdsModel
import Foundation
import PinterestAPI
import Planning
import Testing

@testable import PinterestTarget

/// What an audience is on the wire, both ways.
struct AudienceBodyTests {
  private static let names: TargetingNames = {
    var names = TargetingNames(audienceIDs: ["buyers": "7"])
    names.sourceIDs = [
      .campaign("spring"): "31", Address(trusted: "spring/uk/hero", kind: .ad): "32",
    ]
    return names
  }()

  private static var visitors: AudienceDefinition.Visitors {
    var visitors = AudienceDefinition.Visitors(
      tag: "26", retentionDays: 30, events: ["add_to_cart"])
    visitors.includesPastTraffic = false
    visitors.urls = [TextCondition(.equals, "https://northwind.example/cart")]
    visitors.filters = [
      EventFilter("colour", .equals, "dark red"), EventFilter("product_category", .equals, "sofas"),
      EventFilter("order_quantity", .equals, "2"),
    ]
    visitors.sources = [.web, .offline]
    return visitors
  }

  static let cases: [(AudienceDefinition, String)] = [
    (
      .visitor(visitors),
      #"{"event":"addtocart","event_data":{"colour":"dark red","line_items":{"product_category":"sofas"},"order_quantity":2},"event_source":{"=":["web","offline"]},"prefill":false,"retention_days":30,"url":["https://northwind.example/cart"],"visitor_source_id":"26"}"#
    ),
    (
      .visitor(.init(tag: "26", events: ["partner_event"])),
      #"{"event":"partner_event","prefill":true,"retention_days":180,"visitor_source_id":"26"}"#
    ),
    (
      .engagement(.init(.optimized, source: .campaigns(["spring", "99"]))),
      #"{"campaign_id":["31","99"],"engager_type":2,"retention_days":180}"#
    ),
    (
      .engagement(.init(.all, source: .ads(["spring/uk/hero"]))),
      #"{"ad_id":["32"],"engager_type":1,"retention_days":180}"#
    ),
    (
      .engagement(.init(.all, source: .pins(["81"]))),
      #"{"engager_type":1,"pin_id":["81"],"retention_days":180}"#
    ),
    (
      .engagement(.init(.all, source: .objectives([.traffic, .awareness]))),
      #"{"engager_type":1,"objective_type":["CONSIDERATION","AWARENESS"],"retention_days":180}"#
    ),
    (
      .engagement(.init(.all, source: .domains(["northwind.example"]))),
      #"{"engagement_domain":["northwind.example"],"engager_type":1,"retention_days":180}"#
    ),
    (.engagement(.init(.all)), #"{"engager_type":1,"retention_days":180}"#),
    (
      .actalike(.init(seed: "buyers", country: "GB", percentage: 3)),
      #"{"country":"GB","percentage":3,"seed_id":["7"]}"#
    ),
  ]

  @Test(arguments: cases)
  func `a rule is written as the API has it, and read back as it was`(
    _ definition: AudienceDefinition, _ rule: String
  ) throws {
    let audience = Audience(name: "People", definition)
    let body = try WireBodies(names: Self.names).audience(audience.fields)
    #expect(try Self.json(body.rule) == rule)
    var wire = WireAudience(id: "5")
    wire.name = body.name
    wire.audienceType = body.audienceType
    wire.rule = body.rule
    let live = LiveReading(names: Self.names.reversed)
      .audience(wire, stored: audience.fields)
    #expect(live.kept == [])
    var encoder = FieldEncoder(decimals: 2)
    let stored = StoredResource(
      address: .audience("people"), id: "5", status: .active,
      attributes: encoder.encode(audience))
    #expect(live.isAsStored(stored), "\(live.differences(from: stored))")
  }

  @Test func `the spellings of the API's examples are read too, and what no project says is kept`()
    throws
  {
    let rule =
      #"{"visitor_source_id":["26"],"retention_days":"30","prefill":"true","url":{"contains":"/cart"},"ingestion_source":{"=":["tag"]}}"#
    var wire = WireAudience(id: "5")
    wire.name = "People"
    wire.audienceType = "VISITOR"
    wire.rule = try JSONDecoder().decode(WireAudienceRule.self, from: Data(rule.utf8))
    let live = LiveReading(names: Self.names.reversed).audience(wire)
    #expect(live.fields[.tag] == .text("26"))
    #expect(live.fields[.retentionDays] == .integer(30))
    #expect(live.fields[.includePastTraffic] == .flag(true))
    #expect(live.fields[.urls] == .list(["contains /cart"]))
    #expect(live.kept == ["rule.ingestion_source"])
  }

  @Test(arguments: [
    (AudienceDefinition.customerList(.init(nil, .email)), "its list"),
    (.actalike(.init(seed: "nobody", country: "GB", percentage: 3)), "audience/nobody"),
    (.engagement(.init(.all, source: .campaigns(["gone"]))), "campaign/gone"),
    (.visitor(.init(tag: "26", events: ["search", "signup"])), "several events"),
  ])
  func `what cannot be written is refused without a request`(
    _ definition: AudienceDefinition, _ reason: String
  ) {
    let fields = Audience(name: "People", definition).fields
    do {
      _ = try WireBodies(names: Self.names).audience(fields)
      Issue.record("it is written")
    } catch {
      #expect(error.reason.contains(reason), "\(error.reason)")
    }
  }

  private static func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}
