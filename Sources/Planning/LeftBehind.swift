import AdsModel

extension ResourceKind {
  fileprivate var isHolder: Bool { !children.isEmpty }
}

extension Sequence<StoredResource> {
  /// What an archiving that was cut off left on record: it is not archived, and what holds it is.
  ///
  /// A parent is archived before what is below it, which takes it along on an account; whoever
  /// declares the parent again gets a new one, with new ones below it.
  public var leftBelowArchived: Set<Address> {
    var holders: Set<Address> = []
    for resource in self where resource.status != .archived && resource.address.kind.isHolder {
      holders.insert(resource.address)
    }
    var left: Set<Address> = []
    // Neighbours mostly have one parent, so it is looked up once for all of them.
    var whole: Address?
    for resource in self
    where resource.status != .archived && resource.address.kind.parent != nil {
      let address = resource.address
      if let whole, address.kind.parent == whole.kind, address.isBelow(whole) { continue }
      guard let parent = address.parent, holders.contains(parent),
        parent.campaign.map(holders.contains) ?? true
      else {
        left.insert(address)
        continue
      }
      whole = parent
    }
    return left
  }
}
