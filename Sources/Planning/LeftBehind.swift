import AdsModel

extension [StoredResource] {
  /// What an archiving that was cut off left on record: it is not archived, and what holds it is.
  ///
  /// A parent is archived before what is below it, which takes it along on an account; whoever
  /// declares the parent again gets a new one, with new ones below it.
  public var leftBelowArchived: Set<Address> { leftBelowArchived(AddressIndex(self)) }

  /// The same with an index of all of them.
  func leftBelowArchived(_ places: AddressIndex) -> Set<Address> {
    func holder(of index: Int) -> Int? {
      places.holder(of: index).flatMap { self[$0].status == .archived ? nil : $0 }
    }
    // Neighbours mostly have one parent, so it is looked up once for all of them.
    var whole: Int?
    var left: Set<Address> = []
    for index in indices where self[index].status != .archived {
      guard let kind = self[index].kind.parent else { continue }
      if let whole, self[whole].kind == kind, self[index].address.isBelow(self[whole].address) {
        continue
      }
      var above = holder(of: index)
      whole = above
      while let current = above, self[current].kind.parent != nil {
        above = holder(of: current)
      }
      guard above == nil else { continue }
      whole = nil
      left.insert(self[index].address)
    }
    return left
  }
}
