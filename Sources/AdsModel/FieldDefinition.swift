/// One field of one kind of resource: everything that is known of it, in one value.
///
/// Reader, schema, comparison, spend, writers and targets ask it; none of them has a list of its own. One
/// object, as every field of every resource is read and written by it: a copy would cost more than that.
public final class FieldDefinition: Sendable {
  public let kind: ResourceKind
  public let path: FieldPath
  public let type: FieldType
  public let leftOut: LeftOut
  /// Whether a resource keeps what it was created with; another value makes another resource.
  public let isFixed: Bool
  public let spend: SpendEffect
  public let carriage: Carriage
  /// The types of audiences that have it; all of them for what is no audience's, too.
  public let audienceTypes: [AudienceType]
  /// Whose keys its texts are; none where they are no keys.
  public let refersTo: ResourceKind?
  /// What the JSON Schema says of it.
  public let summary: String

  init(
    _ kind: ResourceKind, _ path: FieldPath, _ type: FieldType, leftOut: LeftOut, isFixed: Bool,
    spend: SpendEffect, carriage: Carriage, audienceTypes: [AudienceType],
    refersTo: ResourceKind?, _ summary: String
  ) {
    self.kind = kind
    self.path = path
    self.type = type
    self.leftOut = leftOut
    self.isFixed = isFixed
    self.spend = spend
    self.carriage = carriage
    self.audienceTypes = audienceTypes
    self.refersTo = refersTo
    self.summary = summary
  }
}

/// The fields of all kinds.
public enum Catalogue {
  /// The fields of a kind, in the order in which its resources list them.
  public static func fields(of kind: ResourceKind) -> [FieldDefinition] {
    byKind[kind]
  }

  /// What is known of a field; none for a path that the kind does not have.
  public static func field(_ path: FieldPath, of kind: ResourceKind) -> FieldDefinition? {
    fields(of: kind).first { $0.path == path }
  }

  /// What is known of a field whatever kind has it: equal paths have equal defaults and effects on
  /// spend, and a keyword's bid is an ad group's that is never `automatic`.
  static subscript(path: FieldPath) -> FieldDefinition? { byPath[path] }

  /// Where a field stands among all of them.
  static func rank(_ path: FieldPath) -> Int { ranks[path] ?? .max }

  private static let byKind = PerKind<[FieldDefinition]> { definitions(of: $0) }

  /// What the fields of each kind mean where a project leaves them out; of audiences those that every
  /// type has.
  public static let whenLeftOut = PerKind<WhenLeftOut> {
    WhenLeftOut(fields(of: $0)) { $0.audienceTypes == AudienceType.allCases }
  }

  private static func definitions(of kind: ResourceKind) -> [FieldDefinition] {
    switch kind {
    case .campaign: Campaign.properties.map(\.field)
    case .adGroup: AdGroup.properties.map(\.field)
    case .keyword: Keyword.properties.map(\.field)
    case .ad: Ad.properties.map(\.field)
    case .audience: Audience.properties.map(\.field)
    }
  }

  private static let byPath = Dictionary(
    ResourceKind.inFieldOrder.flatMap(fields).map { ($0.path, $0) }
  ) { first, _ in first }

  /// The fields of a kind that hold keys of other resources, and of which kind those are.
  public static func references(of kind: ResourceKind) -> [(path: FieldPath, kind: ResourceKind)] {
    referencesByKind[kind]
  }

  private static let referencesByKind = PerKind<[(path: FieldPath, kind: ResourceKind)]> { kind in
    fields(of: kind).compactMap { field in field.refersTo.map { (field.path, $0) } }
  }

  private static let ranks = Array(
    merging: ResourceKind.inFieldOrder.map { fields(of: $0).map(\.path) }
  ).ranks
}

extension Catalogue {
  /// The fields of each kind that target `pinterest` writes and reads back; the others cannot drift.
  public static let carried = Dictionary(
    uniqueKeysWithValues: ResourceKind.allCases.map { kind in
      (kind, Set(fields(of: kind).filter(\.carriage.isReadBack).map(\.path)))
    }
  ).filter { !$0.value.isEmpty }

  /// Whether target `pinterest` can give a stored resource another value at a path, or does not have
  /// to as only the state knows of it.
  public static func canUpdate(_ path: FieldPath, of kind: ResourceKind) -> Bool {
    fields(of: kind).contains { field in
      path.isWithin(field.path) && !field.isFixed && field.carriage.canUpdate
    }
  }

  /// Whether only the state knows of a path, so that target `pinterest` is never sent anything of it.
  public static func isStateOnly(_ path: FieldPath, of kind: ResourceKind) -> Bool {
    fields(of: kind).contains { $0.path == path && $0.carriage == .stateOnly }
  }

  /// Whether a path of an audience says whom it holds, which target `pinterest` only writes once.
  public static func isRule(_ path: FieldPath) -> Bool {
    fields(of: .audience).contains { field in
      path.isWithin(field.path) && !field.isFixed && field.carriage == .onlyAtCreation
    }
  }
}

extension Carriage {
  fileprivate var isReadBack: Bool {
    switch self {
    case .carried, .onlyAtCreation: true
    case .refused, .stateOnly: false
    }
  }

  fileprivate var canUpdate: Bool {
    switch self {
    case .carried, .stateOnly: true
    case .onlyAtCreation, .refused: false
    }
  }
}
