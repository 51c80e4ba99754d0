import AdsModel

/// Finds resources by address: a hash table of positions that leaves the addresses where they are.
///
/// A dictionary would copy and count references to every address, twice for each of them.
struct AddressIndex {
  private let resources: [StoredResource]
  /// A position plus one, below a part of its hash; zero is an empty slot.
  ///
  /// Small ones, as each search looks at another one.
  private var slots: [UInt32]
  private let mask: Int
  /// The bits of a slot that are of the position.
  private let place: UInt32

  /// Addresses have to be unique.
  init(_ resources: [StoredResource]) {
    precondition(resources.count < UInt32.max, "a position takes at most 32 bits")
    self.resources = resources
    var capacity = 16
    while capacity / 3 * 2 < resources.count { capacity *= 2 }
    slots = Array(repeating: 0, count: capacity)
    mask = capacity - 1
    place = UInt32.max >> UInt32(UInt32(resources.count).leadingZeroBitCount)
    for position in resources.indices {
      let hash = Self.hash(resources[position].address)
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = tag(hash) | UInt32(position + 1)
    }
  }

  /// What a slot keeps of a hash, other bits than those that say which slot it is.
  private func tag(_ hash: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: hash >> 32) & ~place }

  subscript(address: Address) -> Int? {
    find(Self.hash(address)) { resources[$0].address == address }
  }

  /// What is at an address; none where nothing is.
  func resource(at address: Address) -> StoredResource? { self[address].map { resources[$0] } }

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
      let position = Int(slots[slot] & place) - 1
      if slots[slot] & ~place == tag(hash), isMeant(position) { return position }
      slot = (slot + 1) & mask
    }
    return nil
  }

  /// Seeded anew in every process, so that no choice of keys makes it slow.
  private static func hash(_ address: Address) -> UInt64 {
    var hasher = Hasher()
    address.hash(into: &hasher)
    return UInt64(truncatingIfNeeded: hasher.finalize())
  }
}
