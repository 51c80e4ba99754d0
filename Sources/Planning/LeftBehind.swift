import AdsModel

extension [StoredResource] {
  /// What an archiving that was cut off left on record: it is not archived, and what holds it is.
  ///
  /// A parent is archived before what is below it, which takes it along on an account; whoever
  /// declares the parent again gets a new one, with new ones below it.
  public var leftBelowArchived: Set<Address> {
    let holders = AddressIndex(
      self,
      of: indices.filter { self[$0].status != .archived && self[$0].address.kind.isHolder })
    // Neighbours mostly have one parent, so it is looked up once for all of them.
    var whole: Int?
    var left: Set<Address> = []
    for index in indices where self[index].status != .archived {
      guard let kind = self[index].address.kind.parent else { continue }
      if let whole, self[whole].address.kind == kind,
        self[index].address.isBelow(self[whole].address)
      {
        continue
      }
      var holder = holders.holder(of: index)
      whole = holder
      while let current = holder, self[current].address.kind.parent != nil {
        holder = holders.holder(of: current)
      }
      guard holder == nil else { continue }
      whole = nil
      left.insert(self[index].address)
    }
    return left
  }
}
