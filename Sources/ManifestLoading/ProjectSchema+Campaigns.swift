import AdsModel
import CanonicalJSON

extension Schema {
  /// The mapping of a kind of resources, from the catalogue.
  static func mapping(of kind: ResourceKind) -> Self { mapping(Catalogue.mapping(of: kind)) }

  private static func mapping(_ mapping: FieldMapping) -> Self {
    .object(mapping.keys.map { Member($0.name, content($0.content).nullable) })
  }

  private static func content(_ content: FieldMapping.Content) -> Self {
    switch content {
    case .field(let field, _): self.field(field)
    case .mapping(let inner): mapping(inner).described(inner.summary)
    case .resources(let kind): resources(kind)
    case .lifecycle: .lifecycle
    }
  }

  private static func field(_ field: FieldDefinition) -> Self {
    let schema = values(of: field.type).described(field.summary)
    switch field.leftOut.value {
    case .text(let word)?: return schema.defaulting(to: .string(word))
    case .integer(let number)?: return schema.defaulting(to: .integer(Int(number)))
    case .flag(let flag)?: return schema.defaulting(to: .bool(flag))
    case .money, .day, .instant, .list, nil: return schema
    }
  }

  private static func values(of type: FieldType) -> Self {
    switch type {
    case .text, .keyword, .pin, .listSource: .text
    case .id: .numberOrString(pattern: "^[0-9]+$")
    case .country: .string(pattern: "^[A-Z]{2}$")
    case .url: .string(pattern: "^[hH][tT][tT][pP][sS]?://.+$")
    case .money, .namedBid: .amount
    case .bid:
      .any(
        of: .constant(.string(Bid.automaticWord)), .amount,
        .object(BidType.allCases.map { .init($0.rawValue, .amount.nullable) })
      )
    case .day: .day
    case .flag: .boolean
    case .integer(let range):
      .integer(minimum: Int(range.lowerBound), maximum: Int(range.upperBound))
    case .word(let words): .oneOf(words: words)
    case .texts, .sequence, .pins, .hosts: .texts
    case .conditions: .array(of: .object(comparisons))
    case .filters: .array(of: .object([.init("field", .text)] + comparisons))
    case .words(let words): .array(of: .oneOf(words: words))
    case .pairs: .map(of: .text.nullable)
    }
  }

  private static var comparisons: [Member] {
    TextComparison.allCases.map { Member($0.rawValue, .text.nullable) }
  }

  /// An audience of any type, each with its own keys.
  private static var audience: Self {
    .any(
      of: AudienceType.allCases.map { type in
        .object(
          Catalogue.mapping(of: type).keys.map { key in
            key.name == FieldPath.type.text
              ? Member(key.name, .constant(.string(type.rawValue)))
              : Member(key.name, content(key.content).nullable)
          })
      })
  }

  /// What stands below a resource, or at the top of a file.
  static func resources(_ kind: ResourceKind) -> Self {
    switch kind {
    case .campaign:
      .keyed(.mapping(of: kind))
        .described("Campaigns by key; the key is the identity, never the name.")
    case .adGroup: .keyed(.mapping(of: kind)).described("Ad groups by key.")
    case .keyword:
      .array(of: .any(of: .text, .mapping(of: kind), .null))
        .described("Searches; a plain text is a broad match at the ad group's bid.")
    case .ad: .keyed(.mapping(of: kind)).described("Ads by key.")
    case .audience:
      .keyed(.audience).described("Audiences by key.")
    }
  }
}

extension LifecycleField: DescribedField {
  var schema: Schema {
    switch self {
    case .preventArchive:
      .boolean
        .described("Refuse to archive it, also after its block is deleted; false lifts it.")
    case .ignoreChanges:
      .array(of: .string())
        .described("Fields whose differences are left alone, such as bid or budget.daily.")
    }
  }
}

extension Schema {
  static let lifecycle = Schema.mapping(of: LifecycleField.self)
    .described("How the resource may change.")
}
