import AdsModel
import CustomerLists
import GRDB
import Planning

extension StateDocument {
  /// Reads every table, each held against its seal.
  static func read(_ database: Database, sharing: Bool) throws -> Self {
    let row = try HeadRow.read(database)
    let state = try StoredState.read(database, row, sharing: sharing)
    var document = Self(head: row.head)
    for resource in state.resources { document.resources[resource.address] = resource }
    document.unfinished = state.unfinished
    document.appliedMoves = state.appliedMoves
    for list in try MemberTable.counts(database).keys {
      var members: [SealedMember] = []
      try MemberTable.read(database, list, after: nil) { members += $0 }.get()
      document.lists[list] = members
    }
    document.history = try JournalReader(database: database).entries()
    return document
  }
}

extension JournalReader {
  /// The whole history, oldest first.
  func entries() throws -> [StateDocument.Entry] {
    let records = try applies()
    try SealedTables.verify(database, "apply_mark")
    let (begun, ends) = (try begunSerials(), try ends())
    var operations = try allOperations()
    var runs = try allRuns()
    return try records.map { record in
      var start = ApplyStart(
        author: record.author, planDigest: record.planDigest ?? "",
        configurationDigest: record.configurationDigest ?? "", summary: record.summary,
        overrides: record.overrides)
      start.kind = record.kind
      start.marks = try marks(ofApply: record.number)
      start.review = try review(ofApply: record.number)
      let (serial, link) = begun[record.number] ?? (record.serial, nil)
      return StateDocument.Entry(
        begun: BegunEntry(
          number: record.number, kind: record.kind, author: record.author, start: start,
          link: link),
        serial: serial, startedAt: record.startedAt, end: ends[record.number],
        operations: operations.removeValue(forKey: record.number) ?? [],
        runs: runs.removeValue(forKey: record.number) ?? [])
    }
  }

  /// The serial of each entry's first write, and its link.
  private func begunSerials() throws -> [Int64: (serial: Int64, link: String?)] {
    let link = try Schema.knowsMoves(database) ? "link" : "NULL"
    let rows = try RawStatement(
      database, "SELECT number, serial, \(link) FROM apply WHERE workspace = 1")
    var entries: [Int64: (serial: Int64, link: String?)] = [:]
    while try rows.next() {
      entries[rows.integer(0)] = (rows.integer(1), rows.optionalText(2))
    }
    return entries
  }

  private func ends() throws -> [Int64: HistoryEnd] {
    let rows = try RawStatement(
      database, "SELECT apply, outcome, reason, serial, ended_at FROM apply_end WHERE workspace = 1"
    )
    var ends: [Int64: HistoryEnd] = [:]
    while try rows.next() {
      ends[rows.integer(0)] = HistoryEnd(rows, at: 1)
    }
    return ends
  }

  private func allOperations() throws -> [Int64: [StateDocument.Operation]] {
    let outcome = try database.columns(in: "op").contains { $0.name == "outcome" }
    let rows = try RawStatement(
      database,
      """
      SELECT seq, address, kind, remote_id, fields, apply, \(outcome ? "outcome" : "NULL") FROM op
      WHERE workspace = 1 ORDER BY apply, seq
      """)
    var operations: [Int64: [StateDocument.Operation]] = [:]
    while try rows.next() {
      let record = try operation(rows)
      operations[rows.integer(5), default: []].append(
        StateDocument.Operation(
          sequence: record.sequence, kind: record.kind, address: record.address, id: record.id,
          fieldsJSON: record.fieldsJSON,
          outcomeJSON: rows.isNull(6) ? nil : Array(rows.bytes(6))))
    }
    return operations
  }

  private func allRuns() throws -> [Int64: [StateDocument.Run]] {
    let deadlines = try Schema.knowsDeadlines(database)
    let steps = try Schema.knowsSteps(database)
    let rows = try RawStatement(
      database,
      """
      SELECT entry, apply, first_seq, last_seq, phase, remote_id, error, serial, at,
      \(deadlines ? "effect_wall, effect_boot, effect_monotonic, effect_span" : "NULL, NULL, NULL, NULL"),
      \(steps ? "step, step_name, private" : "NULL, NULL, NULL")
      FROM journal WHERE workspace = 1 ORDER BY entry
      """)
    var runs: [Int64: [StateDocument.Run]] = [:]
    while try rows.next() {
      let (first, last) = (Int(rows.integer(2)), Int(rows.integer(3)))
      guard let phase = JournalRun.Phase(rawValue: rows.text(4)), first <= last else {
        throw ResourceTable.Damage(detail: "an entry of its journal cannot be told")
      }
      let run = JournalRun(
        entry: rows.integer(0), first...last, phase, id: rows.optionalText(5),
        error: rows.optionalText(6),
        deadline: rows.isNull(12) ? nil : EffectDeadline(rows, at: 9), step: try step(rows))
      runs[rows.integer(1), default: []].append(
        StateDocument.Run(
          run: run, serial: rows.integer(7), at: Instant(secondsSince1970: rows.integer(8))))
    }
    return runs
  }

  private func step(_ rows: RawStatement) throws -> JournalRun.Step? {
    guard !rows.isNull(13) else { return nil }
    guard let values = PrivateValues(rows, 15) else {
      throw ResourceTable.Damage(detail: "a step of an operation cannot be told")
    }
    return JournalRun.Step(
      position: Int(rows.integer(13)), step: OperationStep(rows.text(14), values))
  }

  /// What the next entry is chained to.
  func tip() throws -> HistoryTip {
    let rows = try RawStatement(
      database,
      """
      SELECT a.number, a.link, e.outcome, e.reason, e.serial, e.ended_at FROM apply a
      LEFT JOIN apply_end e ON e.workspace = 1 AND e.apply = a.number
      WHERE a.workspace = 1 ORDER BY a.number DESC LIMIT 1
      """)
    guard try rows.next() else { return HistoryTip() }
    defer { rows.reset() }
    return HistoryTip(
      number: rows.integer(0), link: rows.optionalText(1),
      end: rows.isNull(2) ? nil : HistoryEnd(rows, at: 2))
  }

  /// The number of the journal's last entry.
  func lastEntry() throws -> Int64 {
    try Int64.fetchOne(database, sql: "SELECT max(entry) FROM journal WHERE workspace = 1") ?? 0
  }
}

extension HistoryEnd {
  /// From the columns outcome, reason, serial and ended_at.
  fileprivate init(_ rows: RawStatement, at column: Int32) {
    outcome = rows.text(column) == "done" ? .done : .stopped(rows.text(column + 1))
    serial = rows.integer(column + 2)
    at = Instant(secondsSince1970: rows.integer(column + 3))
  }
}
