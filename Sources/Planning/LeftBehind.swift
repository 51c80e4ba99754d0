import AdsModel

extension Sequence<StoredResource> {
  /// What an archiving that was cut off left on record: it is not archived, and what holds it is.
  ///
  /// A parent is archived before what is below it, which takes it along on an account; whoever
  /// declares the parent again gets a new one, with new ones below it.
  public var leftBelowArchived: Set<Address> {
    var holders: Set<Address> = []
    var below: [Address] = []
    for resource in self where resource.status != .archived {
      switch resource.address.kind {
      case .campaign: holders.insert(resource.address)
      case .adGroup:
        holders.insert(resource.address)
        below.append(resource.address)
      case .keyword, .ad: below.append(resource.address)
      case .audience: break
      }
    }
    return Set(
      below.filter { address in
        [address.campaign, address.adGroup].contains {
          $0.map { $0 != address && !holders.contains($0) } ?? false
        }
      })
  }
}
