import AdsModel
import Planning

/// An hour of a start or an end that the state keeps, as a project has only days.
public struct KeptHour: Hashable, Sendable {
  public let address: Address
  public let path: FieldPath
  public let moment: Instant

  /// The hours of a resource's start and end, where they are not the edge of a day.
  static func all(of resource: StoredResource) -> [Self] {
    let fields = Fields(json: resource.attributes) ?? Fields()
    return [FieldPath.start, .end].compactMap { path in
      guard case .instant(let moment)? = fields[path] else { return nil }
      return Self(address: resource.address, path: path, moment: moment)
    }
  }
}
