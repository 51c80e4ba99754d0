import AdsModel
import CanonicalJSON
import Planning

/// What is written to a state outside of an apply, and what a later run found out.
extension Journal {
  /// Journals what became of operations that an earlier apply left unsettled.
  mutating func resolve(_ resolutions: [Resolution], now: Instant) throws(StateError) -> StateWrite
  {
    var write = write(now)
    var entry = lastEntry
    var making = unfinished
    let members = resolutions.compactMap(\.members)
    for resolution in resolutions {
      let runs = try runs(resolving: resolution, &making, &write).numbered(after: entry)
      write.entries.append(.phases(runs, apply: resolution.operation.apply))
      entry += Int64(runs.count)
    }
    let resolved = Set(resolutions.map { Key($0.operation) })
    lists.put(unsettled: unsettled.filter { !resolved.contains(Key($0)) })
    put(making, members, in: &write)
    write.totals?.unsettledCount -= Int64(resolutions.count)
    write.isReadBack = true
    return write
  }

  private struct Key: Hashable {
    let apply: Int64
    let sequence: Int

    init(_ operation: UnsettledOperation) {
      apply = operation.apply
      sequence = operation.operation.sequence
    }
  }

  /// Stores what one operation left behind, and says what became of it.
  private mutating func runs(
    resolving resolution: Resolution, _ making: inout [Address: UnfinishedCreation],
    _ write: inout StateWrite
  ) throws(StateError) -> [JournalRun] {
    let operation = resolution.operation.operation
    let progress = resolution.operation.progress
    var runs: [JournalRun] = []
    func run(_ phase: OperationRecord.Phase, of step: OperationStep) -> JournalRun {
      JournalRun(
        operation.sequence, .reached(phase),
        step: .init(position: progress?.doneCount ?? 0, step: step))
    }
    switch resolution.finding {
    case .happened(let resource):
      write.entries.append(
        .resources([try store(resource, at: operation.address, serial: write.serial)]))
      making.finish(operation.kind, at: operation.address)
      let isOther = operation.kind != .archiveReplaced && resource?.id != operation.id
      return [
        JournalRun(
          operation.sequence, .reached(.resolvedDone), id: isOther ? resource?.id : nil)
      ]
    case .stepHappened(let values, let resource):
      guard let step = progress?.open else { preconditionFailure("only an open step is resolved") }
      let done = OperationStep(step.name, values)
      try keep(done, operation.address, resource, &making, &write)
      runs = [run(.resolvedDone, of: done)]
    case .didNotHappen:
      runs = progress?.open.map { [run(.resolvedNotDone, of: $0)] } ?? []
    }
    // What was done of it stands; whoever plans it again goes on from there.
    return runs + [JournalRun(operation.sequence, .reached(.resolvedNotDone))]
  }

  /// Refuses while it is not known of an operation whether it happened: what may have is looked for
  /// under the address that it was intended with.
  func refuseUnsettled() throws(StateError) {
    guard state.target == .local || unsettled.isEmpty else {
      throw .unsettled(place: place, operations: unsettled.count)
    }
  }

  /// `state mv`.
  mutating func move(_ moves: [Move], by author: Author, now: Instant) throws(StateError)
    -> StateWrite?
  {
    try refuseUnsettled()
    return try relocate(
      StoredMoves(state: state).moving(moves), making: unfinished.moved(by: moves), as: .move,
      by: author, now: now)
  }

  /// `state rm`; with what it forgets.
  mutating func remove(
    _ addresses: [Address], by author: Author, now: Instant
  ) throws(StateError) -> (removed: [Address], write: StateWrite?) {
    // Nothing can be applied to a state that shares ids, so what is open elsewhere in it has to wait.
    let isMending =
      SharedIDs(in: state.resources) != nil
      && !unsettled.contains { $0.operation.address.isWithin(Set(addresses)) }
    if !isMending { try refuseUnsettled() }
    let steps = try StoredMoves(state: state).below(addresses)
    let roots = Set(addresses)
    let left = unfinished.filter { !$0.key.isWithin(roots) }
    let write = try relocate(steps, making: left, as: .remove, by: author, now: now)
    return (steps.map(\.stored.address), write)
  }

  /// Stores and forgets what an account was found to hold; none when all of it is stored so already.
  mutating func adopt(
    _ resources: [StoredResource], forgetting addresses: [Address], kind: ApplyRecord.Kind,
    by author: Author, now: Instant
  ) throws(StateError) -> StateWrite? {
    let steps = try AdoptionStep.steps(resources, forgetting: addresses, in: state)
    let known = unfinished.isEmpty ? [] : Set(state.resources.map(\.address))
    guard !steps.isEmpty else { return nil }
    try refuseUnsettled()
    return try entry(kind, by: author, now: now) { journal, number, write throws(StateError) in
      var done: [JournalStep] = []
      var stored: [ResourceWrite] = []
      var making = journal.unfinished
      for (sequence, step) in steps.enumerated() {
        done.append(
          JournalStep(
            sequence: sequence, kind: step.resource == nil ? .remove : .adopt,
            address: step.address, id: step.id, fieldsJSON: step.fieldsJSON))
        stored.append(
          try journal.store(step.resource, at: step.address, serial: write.serial))
        // It is there now, made or not; a copy that is to replace it is another matter.
        if !known.contains(step.address) { making[step.address] = nil }
      }
      journal.put(making, in: &write)
      write.entries += [.done(done, apply: number), .resources(stored)]
      journal.settle(0..<steps.count, in: number, &write)
    }
  }

  /// Forgets who is kept of what is at an address, of each list as many as given; none where nobody is.
  mutating func forgetMembers(
    of address: Address, _ counts: [String: Int], by author: Author, now: Instant
  ) throws(StateError) -> (count: Int, write: StateWrite?) {
    guard let owned = state.memberLists(at: address) else { throw .notStored(address) }
    try refuseUnsettled()
    let resource = state.resources.first { $0.address == address }
    let kept = Set(owned).filter { list in
      MemberList.names(of: list).contains { counts[$0] != nil }
    }.sorted()
    let count = kept.reduce(0) { $0 + MemberList.count(of: $1, counts) }
    guard !kept.isEmpty else { return (0, nil) }
    let write = try entry(.forget, by: author, now: now) {
      journal, number, write throws(StateError) in
      if let resource {
        let change = FieldChange(
          path: FieldPath("members"), before: .integer(Int64(count)), after: nil)
        var json = JSONWriter()
        [change].write(to: &json, decimals: 0)
        write.entries += [
          // Whoever has reviewed a plan has reviewed it with those people.
          .resources([try journal.store(resource, at: address, serial: write.serial)]),
          .done(
            [
              JournalStep(
                sequence: 0, kind: .update, address: address, id: resource.id,
                fieldsJSON: json.bytes)
            ], apply: number),
        ]
        journal.settle(0..<1, in: number, &write)
      }
      journal.put(journal.unfinished, kept.map(MembersWrite.forgetting), in: &write)
    }
    return (count, write)
  }

  private mutating func relocate(
    _ steps: [StoredMoves.Step], making: [Address: UnfinishedCreation], as kind: ApplyRecord.Kind,
    by author: Author, now: Instant
  ) throws(StateError) -> StateWrite? {
    guard !steps.isEmpty || making != unfinished else { return nil }
    return try entry(kind, by: author, now: now) { journal, number, write throws(StateError) in
      try journal.relocate(steps, in: number, firstSequence: 0, &write)
      journal.put(making, in: &write)
    }
  }

  /// An entry of the history that is no apply, in one write.
  private mutating func entry(
    _ kind: ApplyRecord.Kind, by author: Author, now: Instant,
    _ body: (inout Self, Int64, inout StateWrite) throws(StateError) -> Void
  ) throws(StateError) -> StateWrite {
    precondition(apply == nil, "an apply under way is the one entry that is written")
    var write = write(now)
    let begun = self.entry(kind, by: author, in: write)
    let number = begun.number
    write.entries = [.begin(begun)]
    try body(&self, number, &write)
    write.entries.append(.end(apply: number, .done))
    write.isReadBack = true
    return write
  }

  /// Takes resources out and journals it; those with another address are put back in there.
  mutating func relocate(
    _ steps: [StoredMoves.Step], in number: Int64, firstSequence: Int, _ write: inout StateWrite
  ) throws(StateError) {
    guard !steps.isEmpty else { return }
    var resources = steps.map { ResourceWrite.delete($0.stored.address) }
    for step in steps { delete(step.stored.address) }
    var json = JSONWriter()
    var done: [JournalStep] = []
    for (stored, moved) in steps {
      // What only refers to a moved resource keeps its address: no step of the history.
      if moved?.address != stored.address {
        let change = FieldChange(
          path: FieldPath("address"), before: .text(stored.address.description),
          after: (moved?.address.description).map { .text($0) })
        json.clear()
        [change].write(to: &json, decimals: 0)
        done.append(
          JournalStep(
            sequence: firstSequence + done.count, kind: moved == nil ? .remove : .move,
            address: stored.address, id: stored.id, fieldsJSON: json.bytes))
      }
      guard let moved else { continue }
      resources.append(try store(moved, at: moved.address, serial: write.serial))
    }
    write.entries += [.resources(resources), .done(done, apply: number)]
    settle(firstSequence..<firstSequence + done.count, in: number, &write)
  }

  /// Journals steps as done.
  private func settle(_ sequences: Range<Int>, in number: Int64, _ write: inout StateWrite) {
    guard !sequences.isEmpty else { return }
    write.entries.append(
      .phases([JournalRun(done: sequences)].numbered(after: lastEntry), apply: number))
  }
}
