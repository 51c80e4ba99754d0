import AdsModel
import Planning

/// One decided write as statements: a value, which needs no database to be made.
///
/// They are one transaction. The first of them proves that the lock is still held; where it is not the server refuses it
/// and all that come after.
struct PostgresWrite {
  /// What the row of the state says afterwards.
  private(set) var next: PostgresHead
  private var statements: [PostgresStatement] = []
  private var rows = PostgresHistoryRows()

  /// Where among the statements the proof is.
  static let proof = 0

  init(_ write: StateWrite, on head: PostgresHead) {
    next = head
    next.revision += 1
    next.head.serial = write.serial
    if let totals = write.totals {
      next.head.nextLocalID = totals.nextLocalID
      next.head.unsettledCount = totals.unsettledCount
    }
    rows.fence = head.head.fence
    rows.serial = write.serial
    rows.now = write.now
    for entry in write.entries { add(entry) }
    statements += rows.statements(of: head.id)
    for tally in rows.tallies {
      next.history.count += tally.count
      next.history.sum += tally.sum
    }
  }

  /// `isTakingOver` demands that a lease is over by the database's clock.
  func statements(
    over before: PostgresHead, lease: Duration, isTakingOver: Bool = false
  ) -> [PostgresStatement] {
    [next.replacing(before, lease: lease, isTakingOver: isTakingOver)] + statements
  }

  private mutating func add(_ entry: StateWrite.Entry) {
    switch entry {
    case .lock(let lock, let fence):
      next.head.lock = lock
      // It never falls, whatever it was when the lock was taken.
      next.head.fence = max(fence, next.head.fence)
    case .account(let account):
      next.head.account.name = account.name
      next.head.account.adAccountID = account.adAccountID ?? next.head.account.adAccountID
    case .begin(let entry):
      next.lastApply = entry.number
      rows.add(entry)
    case .intend(let operations, let apply):
      for operation in operations { rows.add(.init(operation), of: apply) }
    case .done(let steps, let apply): for step in steps { rows.add(.init(step), of: apply) }
    case .phases(let runs, let apply):
      if let last = runs.last { next.lastEntry = last.entry }
      for run in runs { rows.add(run, of: apply) }
    case .resources(let writes): statements += PostgresResources.storing(writes, of: next.id)
    case .members(let changes):
      for change in changes {
        statements += PostgresMembers.storing(change, of: next.id)
      }
    case .unfinished(let creations): next.unfinished = UnfinishedColumn.json(creations)
    case .appliedMoves(let moves):
      statements.append(
        PostgresStatement("DELETE FROM applied_move WHERE workspace = $1", .integer(next.id)))
      add(moves)
    case .end(let apply, let outcome): rows.add(outcome, of: apply)
    case .everything(let document): replaceEverything(with: document)
    case .moved(let place): next.head.movedTo = place
    }
  }

  /// All that is stored goes, but for the lock and the fence, before anything comes.
  private mutating func replaceEverything(with document: StateDocument) {
    statements += PostgresTable.names.map { table in
      PostgresStatement("DELETE FROM \(table) WHERE workspace = $1", .integer(next.id))
    }
    statements.append(
      PostgresStatement(
        "UPDATE workspace SET resource_count = 0, resource_sum = 0 WHERE id = $1",
        .integer(next.id)))
    let (lock, fence) = (next.head.lock, next.head.fence)
    next.head = document.head
    (next.head.lock, next.head.fence, next.head.movedTo) = (lock, fence, nil)
    next.unfinished = UnfinishedColumn.json(document.unfinished)
    (next.lastApply, next.lastEntry) = (document.tip.number, document.lastEntry)
    next.history = PostgresTally()
    statements.append(PostgresResources.storing(document.sortedResources, of: next.id))
    add(document.appliedMoves)
    for (name, members) in document.lists {
      statements += PostgresMembers.adding(members, to: name, of: next.id)
    }
    for entry in document.history { rows.add(entry) }
  }

  private mutating func add(_ moves: [Move]) {
    guard !moves.isEmpty else { return }
    var insertion = PostgresInsertion(.appliedMove)
    for (position, move) in moves.enumerated() {
      insertion.add(Int64(position))
      insertion.add(move.from.description)
      insertion.add(move.to.description)
    }
    statements.append(insertion.statement(of: next.id))
  }
}

/// The rows that one write adds to the tables of the history.
struct PostgresHistoryRows {
  /// Of the write that the rows belong to; of a copy of a history, of each row.
  var fence: Int64 = 0
  var serial: Int64 = 0
  var now = Instant(secondsSince1970: 0)

  private var applies = PostgresInsertion(.apply)
  private var overrides = PostgresInsertion(.override)
  private var marks = PostgresInsertion(.mark)
  private var reviews = PostgresInsertion(.review)
  private var operations = PostgresInsertion(.operation)
  private var runs = PostgresInsertion(.run)
  private var ends = PostgresInsertion(.end)

  private var all: [PostgresInsertion] {
    [applies, overrides, marks, reviews, operations, runs, ends].filter { !$0.isEmpty }
  }

  func statements(of workspace: Int64) -> [PostgresStatement] {
    all.map { $0.statement(of: workspace) }
  }

  var tallies: [PostgresTally] { all.map(\.tally) }

  mutating func add(_ entry: BegunEntry) {
    let (start, author) = (entry.start, entry.author)
    let summary = start?.summary ?? PlanSummary()
    applies.add(entry.number)
    for text in [
      entry.kind.rawValue, author.user, author.host, author.runURL, author.commit,
      author.toolVersion, start?.planDigest, start?.configurationDigest,
    ] {
      applies.add(text)
    }
    for count in [
      summary.create, summary.update, summary.replace, summary.archive, summary.unchanged,
    ] {
      applies.add(Int64(count))
    }
    applies.add(fence)
    applies.add(serial)
    applies.add(now.secondsSince1970)
    applies.add(entry.link)
    for (position, override) in (start?.overrides ?? []).enumerated() {
      overrides.add(entry.number)
      overrides.add(Int64(position))
      overrides.add(override.code)
      overrides.add(override.reason)
    }
    for (kind, id) in start?.marks ?? [:] {
      marks.add(entry.number)
      marks.add(kind.rawValue)
      marks.add(id)
    }
    if let review = start?.review {
      reviews.add(entry.number)
      reviews.add(review.continues ?? entry.number)
      reviews.add(review.json)
    }
  }

  /// All of an entry, as another place kept it.
  mutating func add(_ entry: StateDocument.Entry) {
    let number = entry.begun.number
    (serial, now) = (entry.serial, entry.startedAt)
    add(entry.begun)
    for operation in entry.operations { add(operation, of: number) }
    for run in entry.runs {
      (serial, now) = (run.serial, run.at)
      add(run.run, of: number)
    }
    guard let end = entry.end else { return }
    (serial, now) = (end.serial, end.at)
    add(end.outcome, of: number)
  }

  mutating func add(_ operation: StateDocument.Operation, of apply: Int64) {
    operations.add(apply)
    operations.add(Int64(operation.sequence))
    operations.add(operation.address.description)
    operations.add(operation.kind.rawValue)
    operations.add(operation.id)
    operations.add(operation.fieldsJSON)
    operations.add(operation.outcomeJSON)
  }

  mutating func add(_ run: JournalRun, of apply: Int64) {
    runs.add(run.entry)
    runs.add(apply)
    runs.add(Int64(run.first))
    runs.add(Int64(run.last))
    runs.add(run.phase.rawValue)
    runs.add(run.id)
    runs.add(run.error)
    runs.add(fence)
    runs.add(serial)
    runs.add(now.secondsSince1970)
    runs.add(run.deadline?.recorded.wall.milliseconds)
    runs.add(run.deadline?.recorded.bootID)
    runs.add(run.deadline?.recorded.monotonic.milliseconds)
    runs.add(run.deadline?.span.milliseconds)
    runs.add(run.step.map { Int64($0.position) })
    runs.add(run.step?.step.name)
    runs.add(run.step?.step.values.json)
  }

  mutating func add(_ outcome: ApplyOutcome, of apply: Int64) {
    ends.add(apply)
    switch outcome {
    case .done:
      ends.add("done")
      ends.add(nil as String?)
    case .stopped(let reason):
      ends.add("stopped")
      ends.add(reason)
    }
    ends.add(serial)
    ends.add(now.secondsSince1970)
  }
}
