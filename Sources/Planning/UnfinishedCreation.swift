import AdsModel

/// What was done of a creation that takes several steps and is not over: nothing is stored of it yet.
public struct UnfinishedCreation: Hashable, Sendable {
  public var address: Address
  /// The last step that is done, in its target's words.
  public let step: String
  /// What the steps so far returned.
  public let privateValues: PrivateValues

  public init(_ address: Address, after step: String, _ privateValues: PrivateValues) {
    self.address = address
    self.step = step
    self.privateValues = privateValues
  }
}

extension StoredState {
  /// The state once moves are carried out.
  func carryingOut(_ moves: [Move], decimals: Int) -> Self {
    var state = relocating(relocations(for: moves, decimals: decimals))
    let moved = Dictionary(unfinished(movedBy: moves).map { ($0.from, $0.creation) }) {
      first, _ in first
    }
    if !moved.isEmpty { state.unfinished = unfinished.map { moved[$0.address] ?? $0 } }
    return state
  }

  /// The creations that go along with moves, each with the address that it had before.
  public func unfinished(
    movedBy moves: [Move]
  ) -> [(from: Address, creation: UnfinishedCreation)] {
    guard !unfinished.isEmpty, !moves.isEmpty else { return [] }
    let targets = Dictionary(moves.map { ($0.from, $0.to) }) { first, _ in first }
    return unfinished.compactMap { before in
      var creation = before
      creation.address = before.address.moved(by: targets)
      return creation == before ? nil : (before.address, creation)
    }
  }
}
