import AdsModel

extension Plan {
  /// What has moved since the plan was made, one sentence each; none when it still holds.
  ///
  /// Looks only at what the plan touches or counts on: an unrelated change of the state does not
  /// matter. A pure function of the plan, the state under the lock, and the time.
  public func staleness(in state: StoredState?, now: Instant) -> [String] {
    var moved: [String] = []
    if let expiresAt, now >= expiresAt {
      moved.append(
        "the plan held until \(expiresAt): it counts on the next UTC day, and that is now another one"
      )
    }
    guard let state else {
      if lineage != nil { moved.append("the state is gone: nothing is stored") }
      return moved
    }
    if let lineage, lineage != state.lineage {
      moved.append("the state is another one: its lineage is \(state.lineage), not \(lineage)")
      return moved
    }
    if lineage != nil, state.serial < serial {
      moved.append(
        "the state went back to serial \(state.serial), and the plan was made from serial \(serial)"
      )
    }
    if state.target != target {
      moved.append("the target is \(state.target.rawValue), not \(target.rawValue)")
    }
    moved += Self.differences(of: account, from: state.account)
    let relocations = state.relocations(for: moves, decimals: account.currency.decimals)
    let current = AddressIndex(state.relocating(relocations).resources)
    // What is only half made goes along without being stored.
    let begun = Set(state.unfinished(movedBy: moves).map(\.creation.address))
    for move in moves where current[move.to] == nil && !begun.contains(move.to) {
      moved.append("\(move.from), which moves to \(move.to), is no longer stored")
    }
    let forgotten = Set(refreshes.lazy.filter { $0.kind == .forgotten }.map(\.address))
    // What is created in place of something that is to be forgotten is judged by that.
    for index in changes.indices
    where changes[index].storedVersion != nil || !forgotten.contains(changes[index].address) {
      moved += Self.difference(
        of: changes[index].address, version: changes[index].storedVersion, in: current)
    }
    let recorded = refreshes.isEmpty ? [] : recorded(in: current)
    for refresh in refreshes where !recorded.contains(refresh.address) {
      moved += Self.difference(of: refresh.address, version: refresh.storedVersion, in: current)
    }
    for reliance in reliances {
      moved += Self.difference(of: reliance.address, version: reliance.version, in: current)
    }
    return moved
  }

  /// What is stored already as its refresh would store it: an earlier run has recorded it.
  private func recorded(in current: AddressIndex) -> Set<Address> {
    var encoder = FieldEncoder(decimals: account.currency.decimals)
    return Set(
      refreshes.filter { refresh in
        guard let stored = current.resource(at: refresh.address) else {
          return refresh.kind == .forgotten
        }
        guard stored.id == refresh.id else { return false }
        switch refresh.kind {
        case .forgotten: return false
        case .archived: return stored.status == .archived
        case .recorded: return stored.holding(refresh.fields, encoder: &encoder) == stored
        }
      }.map(\.address))
  }

  private static func difference(
    of address: Address, version: Int64?, in current: AddressIndex
  ) -> [String] {
    switch (version, current.resource(at: address)) {
    case (nil, nil): []
    case (nil, .some): ["\(address) is stored by now, and the plan creates it"]
    case (.some, nil): ["\(address) is no longer stored"]
    case (let version?, let stored?):
      version == stored.version
        ? [] : ["\(address) was changed in the state (version \(stored.version), not \(version))"]
    }
  }

  private static func differences(of account: Account, from stored: Account) -> [String] {
    [
      // Its name is only what people call it, and follows the project.
      ("country", account.country, stored.country),
      ("currency", account.currency.rawValue, stored.currency.rawValue),
    ].filter { $0.1 != $0.2 }.map { "the account's \($0.0) is \($0.2), not \($0.1)" }
  }
}
