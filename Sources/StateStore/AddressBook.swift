import AdsModel
import Planning

/// Works out which stored resources get which address, before anything is written.
struct AddressBook {
  let state: StoredState

  /// What a list of moves does to the stored resources, all at once.
  ///
  /// What lies below a moved resource moves along, and what refers to a moved audience refers to
  /// its new key; `Planning` says how, so that an apply does what its plan said.
  func moving(_ moves: [Move]) throws(StateError) -> [Relocation] {
    for move in moves where move.from.kind != move.to.kind { throw .kindDiffers(move) }
    let relocations = state.relocations(for: moves, decimals: state.account.currency.decimals)
    var landed: Set<Address> = []
    for relocation in relocations where !landed.insert(relocation.resource.address).inserted {
      throw .addressTaken(relocation.resource.address)
    }
    for move in moves where !landed.contains(move.to) { throw .notStored(move.from) }
    // What is archived on record gives way; anything else keeps its address.
    let leaving = Set(relocations.map(\.from))
    for resource in state.resources
    where resource.status != .archived && landed.contains(resource.address)
      && !leaving.contains(resource.address)
    {
      throw .addressTaken(resource.address)
    }
    return relocations
  }

  /// What is at some addresses and below them.
  func below(_ addresses: [Address]) throws(StateError) -> [StoredResource] {
    let roots = Set(addresses)
    let found = state.resources.filter {
      Self.lineage(of: $0.address).contains(where: roots.contains)
    }
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
}
