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
}

/// What a kind's fields mean where a project leaves them out.
public final class WhenLeftOut: Sendable {
  /// The places of the fields that may not be left out.
  public let refused: [Int]
  /// The places of those that stand for something then; what is fixed was settled when the resource was created.
  private let standing: [Int]
  /// The list of each choice of them, so that a thousand resources share one; a choice has a bit for each.
  private let common: [[FieldPath]]

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
    let places = fields.indices.filter(standing.contains)
    precondition(places.count <= 8, "the lists of all sets are made at the start")
    common = (0..<(1 << places.count)).map { choice in
      places.indices.filter { choice & (1 << $0) != 0 }.map { fields[places[$0]].path }
    }
    self.standing = places
  }

  /// The fields that hold their default where just these were written.
  public func defaulted(without seen: FieldSet) -> [FieldPath] {
    var choice = 0
    for bit in standing.indices where !seen.contains(standing[bit]) { choice |= 1 << bit }
    return common[choice]
  }
}
