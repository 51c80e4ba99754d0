import AdsModel
import Testing

/// What an audience is made from, by its type.
struct AudienceDefinitionTests {
  private static let all: [AudienceDefinition] = [
    .visitor(.init(tag: "1", retentionDays: 30, events: ["checkout"])),
    .customerList(.init(.file("lists/a.csv"), .email)),
    .engagement(.init(.optimized, source: .campaigns(["spring-sale"]))),
    .actalike(.init(seed: "buyers", country: "GB", percentage: 3)),
    .external(.init(id: "2")),
  ]

  @Test(arguments: all)
  func `a definition puts known fields in the order in which they are kept`(
    _ definition: AudienceDefinition
  ) {
    let audience = Audience(name: "Buyers", definition)
    let paths = audience.fields.all.map(\.path)
    let kept = Catalogue.fields(of: .audience).map(\.path).filter(paths.contains)
    #expect(paths == kept)
    #expect(paths.starts(with: [.type, .name]))
    #expect(paths.count > 2)
    #expect(Audience(fields: audience.fields) == audience)
  }

  @Test func `each type has a definition, and only how long people stay in is of two`() {
    #expect(Self.all.map(\.type) == AudienceType.allCases)
    let fields = Self.all.flatMap { Audience(name: "", $0).fields.all.map(\.path) }
    let own = fields.filter { $0 != .type && $0 != .name && $0 != .retentionDays }
    #expect(Set(own).count == own.count)
  }

  @Test(arguments: all)
  func `a part of another type's cannot be put in`(_ definition: AudienceDefinition) {
    var changed = definition
    if definition.type != .visitor { changed.visitors = .init(tag: "9") }
    if definition.type != .customerList { changed.customerList = .init(nil, .maid) }
    if definition.type != .engagement { changed.engaged = .init(.all) }
    if definition.type != .actalike {
      changed.actalike = .init(seed: "x", country: "US", percentage: 1)
    }
    if definition.type != .external { changed.external = .init(id: "9") }
    if definition.retentionDays == nil { changed.retentionDays = 9 }
    #expect(changed == definition)
  }

  @Test func `people engaged with one kind of thing`() {
    var engaged = AudienceDefinition.Engagement(.all, source: .pins(["1", "2"]))
    #expect(engaged.pins == ["1", "2"])
    engaged.domains = ["northwind.example"]
    #expect(engaged.pins == [])
    #expect(engaged.source == .domains(["northwind.example"]))
  }

  @Test(arguments: ["lists/a.csv", "!env CUSTOMERS_CSV", "!envelope.csv", "!env"])
  func `where a list is reads back as it is kept`(_ text: String) {
    let source = ListSource(stored: text)
    #expect(source.text == text)
    #expect((source == .file(text)) != ListSource.isAmbiguous(text))
  }

  @Test(arguments: ["contains /check out", "not_equals  two spaces", "equals ="])
  func `a comparison reads back as it is kept`(_ text: String) {
    #expect(TextCondition(stored: text)?.text == text)
    #expect(EventFilter(stored: "order_id \(text)")?.text == "order_id \(text)")
  }

  @Test(arguments: ["", "contains", "resembles /x", " contains /x"])
  func `what is no comparison is none`(_ text: String) {
    #expect(TextCondition(stored: text) == nil)
    #expect(EventFilter(stored: text) == nil)
  }
}
