import AdsModel
import GRDB
import Planning

/// The rows that one write adds to the tables of the history, each with its seal.
struct JournalRows {
  private let database: Database
  /// Of the write that the rows belong to; of a copy of a history, of each row.
  private let fence: Int64
  var serial: Int64
  var now: Instant
  private let operationInsertion: RawStatement
  private let runInsertion: RawStatement
  /// What this transaction put into the two tables that grow with every operation.
  private var insertedOperations = ResourceTable.Tally()
  private var insertedRuns = ResourceTable.Tally()
  /// What it put into the others.
  private var inserted: [String: ResourceTable.Tally] = [:]

  init(_ database: Database, _ write: StateWrite) throws {
    self.database = database
    fence = write.condition.fence
    serial = write.serial
    now = write.now
    operationInsertion = try RawStatement(
      inserting: ["apply", "seq", "address", "kind", "remote_id", "fields", "outcome"], into: "op",
      database)
    runInsertion = try RawStatement(
      inserting: [
        "entry", "apply", "first_seq", "last_seq", "phase", "remote_id", "error", "fence", "serial",
        "at", "effect_wall", "effect_boot", "effect_monotonic", "effect_span", "step", "step_name",
        "private",
      ], into: "journal", database)
  }

  /// Counts what was added; the last thing that is done with them.
  func seal() throws {
    try SealedTables.add(insertedOperations, to: "op", database)
    try SealedTables.add(insertedRuns, to: "journal", database)
    for (table, rows) in inserted { try SealedTables.add(rows, to: table, database) }
  }

  // MARK: - One an operation

  mutating func insert(_ operation: IntendedOperation, of apply: Int64) throws {
    try insert(
      operation.sequence, operation.kind.rawValue, operation.address, operation.id,
      operation.fieldsJSON, outcome: operation.outcomeJSON, of: apply)
  }

  mutating func insert(_ step: JournalStep, of apply: Int64) throws {
    try insert(
      step.sequence, step.kind.rawValue, step.address, step.id, step.fieldsJSON, of: apply)
  }

  mutating func insert(_ operation: StateDocument.Operation, of apply: Int64) throws {
    try insert(
      operation.sequence, operation.kind.rawValue, operation.address, operation.id,
      operation.fieldsJSON, outcome: operation.outcomeJSON, of: apply)
  }

  private mutating func insert(
    _ sequence: Int, _ kind: String, _ address: Address, _ id: String?, _ fields: [UInt8],
    outcome: [UInt8]? = nil, of apply: Int64
  ) throws {
    let statement = operationInsertion
    statement.bind(apply, at: 1)
    statement.bind(Int64(sequence), at: 2)
    statement.bind(kind, at: 4)
    statement.bind(id, at: 5)
    statement.bind(outcome.map { String(decoding: $0, as: UTF8.self) }, at: 7)
    var text = address.description
    let seal = try text.withUTF8 { address in
      statement.bind(UnsafeRawBufferPointer(address), at: 3)
      return try fields.withUnsafeBytes {
        statement.bind($0, at: 6)
        return try statement.runSealed()
      }
    }
    insertedOperations.add(seal)
  }

  mutating func insert(_ run: JournalRun, of apply: Int64) throws {
    let statement = runInsertion
    statement.bind(run.entry, at: 1)
    statement.bind(apply, at: 2)
    statement.bind(Int64(run.first), at: 3)
    statement.bind(Int64(run.last), at: 4)
    statement.bind(run.phase.rawValue, at: 5)
    statement.bind(run.id, at: 6)
    statement.bind(run.error, at: 7)
    statement.bind(fence, at: 8)
    statement.bind(serial, at: 9)
    statement.bind(now.secondsSince1970, at: 10)
    statement.bind(run.deadline?.recorded.wall.milliseconds, at: 11)
    statement.bind(run.deadline?.recorded.bootID, at: 12)
    statement.bind(run.deadline?.recorded.monotonic.milliseconds, at: 13)
    statement.bind(run.deadline?.span.milliseconds, at: 14)
    statement.bind(run.step.map { Int64($0.position) }, at: 15)
    statement.bind(run.step?.step.name, at: 16)
    statement.bind(
      run.step?.step.values.json.map { String(decoding: $0, as: UTF8.self) }, at: 17)
    insertedRuns.add(try statement.runSealed())
  }

  // MARK: - Few

  mutating func insert(_ entry: BegunEntry) throws {
    let summary = entry.start?.summary ?? PlanSummary()
    let reviewed = entry.kind == .apply ? entry.start : nil
    let author = entry.author
    try insert(
      [
        "number": entry.number, "kind": entry.kind.rawValue, "actor": author.user,
        "host": author.host, "run_url": author.runURL, "git_commit": author.commit,
        "tool_version": author.toolVersion, "plan_digest": reviewed?.planDigest,
        "configuration_digest": reviewed?.configurationDigest, "creates": summary.create,
        "updates": summary.update, "replaces": summary.replace, "archives": summary.archive,
        "unchanged": summary.unchanged, "fence": fence, "serial": serial,
        "started_at": now.secondsSince1970, "link": entry.link,
      ], into: "apply")
    for (position, override) in (entry.start?.overrides ?? []).enumerated() {
      try insert(
        [
          "apply": entry.number, "position": position, "code": override.code,
          "reason": override.reason,
        ], into: "apply_override")
    }
    for (kind, id) in (entry.start?.marks ?? [:]).sorted(by: { $0.key < $1.key }) {
      try insert(
        ["apply": entry.number, "kind": kind.rawValue, "newest_id": id], into: "apply_mark")
    }
    if let review = entry.start?.review { try insert(review, of: entry.number) }
  }

  /// A review of a whole account has megabytes, which are bound where they are.
  private mutating func insert(_ review: Review, of apply: Int64) throws {
    let statement = try RawStatement(
      inserting: ["apply", "first_apply", "review"], into: "apply_review", database)
    statement.bind(apply, at: 1)
    statement.bind(review.continues ?? apply, at: 2)
    let seal = try review.json.withUnsafeBytes {
      statement.bind($0, at: 3)
      return try statement.runSealed()
    }
    inserted["apply_review", default: .init()].add(seal)
  }

  mutating func insert(_ outcome: ApplyOutcome, of apply: Int64) throws {
    let (word, reason): (String, String?) =
      switch outcome {
      case .done: ("done", nil)
      case .stopped(let reason): ("stopped", reason)
      }
    try insert(
      [
        "apply": apply, "outcome": word, "reason": reason, "serial": serial,
        "ended_at": now.secondsSince1970,
      ], into: "apply_end")
  }

  mutating func insert(_ move: Move, at position: Int) throws {
    try insert(
      [
        "position": position, "from_address": move.from.description,
        "to_address": move.to.description,
      ], into: "applied_move")
  }

  /// Writes a row of a table that few are added to.
  private mutating func insert(
    _ values: KeyValuePairs<String, (any DatabaseValueConvertible)?>, into table: String
  ) throws {
    let statement = try RawStatement(inserting: values.map(\.key), into: table, database)
    for (index, value) in values.enumerated() {
      statement.bind(value.value?.databaseValue ?? .null, at: Int32(index) + 1)
    }
    inserted[table, default: .init()].add(try statement.runSealed())
  }
}
