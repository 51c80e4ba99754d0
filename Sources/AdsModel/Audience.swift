/// People that ad groups include or exclude.
public struct Audience: Hashable {
  public static let kind = ResourceKind.audience
  public var label: String? { name }

  public var name: String
  /// What people say of it; no part of what it is.
  public var description: String?
  public var definition: AudienceDefinition
  public var preventArchive: Bool?

  public init(name: String, _ definition: AudienceDefinition) {
    self.name = name
    self.definition = definition
  }

  public var type: AudienceType { definition.type }
}

extension Audience: CataloguedResource {
  public static let blank = Audience(name: "", .blank(of: .external))

  /// Whether an audience of its type has a field.
  public func has(_ field: FieldDefinition) -> Bool { field.audienceTypes.contains(type) }
}

extension Audience {
  /// What an audience of each type is written as.
  static let mappings = Dictionary(
    uniqueKeysWithValues: AudienceType.allCases.map { type in
      (
        type,
        mapping("an audience of type \(type.rawValue)") { $0.audienceTypes.contains(type) }
      )
    })

  /// What is written of an audience whose type is not known.
  static let commonMapping = mapping("an audience") { $0.audienceTypes == AudienceType.allCases }

  /// Has the keys in the order of the fields, with `lifecycle` at the end.
  private static func mapping(
    _ title: String, where isTaken: (FieldDefinition) -> Bool
  ) -> FieldMapping {
    let paths = properties.map(\.field).filter(isTaken).map(\.path)
    return FieldMapping(
      kind, title, paths: paths,
      groups: [
        .source: .init(
          "an audience's source", "Where people engaged; without it, with any Pin of the account.")
      ])
  }
}

extension Catalogue {
  /// The mapping of audiences of one type in the YAML.
  public static func mapping(of type: AudienceType) -> FieldMapping {
    guard let mapping = Audience.mappings[type] else {
      preconditionFailure("every type has a mapping")
    }
    return mapping
  }

  /// The mappings that resources of a kind are written as: one, or one for each type of audiences.
  public static func mappings(of kind: ResourceKind) -> [FieldMapping] {
    kind == .audience ? AudienceType.allCases.map { mapping(of: $0) } : [mapping(of: kind)]
  }

  /// What the fields of audiences of one type mean where a project leaves them out.
  public static func whenLeftOut(of type: AudienceType) -> WhenLeftOut {
    guard let leftOut = audiencesWhenLeftOut[type] else {
      preconditionFailure("every type has its defaults")
    }
    return leftOut
  }

  private static let audiencesWhenLeftOut = Dictionary(
    uniqueKeysWithValues: AudienceType.allCases.map { type in
      (type, WhenLeftOut(fields(of: .audience)) { $0.audienceTypes.contains(type) })
    })

  /// The types of audiences that have a key, in the order of the vocabulary.
  public static func audienceTypes(having key: String) -> [AudienceType] {
    AudienceType.allCases.filter { type in mapping(of: type).keys.contains { $0.name == key } }
  }
}
