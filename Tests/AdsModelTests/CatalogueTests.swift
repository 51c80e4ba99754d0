import AdsModel
import Testing

struct CatalogueTests {
  @Test(arguments: ResourceKind.allCases)
  func `every field of a kind has its place in the YAML, once`(kind: ResourceKind) {
    let fields = Catalogue.fields(of: kind).filter { field in
      // A bid in a named type is a form of `bid`.
      if case .namedBid = field.type { return false }
      return field.path != .preventArchive
    }
    var all: Set<FieldPath> = []
    for mapping in Catalogue.mappings(of: kind) {
      let placed = mapping.fields.map(\.path)
      #expect(Set(placed).count == placed.count)
      all.formUnion(placed)
    }
    #expect(all == Set(fields.map(\.path)))
    #expect(fields.allSatisfy { $0.kind == kind && !$0.summary.isEmpty })
  }

  @Test(arguments: AudienceType.allCases)
  func `an audience is written with the fields of its type and no others`(_ type: AudienceType) {
    let placed = Catalogue.mapping(of: type).fields.map(\.path)
    let own = Catalogue.fields(of: .audience).filter { $0.audienceTypes.contains(type) }
    #expect(placed == own.map(\.path).filter { $0 != .preventArchive })
    #expect(Catalogue.mapping(of: type).keys.map(\.name).first == "type")
    #expect(Catalogue.mapping(of: type).keys.map(\.name).last == "lifecycle")
    for key in Catalogue.mapping(of: type).keys {
      #expect(Catalogue.audienceTypes(having: key.name).contains(type))
    }
  }

  @Test func `what names others says of which kind they are`() {
    let references = ResourceKind.allCases.flatMap { kind in
      Catalogue.references(of: kind).map { "\(kind) \($0.path) \($0.kind)" }
    }
    #expect(
      references == [
        "adGroup targeting.audiences.include audience",
        "adGroup targeting.audiences.exclude audience", "audience source.ads ad",
        "audience source.campaigns campaign", "audience seed audience",
      ])
  }

  @Test func `a campaign's fields are kept, taken and read back`() { holdsFields(Campaign.self) }
  @Test func `an ad group's fields are kept, taken and read back`() { holdsFields(AdGroup.self) }
  @Test func `a keyword's fields are kept, taken and read back`() { holdsFields(Keyword.self) }
  @Test func `an ad's fields are kept, taken and read back`() { holdsFields(Ad.self) }

  @Test(arguments: AudienceType.allCases)
  func `an audience's fields are kept, taken and read back`(_ type: AudienceType) {
    var blank = Audience.blank
    blank.name = "People"
    for field in Catalogue.fields(of: .audience) where field.audienceTypes.contains(type) {
      blank.set(.type, .text(type.rawValue))
      if field.leftOut != .absent, field.path != .type {
        blank.set(field.path, Self.sample(of: field.type))
      }
    }
    holdsFields(blank)
    for field in Catalogue.fields(of: .audience) where !field.audienceTypes.contains(type) {
      var audience = blank
      let isTaken = audience.set(field.path, Self.sample(of: field.type))
      #expect(!isTaken, "\(type) has no \(field.path)")
      #expect(audience == blank)
    }
  }

  private func holdsFields<Value: CataloguedResource & Hashable>(_: Value.Type) {
    holdsFields(Value.blank)
  }

  /// Sets each field alone and demands it, and nothing else that was not there before.
  private func holdsFields<Value: CataloguedResource & Hashable>(_ blank: Value) {
    for field in Catalogue.fields(of: Value.kind) where blank.has(field) && field.path != .type {
      let sample = Self.sample(of: field.type)
      var value = blank
      let isTaken = value.set(field.path, sample)
      #expect(isTaken, "\(Value.kind) takes \(field.path)")
      #expect(value.fields[field.path] == sample, "\(Value.kind) keeps \(field.path)")
      #expect(Value(fields: value.fields) == value, "\(Value.kind) reads \(field.path) back")
      let isOtherTaken = value.set(field.path, sample.list == nil ? .list(["?"]) : .flag(true))
      #expect(!isOtherTaken, "\(Value.kind) refuses another type at \(field.path)")
    }
    #expect(
      blank.fields.all.map(\.path).allSatisfy {
        Catalogue.field($0, of: Value.kind)?.leftOut != .absent
      })
    var other = blank
    let isUnknownTaken = other.set(FieldPath("no_such_field"), .flag(true))
    #expect(!isUnknownTaken)
  }

  private static func sample(of type: FieldType) -> FieldValue {
    switch type {
    case .text, .keyword: .text("spring")
    case .url: .text("https://northwind.example/sofas")
    case .pin: .text("813744226420795884")
    case .money, .bid, .namedBid: .money(Money(micros: 2_500_000))
    case .day: .day(Day(parsing: "2027-03-01") ?? Instant(secondsSince1970: 0).day)
    case .flag: .flag(true)
    case .integer(let range): .integer(range.lowerBound + 2)
    case .word(let words): .text(words.last ?? "")
    case .texts, .sequence: .list(["GB", "IE"])
    case .words(let words): .list([words[0]])
    case .pairs: .list(["utm_source=pinterest", "utm_campaign=a=b"])
    case .id: .text("2617998078211")
    case .country: .text("GB")
    case .pins: .list(["813744226420795884"])
    case .hosts: .list(["northwind.example"])
    case .conditions: .list(["contains /check out", "not_equals https://northwind.example/"])
    case .filters: .list(["product_category equals sofa beds"])
    case .listSource: .text("!env CUSTOMERS_CSV")
    }
  }

  @Test func `a field means the same whichever kind has it`() {
    let all = ResourceKind.allCases.flatMap(Catalogue.fields)
    for (path, fields) in Dictionary(grouping: all, by: \.path) {
      #expect(Set(fields.map(\.spend)).count == 1, "\(path) moves spend one way")
      let values = Set(fields.compactMap(\.leftOut.value))
      #expect(values.count <= 1, "\(path) stands for one word")
    }
  }

  @Test func `fields stand in the order of their resources, and what nobody knows comes last`() {
    let paths: [FieldPath] = [FieldPath("zzz"), .end, .name, .excludedAudiences, .status, .bid]
    #expect(
      paths.sorted() == [.name, .status, .end, .bid, .excludedAudiences, FieldPath("zzz")])
  }

  @Test func `what is fixed, and what the API has no place for, cannot be updated`() {
    #expect(!Catalogue.canUpdate(.objective, of: .campaign))
    #expect(!Catalogue.canUpdate(.dailyLimit, of: .campaign))
    #expect(!Catalogue.canUpdate(.bid, of: .keyword))
    #expect(!Catalogue.canUpdate(.id, of: .audience))
    #expect(Catalogue.canUpdate(.name, of: .audience))
    #expect(Catalogue.canUpdate(.preventArchive, of: .keyword))
    #expect(Catalogue.canUpdate(.placement, of: .adGroup))
    #expect(!Catalogue.canUpdate(FieldPath("no_such_field"), of: .adGroup))
  }
}
