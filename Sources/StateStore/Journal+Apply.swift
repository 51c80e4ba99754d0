import AdsModel
import Planning

/// What an apply writes, from its beginning to its end.
extension Journal {
  /// Starts an apply: from here on there is an entry in the history.
  mutating func begin(_ start: ApplyStart, now: Instant) -> StateWrite {
    precondition(apply == nil, "an apply begins once")
    ids.makeRoom(for: start.summary.create + start.summary.replace)
    var write = write(now)
    write.entries = [
      .account(account),
      .begin(entry(start.kind, by: start.author, start, in: write)),
    ]
    return write
  }

  /// Settles operations of earlier batches, with their resources, and journals what is attempted
  /// next.
  mutating func record(
    settled: [Settlement], intending: [IntendedOperation], nextLocalID: Int64, now: Instant
  ) throws(StateError) -> StateWrite {
    let apply = demandApply()
    var write = write(now)
    write.totals?.nextLocalID = nextLocalID
    var resources: [ResourceWrite] = []
    var members: [MembersWrite] = []
    var making = unfinished
    resources.reserveCapacity(settled.count)
    var runs: [JournalRun] = []
    var overCount: Int64 = 0
    for settlement in settled {
      guard let intent = apply.open[settlement.sequence] else {
        preconditionFailure("only what is intended is settled")
      }
      if let change = settlement.members { members.append(change) }
      lists.settle(settlement)
      let run: JournalRun
      switch settlement.result {
      case .done(let resource):
        let serial = settlement.keepsVersion ? resource?.version : write.serial
        resources.append(try store(resource, at: intent.address, serial: serial ?? write.serial))
        if !making.isEmpty { making.finish(.init(intent.kind), at: intent.address) }
        // What is archived after its replacement keeps the id that it was intended with.
        let isOther = intent.kind != .archiveReplaced && resource?.id != intent.id
        overCount += 1
        guard isOther else {
          runs.extend(to: settlement.sequence, .reached(.done))
          continue
        }
        run = JournalRun(settlement.sequence, .reached(.done), id: resource?.id)
      case .stepDone(let values, let resource):
        run = try settle(settlement.sequence, intent, values, resource, &making, &write)
      case .failed(let error):
        run = JournalRun(settlement.sequence, .reached(.failed), error: error)
        overCount += 1
      case .unknown(let error):
        run = JournalRun(settlement.sequence, .reached(.unknown), error: error)
      }
      runs.extend(to: run)
    }
    write.entries.append(.resources(resources))
    for operation in intending where operation.step != nil {
      lists.intend(operation)
      if let change = operation.members { members.append(change) }
    }
    put(making, members, in: &write)
    let settledRuns = runs.numbered(after: lastEntry)
    write.entries.append(.phases(settledRuns, apply: apply.number))
    let newCount = intend(
      intending, in: apply, after: lastEntry + Int64(settledRuns.count), settled, &write)
    write.totals?.unsettledCount += Int64(newCount) - overCount
    return write
  }

  /// Journals what is attempted next, and counts the operations of which nothing was before.
  private func intend(
    _ operations: [IntendedOperation], in apply: Apply, after entry: Int64,
    _ settled: [Settlement], _ write: inout StateWrite
  ) -> Int {
    var (runs, steps): ([JournalRun], [JournalRun]) = ([], [])
    var begun = operations
    if operations.contains(where: { $0.step != nil }) {
      // What goes on is on record already, and its last step is settled by now.
      begun.removeAll { $0.step != nil && apply.open[$0.sequence] != nil }
      let done = Set(settled.lazy.filter(\.isOfStep).map(\.sequence))
      for operation in operations {
        var progress = apply.open[operation.sequence]?.progress
        if done.contains(operation.sequence) { progress?.endStep() }
        if let run = run(intending: operation, after: progress) { steps.append(run) }
      }
    }
    for operation in begun {
      precondition(apply.open[operation.sequence] == nil, "an operation is intended once")
      runs.extend(to: operation.sequence, .reached(.intent), deadline: operation.deadline)
    }
    write.entries += [
      .intend(begun, apply: apply.number),
      .phases((runs + steps).numbered(after: entry), apply: apply.number),
    ]
    return begun.count
  }

  /// Journals that operations are sent later than they were intended, or once more.
  ///
  /// How often requests have to wait is nothing that a serial should tell.
  mutating func send(
    _ sequences: [Int], until deadline: EffectDeadline, now: Instant
  ) -> StateWrite {
    let apply = demandApply()
    var write = write(now, keepingSerial: true)
    var runs: [JournalRun] = []
    for sequence in sequences.sorted() {
      precondition(apply.open[sequence] != nil, "only what is intended is sent")
      runs.extend(to: JournalRun(sequence, .sending, deadline: deadline))
    }
    write.entries = [.phases(runs.numbered(after: lastEntry), apply: apply.number)]
    return write
  }

  /// Gives resources other addresses as part of an apply.
  mutating func applyMoves(
    _ moves: [Move], remembering applied: [Move], now: Instant
  ) throws(StateError) -> StateWrite {
    let apply = demandApply()
    precondition(!apply.hasOperations, "moves come before the operations of an apply")
    let steps = try StoredMoves(state: state).moving(moves)
    var write = write(now)
    try relocate(steps, in: apply.number, firstSequence: -steps.count, &write)
    put(unfinished.moved(by: moves), in: &write)
    write.entries.append(.appliedMoves(applied))
    write.isReadBack = true
    return write
  }

  /// Ends the apply that `begin` started.
  mutating func finish(_ outcome: ApplyOutcome, now: Instant) -> StateWrite {
    let apply = demandApply()
    var write = write(now)
    write.entries = [.end(apply: apply.number, outcome)]
    return write
  }

  private func demandApply() -> Apply {
    guard let apply else { preconditionFailure("an apply begins before it writes") }
    return apply
  }

  /// Stamps what is stored with the serial of a write, and keeps an id at one address.
  mutating func store(
    _ resource: StoredResource?, at address: Address, serial: Int64
  ) throws(StateError) -> ResourceWrite {
    guard var resource else {
      delete(address)
      return .delete(address)
    }
    precondition(resource.address == address, "a resource is stored at its operation's address")
    resource.version = serial
    try put(resource)
    return .put(resource)
  }

  /// Takes in whose the ids and the lists of a resource are.
  mutating func put(_ resource: StoredResource) throws(StateError) {
    try ids.put(resource)
    lists.put(resource)
  }

  mutating func delete(_ address: Address) {
    ids.delete(address)
    lists.delete(address)
  }
}
