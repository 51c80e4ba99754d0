import AdsModel

/// Which declared resources are archived, or lie below one that is: worked out once for all of them.
public struct ArchivedResources: Sendable {
  /// None where nothing is, as in most projects.
  private let marks: PerKind<[Bool]>?

  public init(in manifest: Manifest) {
    guard manifest.declaresArchived else {
      marks = nil
      return
    }
    var marks = PerKind<[Bool]>(repeating: [])
    for kind in ResourceKind.inDepthOrder {
      let refs = manifest.resources.all(of: kind)
      var own: [Bool] = []
      own.reserveCapacity(refs.count)
      for ref in refs {
        let holder = manifest.parent(of: ref)
        own.append(
          manifest.status(of: ref) == .archived
            || holder.map { marks[$0.kind][$0.index] } ?? false)
      }
      marks[kind] = own
    }
    self.marks = marks
  }

  public subscript(ref: ResourceRef) -> Bool { marks.map { $0[ref.kind][ref.index] } ?? false }
}

extension Manifest {
  /// Whether anything at all is declared archived.
  fileprivate var declaresArchived: Bool {
    ResourceKind.allCases.contains { kind in
      let refs = resources.all(of: kind)
      guard let first = refs.first, status(of: first) != nil else { return false }
      return refs.contains { status(of: $0) == .archived }
    }
  }
}
