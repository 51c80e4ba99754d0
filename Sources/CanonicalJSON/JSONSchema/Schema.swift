/// A JSON Schema of the 2020-12 dialect, as far as pinplan's own formats need it.
///
/// What is none or empty is not written. Properties keep the order in which they are given.
public struct Schema: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable {
    case object, array, string, integer, number, boolean, null
  }

  /// A named part: a property, a pattern for names, a definition.
  public struct Member: Hashable, Sendable {
    public var name: String
    public var schema: Schema
    public var isRequired: Bool

    public init(_ name: String, _ schema: Schema, isRequired: Bool = false) {
      self.name = name
      self.schema = schema
      self.isRequired = isRequired
    }
  }

  /// What an object may hold beyond its properties.
  public enum Additional: Hashable, Sendable {
    case refused
    indirect case matching(Schema)
  }

  public var id: String?
  public var title: String?
  public var description: String?
  public var isDeprecated = false
  public var defaultValue: Literal?
  public var examples: [Literal] = []

  /// Points into `$defs`: `#/$defs/NAME`.
  public var reference: String?
  /// Several mean that any of them will do.
  public var kinds: [Kind] = []
  public var constant: Literal?
  /// The only values that will do, in order.
  public var values: [Literal] = []

  public var format: String?
  public var pattern: String?
  public var minLength: Int?
  public var maxLength: Int?
  public var minimum: Int?
  public var maximum: Int?

  /// None or one schema, which every item matches.
  public var items: [Schema] = []
  public var minItems: Int?
  public var hasUniqueItems = false

  public var properties: [Member] = []
  public var patternProperties: [Member] = []
  /// None or one schema, which every name matches.
  public var propertyNames: [Schema] = []
  public var additional: Additional?
  public var minProperties: Int?
  public var maxProperties: Int?

  public var anyOf: [Schema] = []
  public var oneOf: [Schema] = []
  public var definitions: [Member] = []

  /// Matches everything.
  public init() {}
}
