extension Schema {
  /// The text of a schema file: two spaces a level and a line break at the end.
  public var fileText: String {
    var json = JSONWriter(indentation: 2)
    json.object {
      $0.member("$schema", "https://json-schema.org/draft/2020-12/schema")
      writeMembers(to: &$0)
    }
    json.endLine()
    return String(decoding: json.bytes, as: UTF8.self)
  }

  func write(to json: inout JSONWriter) { json.object { writeMembers(to: &$0) } }

  private func writeMembers(to json: inout JSONWriter) {
    writeAnnotations(to: &json)
    if let reference { json.member("$ref", reference) }
    switch kinds.count {
    case 0: break
    case 1: json.member("type", kinds[0].rawValue)
    default:
      json.key("type")
      json.array { for kind in kinds { $0.string(kind.rawValue) } }
    }
    if let constant {
      json.key("const")
      constant.write(to: &json)
    }
    Self.write(values, as: "enum", to: &json)
    writeLimits(to: &json)
    if let items = items.first {
      json.key("items")
      items.write(to: &json)
    }
    if hasUniqueItems { json.memberFlag("uniqueItems") }
    writeObject(to: &json)
    Self.write(anyOf, as: "anyOf", to: &json)
    Self.write(oneOf, as: "oneOf", to: &json)
    Self.write(definitions, as: "$defs", to: &json)
  }

  private func writeAnnotations(to json: inout JSONWriter) {
    if let id { json.member("$id", id) }
    if let title { json.member("title", title) }
    if let description { json.member("description", description) }
    if isDeprecated { json.memberFlag("deprecated") }
    if let defaultValue {
      json.key("default")
      defaultValue.write(to: &json)
    }
    Self.write(examples, as: "examples", to: &json)
  }

  private func writeLimits(to json: inout JSONWriter) {
    if let format { json.member("format", format) }
    if let pattern { json.member("pattern", pattern) }
    let limits = [
      ("minLength", minLength), ("maxLength", maxLength), ("minimum", minimum),
      ("maximum", maximum), ("minItems", minItems), ("minProperties", minProperties),
      ("maxProperties", maxProperties),
    ]
    for case (let name, let limit?) in limits { json.member(name, limit) }
  }

  private func writeObject(to json: inout JSONWriter) {
    Self.write(properties, as: "properties", to: &json)
    let required = properties.filter(\.isRequired)
    if !required.isEmpty {
      json.key("required")
      json.array { for member in required { $0.string(member.name) } }
    }
    Self.write(patternProperties, as: "patternProperties", to: &json)
    if let names = propertyNames.first {
      json.key("propertyNames")
      names.write(to: &json)
    }
    switch additional {
    case nil: break
    case .refused:
      json.key("additionalProperties")
      json.bool(false)
    case .matching(let schema):
      json.key("additionalProperties")
      schema.write(to: &json)
    }
  }

  private static func write(_ members: [Member], as name: String, to json: inout JSONWriter) {
    guard !members.isEmpty else { return }
    json.key(name)
    json.object {
      for member in members {
        $0.key(member.name)
        member.schema.write(to: &$0)
      }
    }
  }

  private static func write(_ schemas: [Self], as name: String, to json: inout JSONWriter) {
    guard !schemas.isEmpty else { return }
    json.key(name)
    json.array { for schema in schemas { schema.write(to: &$0) } }
  }

  private static func write(_ literals: [Literal], as name: String, to json: inout JSONWriter) {
    guard !literals.isEmpty else { return }
    json.key(name)
    json.array { for literal in literals { literal.write(to: &$0) } }
  }
}

extension JSONWriter {
  fileprivate mutating func memberFlag(_ name: String) {
    key(name)
    bool(true)
  }
}
