import AdsModel
import CanonicalJSON
import Planning

extension JournalWriter {
  /// Puts resources at other addresses, and journals what that changes of each.
  ///
  /// What is archived on record at an address gives way.
  mutating func move(
    _ relocations: [Relocation], in state: StoredState, _ apply: Apply,
    firstSequence: Int
  ) throws {
    guard !relocations.isEmpty else { return }
    let sources = Set(relocations.map(\.from))
    let targets = Set(relocations.map(\.resource.address))
    var before: [Address: StoredResource] = [:]
    for resource in state.resources
    where sources.contains(resource.address) || targets.contains(resource.address) {
      before[resource.address] = resource
      try resources.delete(resource.address, tally: &totals.tally)
    }
    let decimals = state.account.currency.decimals
    for (offset, relocation) in relocations.enumerated() {
      let changes = before[relocation.from].map { relocation.changes(from: $0) } ?? []
      try journal(
        .move, relocation.from, relocation.resource.id, changes, firstSequence + offset, apply,
        decimals: decimals)
      var resource = relocation.resource
      resource.version = serial
      try resources.put(resource, tally: &totals.tally)
    }
    try settle(firstSequence, count: relocations.count, apply)
  }

  /// Forgets resources; the target keeps them.
  mutating func remove(
    _ removed: [StoredResource], _ apply: Apply, firstSequence: Int
  ) throws {
    guard !removed.isEmpty else { return }
    for (offset, resource) in removed.enumerated() {
      try resources.delete(resource.address, tally: &totals.tally)
      let change = FieldChange(
        path: .address, before: .text(resource.address.description), after: nil)
      try journal(
        .remove, resource.address, resource.id, [change], firstSequence + offset, apply,
        decimals: 0)
    }
    try settle(firstSequence, count: removed.count, apply)
  }

  private func journal(
    _ kind: OperationRecord.Kind, _ address: Address, _ id: String, _ changes: [FieldChange],
    _ sequence: Int, _ apply: Apply, decimals: Int
  ) throws {
    var json = JSONWriter()
    changes.write(to: &json, decimals: decimals)
    try insert(sequence, kind.rawValue, address, id, json.bytes, apply: apply.number)
  }

  /// Journals operations as done that are neighbours and happen in this very write.
  private mutating func settle(_ first: Int, count: Int, _ apply: Apply) throws {
    var run = Run(first, .done)
    run.last = first + count - 1
    try insert(run, apply: apply.number)
  }
}

extension FieldPath {
  fileprivate static let address = Self("address")
}

extension Relocation {
  /// What the move changes of the resource: its address, or the audiences that it refers to.
  fileprivate func changes(from before: StoredResource) -> [FieldChange] {
    var changes: [FieldChange] = []
    if resource.address != from {
      changes.append(
        FieldChange(
          path: .address, before: .text(from.description),
          after: .text(resource.address.description)))
    }
    guard resource.attributes != before.attributes, let old = Fields(json: before.attributes),
      let new = Fields(json: resource.attributes)
    else { return changes }
    for field in new.all where old[field.path] != field.value {
      changes.append(
        FieldChange(path: field.path, before: old[field.path], after: field.value))
    }
    return changes
  }
}
