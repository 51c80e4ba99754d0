import AdsModel
import GRDB
import Planning

/// Reads the journal: what was done, when, by whom.
struct JournalReader {
  let database: Database

  func applies() throws -> [ApplyRecord] {
    try SealedTables.verify(
      database, "apply", "apply_end", "apply_override", "apply_review", "journal", "op")
    let overrides = try overrides()
    let continuations = try continuations()
    let moveCounts = try moveCounts()
    let rows = try RawStatement(
      database,
      """
      SELECT a.number, a.kind, a.actor, a.host, a.run_url, a.git_commit, a.tool_version,
      a.plan_digest, a.configuration_digest, a.creates, a.updates, a.replaces, a.archives,
      a.unchanged, a.started_at, e.outcome, e.reason, e.ended_at, e.serial,
      (SELECT max(j.serial) FROM journal j WHERE j.workspace = 1 AND j.apply = a.number
       AND e.serial IS NULL), a.serial
      FROM apply a LEFT JOIN apply_end e ON e.workspace = 1 AND e.apply = a.number
      WHERE a.workspace = 1 ORDER BY a.number
      """)
    var records: [ApplyRecord] = []
    while try rows.next() {
      guard let kind = ApplyRecord.Kind(rawValue: rows.text(1)) else {
        throw ResourceTable.Damage(detail: "an entry of its history is of no known kind")
      }
      var summary = PlanSummary()
      summary.create = Int(rows.integer(9))
      summary.update = Int(rows.integer(10))
      summary.replace = Int(rows.integer(11))
      summary.archive = Int(rows.integer(12))
      summary.unchanged = Int(rows.integer(13))
      let serials = [18, 19, 20].filter { !rows.isNull($0) }.map { rows.integer($0) }
      records.append(
        ApplyRecord(
          number: rows.integer(0), kind: kind,
          author: Author(
            user: rows.text(2), host: rows.text(3), runURL: rows.optionalText(4),
            commit: rows.optionalText(5), toolVersion: rows.text(6)),
          planDigest: rows.optionalText(7), configurationDigest: rows.optionalText(8),
          summary: summary, overrides: overrides[rows.integer(0)] ?? [],
          serial: serials.max() ?? 0,
          startedAt: Instant(secondsSince1970: rows.integer(14)),
          endedAt: rows.isNull(17) ? nil : Instant(secondsSince1970: rows.integer(17)),
          outcome: rows.optionalText(15).map {
            $0 == "done" ? .done : .stopped(rows.text(16))
          }, continues: continuations[rows.integer(0)],
          moveCount: moveCounts[rows.integer(0)] ?? 0))
    }
    return records
  }

  private func overrides() throws -> [Int64: [OverrideRecord]] {
    let rows = try RawStatement(
      database,
      """
      SELECT apply, code, reason FROM apply_override WHERE workspace = 1 ORDER BY apply, position
      """)
    var overrides: [Int64: [OverrideRecord]] = [:]
    while try rows.next() {
      overrides[rows.integer(0), default: []].append(
        OverrideRecord(code: rows.text(1), reason: rows.text(2)))
    }
    return overrides
  }

  func operations(ofApply number: Int64) throws -> [OperationRecord] {
    try SealedTables.verify(database, "op", "journal")
    return try verifiedOperations(ofApply: number)
  }

  func verifiedOperations(ofApply number: Int64) throws -> [OperationRecord] {
    let rows = try RawStatement(
      database,
      """
      SELECT seq, address, kind, remote_id, fields, apply FROM op
      WHERE workspace = 1 AND apply = ? ORDER BY seq
      """)
    rows.bind(number, at: 1)
    var operations: [OperationRecord] = []
    while try rows.next() { operations.append(try operation(rows)) }
    try settle(&operations, ofApply: number)
    return operations
  }

  func operation(_ rows: RawStatement) throws -> OperationRecord {
    guard let address = Address(stored: rows.bytes(1)),
      let kind = OperationRecord.Kind(rawValue: rows.text(2))
    else { throw ResourceTable.Damage(detail: "an operation names no resource") }
    return OperationRecord(
      sequence: Int(rows.integer(0)), address: address, kind: kind, id: rows.optionalText(3),
      fieldsJSON: Array(rows.bytes(4)), phase: .intent, error: nil,
      at: Instant(secondsSince1970: 0))
  }

  /// Gives operations of one apply, in order, their phases: later entries have the last word.
  private func settle(_ operations: inout [OperationRecord], ofApply number: Int64) throws {
    let journal = try RawStatement(
      database,
      """
      SELECT first_seq, last_seq, phase, remote_id, error, at FROM journal
      WHERE workspace = 1 AND apply = ? \(try ofOperations) ORDER BY entry
      """)
    journal.bind(number, at: 1)
    while try journal.next() {
      guard let phase = JournalRun.Phase(rawValue: journal.text(2)) else {
        throw ResourceTable.Damage(detail: "an operation is in no known phase")
      }
      let (first, last) = (Int(journal.integer(0)), Int(journal.integer(1)))
      guard first <= last else {
        throw ResourceTable.Damage(detail: "a run of operations is empty")
      }
      let run = JournalRun(
        entry: 0, first...last, phase, id: journal.optionalText(3), error: journal.optionalText(4),
        deadline: nil, step: nil)
      operations.take(run, at: Instant(secondsSince1970: journal.integer(5)))
    }
  }
}

extension JournalReader {
  /// What every apply that is not settled to the last operation left open, oldest first.
  func unsettled() throws -> [UnsettledOperation] {
    try SealedTables.verify(database, "op", "apply_mark")
    return try unsettledApplies().flatMap(unsettled)
  }

  /// The applies that left something open, oldest first.
  func unsettledApplies() throws -> [Int64] {
    try SealedTables.verify(database, "journal")
    let rows = try RawStatement(
      database,
      """
      SELECT apply FROM journal WHERE workspace = 1 AND first_seq >= 0
      AND phase NOT IN ('unknown', 'sending') \(try ofOperations)
      GROUP BY apply
      HAVING sum(CASE phase WHEN 'intent' THEN 1 ELSE -1 END * (last_seq - first_seq + 1)) > 0
      ORDER BY apply
      """)
    var applies: [Int64] = []
    while try rows.next() { applies.append(rows.integer(0)) }
    return applies
  }

  private func unsettled(ofApply number: Int64) throws -> [UnsettledOperation] {
    let marks = try marks(ofApply: number)
    let deadlines = try EffectDeadlines(database, apply: number)
    let progress = try progress(ofApply: number)
    let outcome = try RawStatement(
      database, "SELECT outcome FROM op WHERE workspace = 1 AND apply = ? AND seq = ?")
    return try verifiedOperations(ofApply: number).filter(\.phase.isUnsettled).map { operation in
      outcome.bind(number, at: 1)
      outcome.bind(Int64(operation.sequence), at: 2)
      defer { outcome.reset() }
      var kept: KeptOutcome?
      if try outcome.next(), !outcome.isNull(0) {
        kept = KeptOutcome(
          json: Array(outcome.bytes(0)), address: operation.address, besides: operation.fieldsJSON)
        if kept == nil {
          throw ResourceTable.Damage(detail: "what an operation leaves behind cannot be told")
        }
      }
      return UnsettledOperation(
        apply: number, operation: operation, outcome: kept,
        newerThan: marks[operation.address.kind], deadline: deadlines[operation.sequence],
        progress: progress[operation.sequence])
    }
  }

  func marks(ofApply number: Int64) throws -> [ResourceKind: String] {
    let rows = try RawStatement(
      database, "SELECT kind, newest_id FROM apply_mark WHERE workspace = 1 AND apply = ?")
    rows.bind(number, at: 1)
    var marks: [ResourceKind: String] = [:]
    while try rows.next() {
      guard let kind = ResourceKind(rawValue: rows.text(0)) else {
        throw ResourceTable.Damage(detail: "an apply marks no known kind")
      }
      marks[kind] = rows.text(1)
    }
    return marks
  }

  /// Follows a resource back through its moves.
  func life(of address: Address) throws -> [LifeEvent] {
    let applies = try applies()
    try SealedTables.verify(database, "op")
    let moves = try touching("kind = ?", OperationRecord.Kind.move.rawValue)
    var here = try touching("address = ?", address.description)
    var current = address
    var events: [LifeEvent] = []
    for apply in applies.reversed() {
      // Within an apply, moves come first.
      var found = (here[apply.number] ?? []).filter { $0.kind != .move }
      let arrival = moves[apply.number]?.first { $0.movedTo == current }
      if let arrival {
        found.insert(arrival, at: 0)
        current = arrival.address
        here = try touching("address = ?", current.description)
      } else if let departure = moves[apply.number]?.first(where: { $0.address == current }) {
        found.insert(departure, at: 0)
      }
      try settle(&found, ofApply: apply.number)
      events += found.reversed().map { LifeEvent(apply: apply, operation: $0) }
    }
    return events.reversed()
  }

  /// Operations that meet a condition, by the number of their apply.
  private func touching(
    _ condition: String, _ value: String
  ) throws -> [Int64: [OperationRecord]] {
    let rows = try RawStatement(
      database,
      """
      SELECT seq, address, kind, remote_id, fields, apply FROM op
      WHERE workspace = 1 AND \(condition) ORDER BY apply, seq
      """)
    rows.bind(value, at: 1)
    var operations: [Int64: [OperationRecord]] = [:]
    while try rows.next() {
      operations[rows.integer(5), default: []].append(try operation(rows))
    }
    return operations
  }
}
