import AdsModel
import Planning

/// What an apply writes, from its beginning to its end.
extension Journal {
  /// Starts an apply: from here on there is an entry in the history.
  mutating func begin(_ start: ApplyStart, now: Instant) -> StateWrite {
    precondition(apply == nil, "an apply begins once")
    var write = write(now)
    write.entries = [
      .account(account),
      .begin(
        BegunEntry(
          number: lastApply + 1, kind: start.kind, author: start.author, start: start)),
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
    resources.reserveCapacity(settled.count)
    var runs: [JournalRun] = []
    var overCount: Int64 = 0
    for settlement in settled {
      guard let intent = apply.open[settlement.sequence] else {
        preconditionFailure("only what is intended is settled")
      }
      let run: JournalRun
      switch settlement.result {
      case .done(let resource):
        resources.append(try store(resource, at: intent.address, serial: write.serial))
        // What is archived after its replacement keeps the id that it was intended with.
        let isOther = intent.kind != .archiveReplaced && resource?.id != intent.id
        run = JournalRun(
          settlement.sequence, .reached(.done), id: isOther ? resource?.id : nil)
        overCount += 1
      case .failed(let error):
        run = JournalRun(settlement.sequence, .reached(.failed), error: error)
        overCount += 1
      case .unknown(let error):
        run = JournalRun(settlement.sequence, .reached(.unknown), error: error)
      }
      runs.extend(to: run)
    }
    let settledRuns = runs.numbered(after: lastEntry)
    runs = []
    for operation in intending {
      precondition(apply.open[operation.sequence] == nil, "an operation is intended once")
      runs.extend(
        to: JournalRun(operation.sequence, .reached(.intent), deadline: operation.deadline))
    }
    let intendedRuns = runs.numbered(after: lastEntry + Int64(settledRuns.count))
    write.entries = [
      .resources(resources), .phases(settledRuns, apply: apply.number),
      .intend(intending, apply: apply.number), .phases(intendedRuns, apply: apply.number),
    ]
    write.totals?.unsettledCount += Int64(intending.count) - overCount
    return write
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
      ids.delete(address)
      return .delete(address)
    }
    precondition(resource.address == address, "a resource is stored at its operation's address")
    resource.version = serial
    try ids.put(resource)
    return .put(resource)
  }
}
