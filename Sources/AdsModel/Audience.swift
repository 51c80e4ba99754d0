/// People that ad groups include or exclude.
public struct Audience: Resource, Hashable {
  public static let kind = ResourceKind.audience
  public var label: String? { name }

  public var name: String
  public var definition: AudienceDefinition
  public var preventArchive: Bool?

  public init(name: String, _ definition: AudienceDefinition) {
    self.name = name
    self.definition = definition
  }

  public var type: AudienceType { definition.type }

  public func put(into sink: inout FieldSink) {
    sink.put(.type, .text(type.rawValue))
    sink.put(.name, .text(name))
    definition.put(into: &sink)
    if let preventArchive { sink.put(.preventArchive, .flag(preventArchive)) }
  }
}

extension Audience {
  /// What a project can say of an audience, in the order in which it is kept.
  ///
  /// Target `pinterest` refers to audiences and does not write them.
  static let catalogue: [FieldDefinition] = {
    func field(
      _ path: FieldPath, _ summary: String, _ type: FieldType, leftOut: LeftOut = .absent,
      isFixed: Bool = false, carriage: Carriage = .refused
    ) -> FieldDefinition {
      FieldDefinition(
        kind, path, type, leftOut: leftOut, isFixed: isFixed, spend: .none, carriage: carriage,
        summary)
    }
    return [
      field(
        .type, "How the audience is made; fixed once created.",
        .word(AudienceType.allCases.map(\.rawValue)),
        leftOut: .refused(
          hint: "write `type:` with one of "
            + AudienceType.allCases.map(\.rawValue).joined(separator: ", ")), isFixed: true),
      field(
        .name, "What people call it; the key is the identity.", .text, leftOut: .key,
        carriage: .stateOnly),
      field(.country, "actalike: where to look.", .text),
      field(.engagement, "engagement: which kind counts.", .text),
      field(.events, "visitor: what people did.", .sequence),
      field(.id, "external: Pinterest's id, in quotes.", .text, isFixed: true),
      field(.identifiers, "customer_list: what the file holds.", .sequence),
      field(.preventArchive, "Refuse to archive it.", .flag, carriage: .stateOnly),
      field(
        .percentage, "actalike: how much of the country's people, at most.", .integer),
      field(.retentionDays, "visitor: how many days people stay in.", .integer),
      field(.seed, "actalike: the key of the audience to resemble.", .text),
      field(.source, "customer_list: the file; engagement: where people engaged.", .text),
      field(.sourceCampaigns, "Keys of campaigns.", .sequence),
      field(.tag, "visitor: the id of the Pinterest tag, in quotes.", .text),
    ]
  }()
}

extension Audience {
  static let mapping = FieldMapping(
    kind, "an audience",
    keys: [
      "type", "name", "id", "tag", "retention_days", "events", "source", "identifiers",
      "engagement", "seed", "country", "percentage", "lifecycle",
    ])
}
