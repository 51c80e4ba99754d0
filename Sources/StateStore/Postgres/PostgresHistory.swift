import AdsModel
import Planning

/// The history in PostgreSQL, or a part of it, as the value that a document has: what it tells is asked of that.
struct PostgresHistory {
  /// Which operations and which entries of the journal are of interest.
  struct Part: Sendable {
    /// None for all of them.
    var applies: [Int64]?
    /// A condition on `op`, in which `$3` is an array of texts.
    var operations = "true"
    /// A condition on `journal`.
    var runs = "true"
    var texts: [String] = []

    /// What tells of an entry alone: moves are counted, and one without an end has the serial of its last write.
    static func heads(of applies: [Int64]? = nil) -> Self {
      Self(
        applies: applies, operations: "kind = 'move'",
        runs: "apply NOT IN (SELECT apply FROM apply_end e WHERE e.workspace = journal.workspace)"
      )
    }
  }

  static func reading(_ workspace: String, _ part: Part) -> [PostgresStatement] {
    PostgresTable.history.map { table in
      let isApply = table.name == PostgresTable.apply.name
      var condition = "($2 IS NULL OR \(isApply ? "number" : "apply") = ANY($2))"
      var parameters: [PostgresParameter] = [.text(workspace), .integers(part.applies)]
      var order = isApply ? "number" : "apply"
      switch table.name {
      case PostgresTable.operation.name:
        condition += " AND cardinality($3) >= 0 AND (\(part.operations))"
        parameters.append(.texts(part.texts))
        order += ", seq"
      case PostgresTable.run.name:
        condition += " AND (\(part.runs))"
        order += ", entry"
      case PostgresTable.override.name: order += ", position"
      default: break
      }
      return table.reading(workspace, where: condition, ordered: order, parameters)
    }
  }

  /// The entries that `reading` read, oldest first, and what all of its rows come to.
  static func read(
    _ answers: ArraySlice<PostgresRows>
  ) throws(ResourceTable.Damage) -> (entries: [StateDocument.Entry], tally: PostgresTally) {
    var tally = PostgresTally()
    var rows: [String: [Int64: [PostgresRow]]] = [:]
    for (table, answer) in zip(PostgresTable.history, answers) {
      let key: Int32 = table.name == PostgresTable.run.name ? 1 : 0
      var ofTable: [Int64: [PostgresRow]] = [:]
      for row in answer.all {
        guard table.isWhole(row) else {
          throw ResourceTable.Damage(detail: "its table \(table.name) is not what was written")
        }
        tally.add(table.kept(row))
        ofTable[row.integer(key), default: []].append(row)
      }
      rows[table.name] = ofTable
    }
    var entries: [StateDocument.Entry] = []
    for number in (rows[PostgresTable.apply.name] ?? [:]).keys.sorted() {
      entries.append(
        try entry(number) { table in rows[table.name]?[number] ?? [] })
    }
    return (entries, tally)
  }

  private static func entry(
    _ number: Int64, _ rows: (PostgresTable) -> [PostgresRow]
  ) throws(ResourceTable.Damage) -> StateDocument.Entry {
    guard let row = rows(.apply).first, let kind = ApplyRecord.Kind(rawValue: row.text(1)) else {
      throw ResourceTable.Damage(detail: "an entry of its history is of no known kind")
    }
    let author = Author(
      user: row.text(2), host: row.text(3), runURL: row.optionalText(4),
      commit: row.optionalText(5), toolVersion: row.text(6))
    var begun = BegunEntry(
      number: number, kind: kind, author: author,
      start: try start(row, kind, by: author, rows))
    begun.link = row.optionalText(17)
    var entry = StateDocument.Entry(
      begun: begun, serial: row.integer(15),
      startedAt: Instant(secondsSince1970: row.integer(16)))
    if let end = rows(.end).first {
      entry.end = HistoryEnd(
        outcome: end.text(1) == "done" ? .done : .stopped(end.text(2)), serial: end.integer(3),
        at: Instant(secondsSince1970: end.integer(4)))
    }
    for row in rows(.operation) { entry.operations.append(try operation(row)) }
    for row in rows(.run) { entry.runs.append(try run(row)) }
    return entry
  }

  /// How an entry began; none of one that has nothing to tell of it.
  private static func start(
    _ row: PostgresRow, _ kind: ApplyRecord.Kind, by author: Author,
    _ rows: (PostgresTable) -> [PostgresRow]
  ) throws(ResourceTable.Damage) -> ApplyStart? {
    guard let digest = row.optionalText(7) else { return nil }
    let number = row.integer(0)
    var summary = PlanSummary()
    summary.create = Int(row.integer(9))
    summary.update = Int(row.integer(10))
    summary.replace = Int(row.integer(11))
    summary.archive = Int(row.integer(12))
    summary.unchanged = Int(row.integer(13))
    var start = ApplyStart(
      author: author, planDigest: digest, configurationDigest: row.text(8), summary: summary,
      overrides: rows(.override).map { OverrideRecord(code: $0.text(2), reason: $0.text(3)) })
    start.kind = kind
    for mark in rows(.mark) {
      guard let kind = ResourceKind(rawValue: mark.text(1)) else {
        throw ResourceTable.Damage(detail: "an apply marks no known kind")
      }
      start.marks[kind] = mark.text(2)
    }
    if let kept = rows(.review).first {
      let first = kept.integer(1)
      guard
        let review = Review(json: kept.textBytes(2), continues: first == number ? nil : first)
      else {
        throw ResourceTable.Damage(detail: "what was approved of an apply cannot be told")
      }
      start.review = review
    }
    return start
  }

  private static func operation(
    _ row: PostgresRow
  ) throws(ResourceTable.Damage) -> StateDocument.Operation {
    guard let address = row.withText(2, { Address(stored: $0) }),
      let kind = OperationRecord.Kind(rawValue: row.text(3))
    else { throw ResourceTable.Damage(detail: "an operation names no resource") }
    return StateDocument.Operation(
      sequence: Int(row.integer(1)), kind: kind, address: address, id: row.optionalText(4),
      fieldsJSON: row.textBytes(5), outcomeJSON: row.isNull(6) ? nil : row.textBytes(6))
  }

  private static func run(_ row: PostgresRow) throws(ResourceTable.Damage) -> StateDocument.Run {
    guard let phase = JournalRun.Phase(rawValue: row.text(4)), let values = PrivateValues(row, 16)
    else { throw ResourceTable.Damage(detail: "an operation is in no known phase") }
    let (first, last) = (Int(row.integer(2)), Int(row.integer(3)))
    guard first <= last else {
      throw ResourceTable.Damage(detail: "a run of operations is empty")
    }
    let deadline = row.optionalInteger(13).map { span in
      EffectDeadline(
        recorded: MachineTime(
          wall: .milliseconds(row.integer(10)), bootID: row.optionalText(11),
          monotonic: .milliseconds(row.integer(12))), span: .milliseconds(span))
    }
    let step = row.optionalInteger(14).map { position in
      JournalRun.Step(position: Int(position), step: OperationStep(row.text(15), values))
    }
    return StateDocument.Run(
      run: JournalRun(
        entry: row.integer(0), first...last, phase, id: row.optionalText(5),
        error: row.optionalText(6), deadline: deadline, step: step), serial: row.integer(8),
      at: Instant(secondsSince1970: row.integer(9)))
  }
}
