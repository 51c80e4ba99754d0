#if DEBUG
  import AdsModel
  import CustomerLists
  import Planning

  @testable import StateStore

  /// Everything that was written, as it was written.
  struct MemoryContents: Sendable {
    var head: StateHead
    private var resources: [Address: StoredResource] = [:]
    private var unfinished: [UnfinishedCreation] = []
    private var appliedMoves: [Move] = []
    /// By list and lookup.
    private var lists: [String: [[UInt8]: SealedMember]] = [:]
    private var entries: [Entry] = []
    private var steps: [Step] = []
    private var runs: [Run] = []

    private struct Entry {
      let entry: BegunEntry
      let serial: Int64
      let startedAt: Instant
      var end: (outcome: ApplyOutcome, serial: Int64, at: Instant)?
    }

    private struct Step {
      let apply: Int64
      let record: OperationRecord
      let outcomeJSON: [UInt8]?
    }

    private struct Run {
      let apply: Int64
      let run: JournalRun
      let serial: Int64
      let at: Instant
    }

    init(account: Account, target: TargetKind) {
      head = StateHead(
        lineage: "memory", target: target, account: account, serial: 0, nextLocalID: 1,
        unsettledCount: 0, fence: 0)
    }

    var lastApply: Int64 { entries.last?.entry.number ?? 0 }
    var lastEntry: Int64 { runs.last?.run.entry ?? 0 }

    // MARK: - Writing

    mutating func store(_ write: StateWrite) throws(StateError) {
      guard head.fence == write.condition.fence, head.lock?.id == write.condition.lockID,
        write.condition.serial.map({ $0 == head.serial }) ?? true
      else { throw .lockLost(place: "memory") }
      head.serial = write.serial
      if let totals = write.totals {
        head.nextLocalID = totals.nextLocalID
        head.unsettledCount = totals.unsettledCount
      }
      for entry in write.entries { store(entry, write) }
    }

    private mutating func store(_ entry: StateWrite.Entry, _ write: StateWrite) {
      switch entry {
      case .lock(let lock, let fence):
        head.lock = lock
        head.fence = fence
      case .account(let account):
        head.account.name = account.name
        head.account.adAccountID = account.adAccountID ?? head.account.adAccountID
      case .begin(let entry):
        entries.append(Entry(entry: entry, serial: write.serial, startedAt: write.now))
      case .intend(let operations, let apply):
        steps += operations.map {
          Step(
            apply: apply,
            record: OperationRecord($0, .intent, error: nil, at: Instant(secondsSince1970: 0)),
            outcomeJSON: $0.outcomeJSON)
        }
      case .done(let done, let apply):
        steps += done.map {
          Step(
            apply: apply,
            record: OperationRecord(
              sequence: $0.sequence, address: $0.address, kind: $0.kind, id: $0.id,
              fieldsJSON: $0.fieldsJSON, phase: .intent, error: nil,
              at: Instant(secondsSince1970: 0)), outcomeJSON: nil)
        }
      case .phases(let runs, let apply):
        self.runs += runs.map { Run(apply: apply, run: $0, serial: write.serial, at: write.now) }
      case .resources(let writes):
        for write in writes {
          switch write {
          case .put(let resource): resources[resource.address] = resource
          case .delete(let address): resources[address] = nil
          }
        }
      case .members(let changes): for change in changes { store(change) }
      case .unfinished(let creations): unfinished = creations
      case .appliedMoves(let moves): appliedMoves = moves
      case .end(let apply, let outcome):
        for index in entries.indices where entries[index].entry.number == apply {
          entries[index].end = (outcome, write.serial, write.now)
        }
      }
    }

    private mutating func store(_ change: MembersWrite) {
      if change.isForgotten { lists[change.list] = nil }
      guard !change.add.isEmpty || lists[change.list] != nil else { return }
      var members = lists[change.list] ?? [:]
      for member in change.remove { members[member.lookupBytes] = nil }
      for member in change.add where members[member.lookupBytes] == nil {
        members[member.lookupBytes] = member
      }
      lists[change.list] = members
    }

    // MARK: - Reading

    func members(of list: String, after last: SealedMember?) -> [SealedMember] {
      let left = last?.lookupBytes ?? []
      return (lists[list] ?? [:]).filter { left.lexicographicallyPrecedes($0.key) }
        .sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
    }

    var memberCounts: [String: Int] { lists.mapValues(\.count) }

    var state: StoredState {
      StoredState(
        lineage: head.lineage, serial: head.serial, account: head.account, target: head.target,
        resources: resources.values.sorted {
          $0.address.description.utf8.lexicographicallyPrecedes($1.address.description.utf8)
        },
        unfinished: unfinished,
        appliedMoves: appliedMoves, nextLocalID: head.nextLocalID)
    }

    var applies: [ApplyRecord] {
      entries.map { kept in
        let start = kept.entry.kind == .apply ? kept.entry.start : nil
        let number = kept.entry.number
        let latest = runs.filter { $0.apply == number }.map(\.serial).max()
        return ApplyRecord(
          number: number, kind: kept.entry.kind, author: kept.entry.author,
          planDigest: start?.planDigest, configurationDigest: start?.configurationDigest,
          summary: kept.entry.start?.summary ?? PlanSummary(),
          overrides: kept.entry.start?.overrides ?? [],
          serial: max(kept.serial, kept.end?.serial ?? latest ?? 0), startedAt: kept.startedAt,
          endedAt: kept.end?.at, outcome: kept.end?.outcome,
          continues: kept.entry.start?.review?.continues,
          moveCount: operations(ofApply: number).count {
            $0.movedTo.map { [address = $0.address] in $0.key != address.key } ?? false
          })
      }
    }

    func operations(ofApply number: Int64) -> [OperationRecord] {
      steps(of: number).map(\.record)
    }

    private func steps(of number: Int64) -> [Step] {
      steps.filter { $0.apply == number }.sorted { $0.record.sequence < $1.record.sequence }
        .map { step in
          var record = step.record
          for run in runs
          where run.apply == number && run.run.sequences.contains(record.sequence)
            && run.run.step == nil
          {
            record.phase = run.run.phase.known
            record.id = run.run.id ?? record.id
            record.error = run.run.error
            record.at = run.at
          }
          return Step(apply: number, record: record, outcomeJSON: step.outcomeJSON)
        }
    }

    func life(of address: Address) -> [LifeEvent] {
      var current = address
      var events: [LifeEvent] = []
      for apply in applies.reversed() {
        let all = operations(ofApply: apply.number)
        let arrival = all.first { $0.movedTo == current }
        let departure = all.first { $0.kind == .move && $0.address == current }
        if let arrival { current = arrival.address }
        let here = all.filter { $0.kind != .move && $0.address == current }
        let found = [arrival ?? departure].compactMap(\.self) + here
        events += found.reversed().map { LifeEvent(apply: apply, operation: $0) }
      }
      return events.reversed()
    }

    func begun(_ digits: String) -> BegunApply? {
      let records = applies.filter {
        $0.kind == .apply && $0.planDigest?.hasPrefix(digits) ?? false
      }
      guard let last = records.last else { return nil }
      let first = last.continues ?? last.number
      return BegunApply(
        runs: records.filter { $0.number == first || $0.continues == first }.map { record in
          var done: [Int: Int64] = [:]
          var movesSerial: Int64?
          for run in runs
          where run.apply == record.number && run.run.phase != .sending && run.run.step == nil {
            if run.run.first < 0 {
              movesSerial = run.serial
              continue
            }
            let isDone = [.done, .resolvedDone].contains(run.run.phase.known)
            for position in run.run.sequences { done[position] = isDone ? run.serial : nil }
          }
          let review = entries.first { $0.entry.number == record.number }?.entry.start?.review
          return BegunApply.Run(
            record: record, review: review, done: done, movesSerial: movesSerial)
        })
    }

    var unsettled: [UnsettledOperation] {
      entries.flatMap { kept in
        steps(of: kept.entry.number).filter(\.record.phase.isUnsettled).map { step in
          UnsettledOperation(
            apply: kept.entry.number, operation: step.record,
            outcome: step.outcomeJSON.flatMap {
              KeptOutcome(json: $0, address: step.record.address, besides: step.record.fieldsJSON)
            }, newerThan: kept.entry.start?.marks[step.record.address.kind],
            deadline: runs.last {
              $0.apply == kept.entry.number && $0.run.deadline != nil
                && $0.run.sequences.contains(step.record.sequence)
            }?.run.deadline,
            progress: progress(of: step))
        }
      }
    }

    private func progress(of step: Step) -> StepProgress? {
      StepProgress(
        runs.lazy.filter { $0.apply == step.apply && $0.run.first == step.record.sequence }
          .compactMap { run in run.run.step.map { (run.run.phase.known, $0.step) } })
    }

    var unsettledSummary: UnsettledSummary? {
      let open = unsettled
      guard let first = open.first,
        let entry = entries.first(where: { $0.entry.number == first.apply })
      else { return nil }
      let ends = open.compactMap(\.deadline?.passesAt)
      return UnsettledSummary(
        count: open.count, since: entry.startedAt,
        until: ends.count == open.count ? ends.max().map(Instant.init(secondsSince1970:)) : nil)
    }

    func recentEffect(at now: MachineTime) -> RecentEffect? {
      let recent = runs.filter { $0.run.deadline.map { $0.remaining(at: now) > .zero } ?? false }
      let last = recent.compactMap(\.run.deadline)
        .max { $0.remaining(at: now) < $1.remaining(at: now) }
      guard let last else { return nil }
      return RecentEffect(
        of: Set(recent.map(\.apply)).sorted().flatMap(operations), until: last)
    }
  }

  extension SealedMember {
    fileprivate var lookupBytes: [UInt8] { Array(bytes.prefix(Self.lookupByteCount)) }
  }
#endif
