import AdsModel
import Testing

/// What an audience is made from, by its type.
struct AudienceDefinitionTests {
  private static let all: [AudienceDefinition] = [
    .visitor(.init(tag: "1", retentionDays: 30, events: ["checkout"])),
    .customerList(.init(file: "lists/a.csv", identifiers: .one("email"))),
    .engagement(.init(kind: "optimized", campaigns: ["spring-sale"])),
    .actalike(.init(seed: "buyers", country: "GB", percentage: 3)),
    .external(id: "2"),
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
  }

  @Test func `each type has a definition, and no two share a field but the source`() {
    #expect(Self.all.map(\.type) == AudienceType.allCases)
    let fields = Self.all.flatMap { Audience(name: "", $0).fields.all.map(\.path) }
    let own = fields.filter { $0 != .type && $0 != .name }
    #expect(Set(own).count == own.count)
  }

  @Test func `what is left out is not put`() {
    for definition in [
      AudienceDefinition.visitor(.init()), .customerList(.init()), .engagement(.init()),
      .actalike(.init()), .external(id: nil),
    ] {
      #expect(Audience(name: "", definition).fields.all.map(\.path) == [.type, .name])
    }
  }

  @Test func `a list says what it holds as it was written`() {
    let list = AudienceDefinition.customerList(.init(identifiers: .several(["email", "maid"])))
    #expect(Audience(name: "", list).fields[.identifiers] == .list(["email", "maid"]))
    #expect(Self.all[1].type == .customerList)
    #expect(Audience(name: "", Self.all[1]).fields[.identifiers] == .text("email"))
  }
}
