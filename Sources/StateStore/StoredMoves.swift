import AdsModel
import Planning

/// Works out what a list of moves or removals does to what is stored, before anything is written.
struct StoredMoves {
  let state: StoredState

  /// A stored resource, and what is stored in its place; none when it is forgotten.
  typealias Step = (stored: StoredResource, moved: StoredResource?)

  /// What moves with a list of moves, all at once; planning worked out the same.
  ///
  /// What is archived on record gives way to a resource that moves to its address.
  func moving(_ moves: [Move]) throws(StateError) -> [Step] {
    for move in moves {
      if let problem = move.problem() { throw .unmovable(problem) }
    }
    let relocations = state.relocations(
      for: moves, decimals: state.account.currency.decimals)
    let moved = Dictionary(relocations.map { ($0.from, $0.resource) }) { first, _ in first }
    let arrivals = Set(relocations.map(\.resource.address))
    let unfinished = Set(state.unfinished(movedBy: moves).map(\.creation.address))
    for move in moves where !arrivals.contains(move.to) && !unfinished.contains(move.to) {
      throw .notStored(move.from)
    }
    var taken: Set<Address> = []
    var steps: [Step] = []
    for stored in state.resources {
      if let resource = moved[stored.address] {
        guard taken.insert(resource.address).inserted else { throw .addressTaken(resource.address) }
        steps.append((stored, resource))
      } else if arrivals.contains(stored.address) {
        guard stored.status == .archived else { throw .addressTaken(stored.address) }
        steps.append((stored, nil))
      }
    }
    return steps
  }

  /// What is at some addresses and below them.
  func below(_ addresses: [Address]) throws(StateError) -> [Step] {
    let roots = Set(addresses)
    let found = state.resources.filter { $0.address.isWithin(roots) }
    let stillThere = Set(found.map(\.address)).union(state.unfinished.map(\.address))
    for address in addresses where !stillThere.contains(address) { throw .notStored(address) }
    return found.map { ($0, nil) }
  }
}

extension Address {
  /// Whether it is one of some addresses, or below one.
  func isWithin(_ roots: Set<Address>) -> Bool {
    var address: Address? = self
    while let current = address, !roots.contains(current) { address = current.parent }
    return address != nil
  }
}
