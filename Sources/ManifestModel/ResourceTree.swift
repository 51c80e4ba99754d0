import AdsModel

/// Everything declared, by kind and place, and what lies below what.
///
/// Goes through all of it as it is made: each resource before what it holds, audiences first. Those of
/// one kind are counted as they are written, so those of one parent are neighbours.
public struct ResourceTree: Equatable, Sendable {
  private var counts = PerKind(repeating: 0)
  /// By kind, what each of its possible parents holds.
  private var held = PerKind<[Range<Int>]>(repeating: [])

  package init() {}

  /// Takes in the next resource of a kind; what holds it is the last one of that kind.
  package mutating func add(_ kind: ResourceKind, below parent: Int) {
    counts[kind] += 1
    if kind.parent != nil {
      precondition(parent == held[kind].count - 1, "what one parent holds is written together")
      held[kind][parent] = held[kind][parent].lowerBound..<counts[kind]
    }
    guard kind.isHolder else { return }
    for child in kind.children { held[child].append(counts[child]..<counts[child]) }
  }

  public var count: Int { ResourceKind.allCases.reduce(0) { $0 + counts[$1] } }

  /// Those of a kind, in the order in which they are written.
  public func all(of kind: ResourceKind) -> ResourceRefs {
    ResourceRefs(kind: kind, indices: 0..<counts[kind])
  }

  /// Those of a kind below one of the kind that holds them.
  public func all(of kind: ResourceKind, below parent: Int) -> ResourceRefs {
    ResourceRefs(kind: kind, indices: held[kind][parent])
  }

  /// What a resource holds, in order.
  public func children(of ref: ResourceRef) -> [ResourceRef] {
    ref.kind.children.flatMap { all(of: $0, below: ref.index) }
  }

  /// What the account itself holds, kind by kind.
  public var roots: [ResourceRef] { ResourceKind.roots.flatMap { all(of: $0) } }

  /// Kind by kind, parents first.
  public var byKind: some Sequence<ResourceRef> {
    ResourceKind.inDepthOrder.lazy.flatMap { all(of: $0) }
  }
}

extension ResourceTree: Sequence {
  public struct Iterator: IteratorProtocol {
    private let held: PerKind<[Range<Int>]>
    /// What is still to come, the next one last.
    private var open: [ResourceRefs]

    fileprivate init(_ tree: ResourceTree) {
      held = tree.held
      open = ResourceKind.roots.reversed().map { tree.all(of: $0) }
    }

    public mutating func next() -> ResourceRef? {
      while let refs = open.popLast() {
        guard let first = refs.first else { continue }
        if refs.count > 1 {
          open.append(ResourceRefs(kind: refs.kind, indices: first.index + 1..<refs.endIndex))
        }
        guard first.kind.isHolder else { return first }
        for child in first.kind.children.reversed() {
          let below = held[child][first.index]
          if !below.isEmpty { open.append(ResourceRefs(kind: child, indices: below)) }
        }
        return first
      }
      return nil
    }
  }

  public func makeIterator() -> Iterator { Iterator(self) }
  public var underestimatedCount: Int { count }
}
