/// Some of the fields of one kind, by their places among its properties.
public struct FieldSet: Hashable, Sendable {
  @usableFromInline var bits: UInt64 = 0

  @inlinable
  public init() {}

  @inlinable public var count: Int { bits.nonzeroBitCount }

  @inlinable
  public func contains(_ place: Int) -> Bool { bits & (1 << UInt64(place)) != 0 }

  /// - Precondition: A kind has at most 64 fields.
  @inlinable
  public mutating func insert(_ place: Int) {
    precondition(place < UInt64.bitWidth, "a kind has at most 64 fields")
    bits |= 1 << UInt64(place)
  }

  /// Those that another set does not have.
  @inlinable
  public func subtracting(_ other: Self) -> Self {
    var rest = self
    rest.bits &= ~other.bits
    return rest
  }
}

/// What a kind's fields mean where a project leaves them out.
public final class WhenLeftOut: Sendable {
  /// The places of the fields that may not be left out.
  public let refused: [Int]
  /// Those that stand for something then; what is fixed was settled when the resource was created.
  private let standing: FieldSet
  /// The list of each set of them, so that a thousand resources share one.
  private let common: [FieldSet: [FieldPath]]

  /// `isHad` tells which of the kind's fields there are.
  init(_ fields: [FieldDefinition], where isHad: (FieldDefinition) -> Bool) {
    var standing = FieldSet()
    var refused: [Int] = []
    for (place, field) in fields.enumerated() where isHad(field) {
      switch field.leftOut {
      case .absent: break
      case .standing, .key: if !field.isFixed { standing.insert(place) }
      case .refused: refused.append(place)
      }
    }
    self.refused = refused
    self.standing = standing
    var common: [FieldSet: [FieldPath]] = [:]
    let places = fields.indices.filter(standing.contains)
    precondition(places.count <= 8, "the lists of all sets are made at the start")
    for choice in 0..<(1 << places.count) {
      var set = FieldSet()
      for (bit, place) in places.enumerated() where choice & (1 << bit) != 0 { set.insert(place) }
      common[set] = fields.indices.filter(set.contains).map { fields[$0].path }
    }
    self.common = common
  }

  /// The fields that hold their default where just these were written.
  public func defaulted(without seen: FieldSet) -> [FieldPath] {
    guard let paths = common[standing.subtracting(seen)] else {
      preconditionFailure("there is a list for every set")
    }
    return paths
  }
}
