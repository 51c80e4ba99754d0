import AdsModel

/// Which address each id of a target belongs to: one id of a kind has one address.
///
/// The one place where that is decided; the state, its reader, `import` and the look for look-alikes
/// all ask it. The copy that a replacement still has to archive belongs to its address too.
public struct OwnedIDs: Sendable {
  /// Two addresses with one id.
  public struct Conflict: Hashable, Sendable {
    public let id: String
    /// Which has it, and which was to get it.
    public let owner, other: Address
  }

  private var owners: [LiveAccount.Key: Address] = [:]

  public init() {}

  public init(_ resources: some Sequence<StoredResource>) {
    makeRoom(for: resources.underestimatedCount)
    for resource in resources { _ = add(resource) }
  }

  /// Makes room for so many more ids.
  public mutating func makeRoom(for count: Int) { owners.reserveCapacity(owners.count + count) }

  public subscript(kind: ResourceKind, id: String) -> Address? {
    owners[LiveAccount.Key(kind, id)]
  }

  /// Takes in what is stored at an address; says when its id is another one's, which keeps it.
  public mutating func add(_ resource: StoredResource) -> Conflict? {
    if let conflict = add(resource.id, of: resource.address) { return conflict }
    guard resource.isReplacement else { return nil }
    return resource.replaces.flatMap { add($0, of: resource.address) }
  }

  private mutating func add(_ id: String, of address: Address) -> Conflict? {
    let key = LiveAccount.Key(address.kind, id)
    guard let owner = owners.updateValue(address, forKey: key), owner != address else { return nil }
    owners[key] = owner
    return Conflict(id: id, owner: owner, other: address)
  }

  /// Gives the ids of a resource to its address, whosever they were.
  public mutating func reassign(to resource: StoredResource) {
    for id in [resource.id, resource.replaces].compactMap(\.self) {
      owners[LiveAccount.Key(resource.address.kind, id)] = resource.address
    }
  }
}
