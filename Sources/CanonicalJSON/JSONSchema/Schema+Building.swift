extension Schema {
  public static let boolean = Self(.boolean)
  public static let null = Self(.null)

  public init(_ kinds: Kind...) { self.kinds = kinds }

  public static func string(
    pattern: String? = nil, format: String? = nil, minLength: Int? = nil, maxLength: Int? = nil
  ) -> Self {
    var schema = Self(.string)
    schema.pattern = pattern
    schema.format = format
    schema.minLength = minLength
    schema.maxLength = maxLength
    return schema
  }

  /// A word of a closed vocabulary.
  public static func oneOf(words: some Sequence<String>) -> Self {
    var schema = Self(.string)
    schema.values = words.map { .string($0) }
    return schema
  }

  public static func integer(minimum: Int? = nil, maximum: Int? = nil) -> Self {
    var schema = Self(.integer)
    schema.minimum = minimum
    schema.maximum = maximum
    return schema
  }

  /// A number or the same in quotes, for readers that type a scalar by its field.
  public static func numberOrString(pattern: String? = nil) -> Self {
    var schema = Self(.number, .string)
    schema.pattern = pattern
    return schema
  }

  public static func constant(_ value: Literal) -> Self {
    var schema = Self()
    schema.constant = value
    return schema
  }

  public static func array(of items: Self, minItems: Int? = nil, unique: Bool = false) -> Self {
    var schema = Self(.array)
    schema.items = [items]
    schema.minItems = minItems
    schema.hasUniqueItems = unique
    return schema
  }

  /// An object with these properties and, unless said otherwise, no others.
  public static func object(_ properties: [Member], additional: Additional? = .refused) -> Self {
    var schema = Self(.object)
    schema.properties = properties
    schema.additional = additional
    return schema
  }

  /// An object with names that a user chooses.
  public static func map(of values: Self, names: Self? = nil) -> Self {
    var schema = Self(.object)
    schema.propertyNames = names.map { [$0] } ?? []
    schema.additional = .matching(values)
    return schema
  }

  public static func any(of schemas: Self...) -> Self { any(of: schemas) }

  public static func any(of schemas: [Self]) -> Self {
    var schema = Self()
    schema.anyOf = schemas
    return schema
  }

  public static func one(of schemas: Self...) -> Self {
    var schema = Self()
    schema.oneOf = schemas
    return schema
  }

  /// What the whole schema's `$defs` hold under the name.
  public static func definition(_ name: String) -> Self {
    var schema = Self()
    schema.reference = "#/$defs/\(name)"
    return schema
  }

  /// The same with a sentence for people who hover over it in an editor.
  public func described(_ description: String) -> Self { with { $0.description = description } }

  public func deprecated() -> Self { with { $0.isDeprecated = true } }

  public func defaulting(to value: Literal) -> Self { with { $0.defaultValue = value } }

  public func withExamples(_ examples: Literal...) -> Self { with { $0.examples = examples } }

  /// The same, or null.
  public var nullable: Self {
    guard !kinds.isEmpty else {
      var schema = Self.any(of: with { $0.description = nil }, .null)
      schema.description = description
      return schema
    }
    return with {
      $0.kinds.append(.null)
      if !$0.values.isEmpty { $0.values.append(.null) }
    }
  }

  private func with(_ change: (inout Self) -> Void) -> Self {
    var copy = self
    change(&copy)
    return copy
  }
}
