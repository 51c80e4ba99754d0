/// One value for each kind of resources.
public struct PerKind<Element> {
  @usableFromInline var elements: [Element]

  /// Makes the value of each kind.
  public init(_ element: (ResourceKind) -> Element) {
    elements = ResourceKind.inDepthOrder.map(element)
  }

  public init(repeating element: Element) { self.init { _ in element } }

  @inlinable
  public subscript(kind: ResourceKind) -> Element {
    _read { yield elements[kind.depth] }
    _modify { yield &elements[kind.depth] }
  }
}

extension PerKind: Sendable where Element: Sendable {}
extension PerKind: Equatable where Element: Equatable {}
