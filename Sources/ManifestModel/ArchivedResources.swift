import AdsModel

/// Which declared resources are archived, or lie below one that is: worked out once for all of them.
public struct ArchivedResources: Sendable {
  private let marks: PerKind<[Bool]>

  public init(in manifest: Manifest) {
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

  public subscript(ref: ResourceRef) -> Bool { marks[ref.kind][ref.index] }
}
