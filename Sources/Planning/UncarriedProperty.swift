import AdsModel

/// A property that resources of an account have and no project can say; it stays as it is.
public struct UncarriedProperty: Hashable, Sendable {
  public let kind: ResourceKind
  /// As the target calls it: `pacing_delivery_type`.
  public let property: String
  /// How many resources have it.
  public let count: Int

  /// Counts the properties of some resources, by kind and then by name.
  public static func all(of resources: some Sequence<LiveResource>) -> [Self] {
    var counts: [ResourceKind: [String: Int]] = [:]
    for resource in resources {
      for property in resource.kept {
        counts[resource.kind, default: [:]][property, default: 0] += 1
      }
    }
    return counts.sorted { $0.key < $1.key }.flatMap { kind, counts in
      counts.sorted { $0.key < $1.key }.map { Self(kind: kind, property: $0.key, count: $0.value) }
    }
  }
}

extension LiveAccount {
  /// What the resources that a state owns have on the account and no project can say.
  public func notCarried(below state: StoredState) -> [UncarriedProperty] {
    UncarriedProperty.all(
      of: state.resources.compactMap { self[$0.address.kind, $0.id] }.filter {
        $0.status != .archived
      })
  }
}
