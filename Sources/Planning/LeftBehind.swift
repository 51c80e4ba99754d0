import AdsModel

extension [StoredResource] {
  /// What an archiving that was cut off left on record: it is not archived, and what holds it is.
  ///
  /// A parent is archived before what is below it, which takes it along on an account; whoever
  /// declares the parent again gets a new one, with new ones below it.
  public var leftBelowArchived: Set<Address> {
    var holders: Set<Address> = []
    for index in indices where self[index].status != .archived && self[index].address.kind.isHolder
    {
      holders.insert(self[index].address)
    }
    var left: Set<Address> = []
    // Neighbours mostly have one parent, so it is looked up once for all of them.
    var whole: Address?
    for index in indices
    where self[index].status != .archived && self[index].address.kind.parent != nil {
      if let whole, self[index].address.kind.parent == whole.kind,
        self[index].address.isBelow(whole)
      {
        continue
      }
      guard let parent = self[index].address.parent, holders.contains(parent),
        parent.campaign.map(holders.contains) ?? true
      else {
        left.insert(self[index].address)
        continue
      }
      whole = parent
    }
    return left
  }
}
