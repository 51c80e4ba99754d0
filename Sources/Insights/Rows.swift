/// Rows that are made anew each time they are walked: there may be more of them than memory holds.
public struct Rows<Element: Sendable>: Sequence, Sendable {
  private let make: @Sendable () -> AnyIterator<Element>

  public init(_ make: @escaping @Sendable () -> AnyIterator<Element>) { self.make = make }

  public init(_ elements: [Element]) {
    self.init { AnyIterator(elements.makeIterator()) }
  }

  public func makeIterator() -> AnyIterator<Element> { make() }

  public var isEmpty: Bool { makeIterator().next() == nil }

  /// The same rows as something else, made of each as it is walked.
  public func mapped<Other>(
    _ change: @escaping @Sendable (Element) -> Other
  ) -> Rows<Other> {
    Rows<Other> { [make] in
      let rows = make()
      return AnyIterator { rows.next().map(change) }
    }
  }

  /// These rows, and one after them where there is one.
  public func followed(by last: Element?) -> Self {
    guard let last else { return self }
    return Self { [make] in
      let rows = make()
      var rest: Element? = last
      return AnyIterator {
        if let row = rows.next() { return row }
        defer { rest = nil }
        return rest
      }
    }
  }
}

extension Rows: ExpressibleByArrayLiteral {
  public init(arrayLiteral elements: Element...) { self.init(elements) }
}
