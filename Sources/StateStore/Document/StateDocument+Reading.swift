import AdsModel
import CustomerLists
import Planning

extension StateDocument {
  var state: StoredState {
    StoredState(
      lineage: head.lineage, serial: head.serial, account: head.account, target: head.target,
      resources: sortedResources, unfinished: unfinished, appliedMoves: appliedMoves,
      nextLocalID: head.nextLocalID)
  }

  /// In the order of their addresses' bytes.
  var sortedResources: [StoredResource] {
    resources.values.map { ($0.address.description, $0) }
      .sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }.map(\.1)
  }

  var lastEntry: Int64 { history.lazy.flatMap(\.runs).map(\.run.entry).max() ?? 0 }

  /// Who is on a list, in the order of lookups; only who comes after somebody.
  func members(of list: String, after last: SealedMember?) -> ArraySlice<SealedMember> {
    let members = lists[list] ?? []
    guard let last else { return members[...] }
    return members.drop { !last.isBefore($0) }
  }

  var memberCounts: [String: Int] { lists.mapValues(\.count) }

  var applies: [ApplyRecord] { history.map(\.record) }

  func operations(ofApply number: Int64) -> [OperationRecord] {
    history.first { $0.begun.number == number }?.records ?? []
  }

  /// Follows a resource back through its moves.
  func life(of address: Address) -> [LifeEvent] {
    var current = address
    var events: [LifeEvent] = []
    for entry in history.reversed() {
      let all = entry.records
      let arrival = all.first { $0.movedTo == current }
      let departure = all.first { $0.kind == .move && $0.address == current }
      if let arrival { current = arrival.address }
      let here = all.filter { $0.kind != .move && $0.address == current }
      let found = [arrival ?? departure].compactMap(\.self) + here
      events += found.reversed().map { LifeEvent(apply: entry.record, operation: $0) }
    }
    return events.reversed()
  }

  func begun(_ digits: String) -> BegunApply? {
    let begun = history.filter {
      $0.begun.kind == .apply && $0.begun.start?.planDigest.hasPrefix(digits) ?? false
    }
    guard let last = begun.last else { return nil }
    let first = last.begun.start?.review?.continues ?? last.begun.number
    return BegunApply(
      runs: begun.filter {
        $0.begun.number == first || $0.begun.start?.review?.continues == first
      }.map(\.begunRun))
  }

  var unsettled: [UnsettledOperation] { history.flatMap(\.unsettled) }

  var unsettledSummary: UnsettledSummary? {
    let open = unsettled
    guard let first = open.first,
      let entry = history.first(where: { $0.begun.number == first.apply })
    else { return nil }
    let ends = open.compactMap(\.deadline?.passesAt)
    return UnsettledSummary(
      count: open.count, since: entry.startedAt,
      until: ends.count == open.count ? ends.max().map(Instant.init(secondsSince1970:)) : nil)
  }

  func recentEffect(at now: MachineTime) -> RecentEffect? {
    var last: EffectDeadline?
    var recent: [OperationRecord] = []
    for entry in history {
      let deadlines = entry.runs.compactMap(\.run.deadline).filter { $0.remaining(at: now) > .zero }
      guard !deadlines.isEmpty else { continue }
      recent += entry.records
      for deadline in deadlines
      where last.map({ $0.remaining(at: now) <= deadline.remaining(at: now) }) ?? true {
        last = deadline
      }
    }
    return last.map { RecentEffect(of: recent, until: $0) }
  }
}

// MARK: - An entry

extension StateDocument.Entry {
  var record: ApplyRecord {
    let start = begun.kind == .apply ? begun.start : nil
    return ApplyRecord(
      number: begun.number, kind: begun.kind, author: begun.author,
      planDigest: start?.planDigest, configurationDigest: start?.configurationDigest,
      summary: begun.start?.summary ?? PlanSummary(), overrides: begun.start?.overrides ?? [],
      serial: max(serial, end?.serial ?? runs.map(\.serial).max() ?? 0), startedAt: startedAt,
      endedAt: end?.at, outcome: end?.outcome, continues: begun.start?.review?.continues,
      moveCount: operations.count { operation in
        operation.kind == .move
          && operation.record.movedTo.map { $0.key != operation.address.key } ?? false
      })
  }

  /// Its operations in the phases that they got into: later entries have the last word.
  var records: [OperationRecord] {
    var records = operations.map(\.record)
    for run in runs where run.run.step == nil { records.take(run.run, at: run.at) }
    return records
  }

  var unsettled: [UnsettledOperation] {
    zip(operations, records).filter(\.1.phase.isUnsettled).map { operation, record in
      UnsettledOperation(
        apply: begun.number, operation: record,
        outcome: operation.outcomeJSON.flatMap {
          KeptOutcome(json: $0, address: operation.address, besides: operation.fieldsJSON)
        }, newerThan: begun.start?.marks[operation.address.kind],
        deadline: runs.last {
          $0.run.deadline != nil && $0.run.sequences.contains(operation.sequence)
        }?.run.deadline, progress: progress(of: operation.sequence))
    }
  }

  private func progress(of sequence: Int) -> StepProgress? {
    StepProgress(
      runs.lazy.filter { $0.run.first == sequence }
        .compactMap { run in run.run.step.map { (run.run.phase.known, $0.step) } })
  }

  var begunRun: BegunApply.Run {
    var done: [Int: Int64] = [:]
    var movesSerial: Int64?
    for run in runs where run.run.phase != .sending && run.run.step == nil {
      if run.run.first < 0 {
        movesSerial = run.serial
        continue
      }
      let isDone = run.run.phase.known.hasHappened
      for position in run.run.sequences { done[position] = isDone ? run.serial : nil }
    }
    return BegunApply.Run(
      record: record, review: begun.start?.review, done: done, movesSerial: movesSerial)
  }
}

extension StateDocument.Operation {
  /// As it was journalled, before anything became of it.
  fileprivate var record: OperationRecord {
    OperationRecord(
      sequence: sequence, address: address, kind: kind, id: id, fieldsJSON: fieldsJSON,
      phase: .intent, error: nil, at: Instant(secondsSince1970: 0))
  }
}
