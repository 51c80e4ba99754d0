import AdsModel
import Planning

/// Works out which stored resources get which address, before anything is written.
struct Relocation {
  let stored: [StoredResource]

  /// What moves with a list of moves, all at once: each resource follows the nearest one that
  /// names it or what holds it.
  func moving(_ moves: [Move]) throws(StateError) -> [(resource: StoredResource, to: Address)] {
    var targets: [Address: Address] = [:]
    for move in moves {
      guard move.from.kind == move.to.kind else { throw .kindDiffers(move) }
      targets[move.from] = move.to
    }
    var found: Set<Address> = []
    var taken: Set<Address> = []
    taken.reserveCapacity(stored.count)
    var relocations: [(resource: StoredResource, to: Address)] = []
    for resource in stored {
      let address = resource.address
      if targets[address] != nil { found.insert(address) }
      let target = Self.target(of: address, targets)
      guard taken.insert(target).inserted else { throw .addressTaken(target) }
      if target != address { relocations.append((resource, target)) }
    }
    for move in moves where !found.contains(move.from) { throw .notStored(move.from) }
    return relocations
  }

  /// What is at some addresses and below them.
  func below(_ addresses: [Address]) throws(StateError) -> [StoredResource] {
    let roots = Set(addresses)
    let found = stored.filter { Self.lineage(of: $0.address).contains(where: roots.contains) }
    let stillThere = Set(found.map(\.address))
    for address in addresses where !stillThere.contains(address) { throw .notStored(address) }
    return found
  }

  /// The address itself and all that hold it, nearest first.
  private static func lineage(of address: Address) -> [Address] {
    var lineage = [address]
    while let parent = lineage.last?.parent { lineage.append(parent) }
    return lineage
  }

  private static func target(of address: Address, _ targets: [Address: Address]) -> Address {
    if let target = targets[address] { return target }
    for ancestor in lineage(of: address).dropFirst() {
      guard let target = targets[ancestor] else { continue }
      return address.replacing(parts: target.parts + address.parts.dropFirst(target.parts.count))
    }
    return address
  }
}
