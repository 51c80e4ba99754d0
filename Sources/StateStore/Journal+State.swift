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
    for resolution in resolutions {
      let operation = resolution.operation.operation
      var run = JournalRun(operation.sequence, .reached(.resolvedNotDone))
      if case .happened(let resource) = resolution.finding {
        write.entries.append(
          .resources([try store(resource, at: operation.address, serial: write.serial)]))
        let isOther = operation.kind != .archiveReplaced && resource?.id != operation.id
        run = JournalRun(
          operation.sequence, .reached(.resolvedDone), id: isOther ? resource?.id : nil)
      }
      write.entries.append(
        .phases([run].numbered(after: entry), apply: resolution.operation.apply))
      entry += 1
    }
    write.totals?.unsettledCount -= Int64(resolutions.count)
    write.isReadBack = true
    return write
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
      StoredMoves(state: state).moving(moves), as: .move, by: author, now: now)
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
    let write = try relocate(steps, as: .remove, by: author, now: now)
    return (steps.map(\.stored.address), write)
  }

  /// Stores and forgets what an account was found to hold; none when all of it is stored so already.
  mutating func adopt(
    _ resources: [StoredResource], forgetting addresses: [Address], kind: ApplyRecord.Kind,
    by author: Author, now: Instant
  ) throws(StateError) -> StateWrite? {
    let steps = try AdoptionStep.steps(resources, forgetting: addresses, in: state)
    guard !steps.isEmpty else { return nil }
    try refuseUnsettled()
    return try entry(kind, by: author, now: now) { journal, number, write throws(StateError) in
      var done: [JournalStep] = []
      var stored: [ResourceWrite] = []
      for (sequence, step) in steps.enumerated() {
        done.append(
          JournalStep(
            sequence: sequence, kind: step.resource == nil ? .remove : .adopt,
            address: step.address, id: step.id, fieldsJSON: step.fieldsJSON))
        stored.append(
          try journal.store(step.resource, at: step.address, serial: write.serial))
      }
      write.entries += [.done(done, apply: number), .resources(stored)]
      journal.settle(0..<steps.count, in: number, &write)
    }
  }

  private mutating func relocate(
    _ steps: [StoredMoves.Step], as kind: ApplyRecord.Kind, by author: Author, now: Instant
  ) throws(StateError) -> StateWrite? {
    guard !steps.isEmpty else { return nil }
    return try entry(kind, by: author, now: now) { journal, number, write throws(StateError) in
      try journal.relocate(steps, in: number, firstSequence: 0, &write)
    }
  }

  /// An entry of the history that is no apply, in one write.
  private mutating func entry(
    _ kind: ApplyRecord.Kind, by author: Author, now: Instant,
    _ body: (inout Self, Int64, inout StateWrite) throws(StateError) -> Void
  ) throws(StateError) -> StateWrite {
    precondition(apply == nil, "an apply under way is the one entry that is written")
    var write = write(now)
    let number = lastApply + 1
    write.entries = [.begin(BegunEntry(number: number, kind: kind, author: author))]
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
    for step in steps { ids.delete(step.stored.address) }
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
