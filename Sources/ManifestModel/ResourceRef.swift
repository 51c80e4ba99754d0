import AdsModel

/// Names a declared resource: its kind, and its place among those of its kind.
public struct ResourceRef: Hashable, Sendable {
  public let kind: ResourceKind
  public let index: Int

  @inlinable
  public init(_ kind: ResourceKind, _ index: Int) {
    self.kind = kind
    self.index = index
  }

  /// The place of a resource of one kind; none for one of another.
  public func index(of kind: ResourceKind) -> Int? { self.kind == kind ? index : nil }
}

/// Neighbours of one kind.
public struct ResourceRefs: RandomAccessCollection, Sendable {
  public let kind: ResourceKind
  public let indices: Range<Int>

  @inlinable public var startIndex: Int { indices.lowerBound }
  @inlinable public var endIndex: Int { indices.upperBound }

  @inlinable
  public subscript(index: Int) -> ResourceRef { ResourceRef(kind, index) }
}
