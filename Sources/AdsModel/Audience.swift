/// People that ad groups include or exclude.
public struct Audience: Resource, Hashable {
  public static let kind = ResourceKind.audience

  public var type: AudienceType
  public var name: String
  /// What the type asks for beyond a name, as written.
  public var details: Fields
  public var preventArchive: Bool?

  public init(type: AudienceType, name: String, details: Fields = Fields()) {
    self.type = type
    self.name = name
    self.details = details
  }

  public func put(into sink: inout FieldSink) {
    sink.put(.type, .text(type.rawValue))
    sink.put(.name, .text(name))
    for field in details.all { sink.put(field.path, field.value) }
    if let preventArchive { sink.put(.preventArchive, .flag(preventArchive)) }
  }
}
