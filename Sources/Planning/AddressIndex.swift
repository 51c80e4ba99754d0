import AdsModel

/// Finds resources by address: a hash table of positions that leaves the addresses where they are.
///
/// A dictionary would copy and count references to every address, twice for each of them.
struct AddressIndex {
  private let resources: [StoredResource]
  /// Half of a hash, and a position plus one; zero is an empty slot.
  private var slots: [UInt64]
  private let mask: Int

  /// Addresses have to be unique.
  init(_ resources: [StoredResource]) {
    self.resources = resources
    var capacity = 16
    while capacity < resources.count * 2 { capacity *= 2 }
    slots = Array(repeating: 0, count: capacity)
    mask = capacity - 1
    for position in resources.indices {
      let hash = Self.hash(resources[position].address)
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = hash & Self.tag | UInt64(position + 1)
    }
  }

  subscript(address: Address) -> Int? {
    find(Self.hash(address)) { resources[$0].address == address }
  }

  /// Where what holds a resource is; none where nothing does, or it is not there.
  func holder(of position: Int) -> Int? {
    resources[position].address.withParent { parent in
      var hasher = Hasher()
      parent.hash(into: &hasher)
      return find(UInt64(truncatingIfNeeded: hasher.finalize())) {
        parent.isOf(resources[$0].address)
      }
    } ?? nil
  }

  /// The position with a hash that is the one looked for.
  private func find(_ hash: UInt64, _ isMeant: (Int) -> Bool) -> Int? {
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      let position = Int(truncatingIfNeeded: slots[slot] & ~Self.tag) - 1
      if slots[slot] & Self.tag == hash & Self.tag, isMeant(position) { return position }
      slot = (slot + 1) & mask
    }
    return nil
  }

  private static let tag: UInt64 = 0xFFFF_FFFF_0000_0000

  /// Seeded anew in every process, so that no choice of keys makes it slow.
  private static func hash(_ address: Address) -> UInt64 {
    var hasher = Hasher()
    address.hash(into: &hasher)
    return UInt64(truncatingIfNeeded: hasher.finalize())
  }
}
