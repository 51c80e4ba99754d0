import AdsModel

extension StoredState {
  /// The state once a plan is carried out in full, with new ids counted up.
  ///
  /// What a real apply leaves behind, without storing it: for judging a plan again and for tests.
  public func applying(_ plan: Plan) -> Self {
    let decimals = plan.account.currency.decimals
    let adopted = adopting(plan.adoption(in: self))
    var state = adopted.carryingOut(plan.moves, decimals: decimals)
    var current = state.resources.byAddress
    var encoder = FieldEncoder(decimals: decimals)
    for operation in plan.operations {
      let change = plan.changes[operation.changeIndex]
      let previous = current[change.address]
      let id = operation.kind == .create ? String(state.nextLocalID) : previous?.id ?? ""
      if operation.kind == .create { state.nextLocalID += 1 }
      let attributes = operation.attributes(of: change, previous: previous, encoder: &encoder)
      current[change.address] = operation.outcome(
        of: change, previous: previous, attributes: attributes, id: id, version: serial + 1)
    }
    state.resources = current.values.sorted { $0.address < $1.address }
    let over = Set(plan.changes.map(\.address))
    state.unfinished.removeAll { over.contains($0.address) }
    state.serial += 1
    state.appliedMoves = plan.appliedMoves
    return state
  }

  /// The worst-case spend of what is stored.
  public func spend(now: Instant) -> Spend {
    var sources = SpendSources(now: now)
    sources.add(resources.lazy.filter { $0.status != .archived })
    return Spend(sources.finished, now: now)
  }
}
