import AdsModel
import JSONSchema

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
    guard case .word(let word) = field.leftOut else { return schema }
    return schema.defaulting(to: .string(word))
  }

  private static func values(of type: FieldType) -> Self {
    switch type {
    case .text, .keyword, .pin: .text
    case .url: .string(pattern: "^[hH][tT][tT][pP][sS]?://.+$")
    case .money, .namedBid: .amount
    case .bid:
      .any(
        of: .constant(.string(Bid.automaticWord)), .amount,
        .object(BidType.allCases.map { .init($0.rawValue, .amount.nullable) })
      )
    case .day: .day
    case .flag: .boolean
    case .integer: .integer(minimum: 0)
    case .word(let words): .oneOf(words: words)
    case .texts, .sequence: .texts
    case .words(let words): .array(of: .oneOf(words: words))
    case .pairs: .map(of: .text.nullable)
    }
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
    case .audience: .keyed(.mapping(of: AudienceField.self)).described("Audiences by key.")
    }
  }
}

extension AudienceField: DescribedField {
  var schema: Schema {
    switch self {
    case .type: .words(AudienceType.self).described("How the audience is made; fixed once created.")
    case .name: .name
    case .id: .text.described("external: Pinterest's id, in quotes.")
    case .tag: .text.described("visitor: the id of the Pinterest tag, in quotes.")
    case .retentionDays: .integer(minimum: 0).described("visitor: how many days people stay in.")
    case .events: .texts.described("visitor: what people did.")
    case .source:
      .any(of: .text, .mapping(of: AudienceSourceField.self))
        .described("customer_list: the file; engagement: where people engaged.")
    case .identifiers: .any(of: .text, .texts).described("customer_list: what the file holds.")
    case .engagement: .text.described("engagement: which kind counts.")
    case .seed: .text.described("actalike: the key of the audience to resemble.")
    case .country: .string(pattern: "^[A-Z]{2}$").described("actalike: where to look.")
    case .percentage:
      .integer(minimum: 1, maximum: 10)
        .described("actalike: how much of the country's people, at most.")
    case .lifecycle: .lifecycle
    }
  }
}

extension AudienceSourceField: DescribedField {
  var schema: Schema {
    switch self {
    case .campaigns: .texts.described("Keys of campaigns.")
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
