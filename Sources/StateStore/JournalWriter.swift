import AdsModel
import CanonicalJSON
import GRDB
import Planning

/// The writes of one transaction; it reads nothing that the session does not know already.
struct JournalWriter {
  /// What `workspace` and the tables say in sum, kept while the lock is held.
  struct Totals {
    var tally = ResourceTable.Tally()
    var unsettledCount: Int64 = 0
    var nextLocalID: Int64 = 1
    var lastApply: Int64 = 0
    var lastEntry: Int64 = 0
    /// Which addresses were given which ids; the table has the last word.
    var owners = Owners()
  }

  /// Where an id was last stored as far as a session knows: a hint, so that nothing is lost when a
  /// transaction is not carried out.
  final class Owners {
    private var ids: OwnedIDs

    init(_ ids: OwnedIDs = OwnedIDs()) { self.ids = ids }

    func add(_ resource: StoredResource) -> OwnedIDs.Conflict? { ids.add(resource) }
    func reassign(to resource: StoredResource) { ids.reassign(to: resource) }
  }

  /// The apply that is under way.
  struct Apply {
    let number: Int64
    /// By sequence: what is journalled and not settled.
    var open: [Int: (kind: Operation.Kind, address: Address, id: String?)] = [:]
    /// Whether operations have begun, after which nothing moves any more.
    var hasRecorded = false
  }

  var totals: Totals
  private let database: Database
  private let resources: ResourceTable
  private let operationInsertion: RawStatement
  private let runInsertion: RawStatement
  private let serial: Int64
  private let fence: Int64
  private let now: Instant
  /// What this transaction put into the two tables that grow with every operation.
  private var insertedOperations = ResourceTable.Tally()
  private var insertedRuns = ResourceTable.Tally()
  /// What it put into the others.
  private var inserted: [String: ResourceTable.Tally] = [:]

  init(
    _ database: Database, totals: Totals, serial: Int64, fence: Int64, now: Instant
  ) throws {
    self.database = database
    self.totals = totals
    self.serial = serial
    self.fence = fence
    self.now = now
    resources = try ResourceTable(database)
    operationInsertion = try RawStatement(
      inserting: ["apply", "seq", "address", "kind", "remote_id", "fields", "outcome"], into: "op",
      database)
    runInsertion = try RawStatement(
      inserting: [
        "entry", "apply", "first_seq", "last_seq", "phase", "remote_id", "error", "fence", "serial",
        "at", "effect_wall", "effect_boot", "effect_monotonic", "effect_span",
      ], into: "journal", database)
  }

  /// Writes the totals back; the last thing that a transaction does.
  func finish() throws {
    try database.execute(
      sql: """
        UPDATE workspace SET next_local_id = ?, resource_count = ?, resource_sum = ?,
        unsettled_count = ? WHERE id = 1
        """,
      arguments: [
        totals.nextLocalID, totals.tally.count, Int64(bitPattern: totals.tally.sum),
        totals.unsettledCount,
      ])
    try SealedTables.add(insertedOperations, to: "op", database)
    try SealedTables.add(insertedRuns, to: "journal", database)
    for (table, rows) in inserted { try SealedTables.add(rows, to: table, database) }
    try SealedTables.sealWorkspace(database)
  }
}

extension JournalWriter.Totals {
  init(_ database: Database, _ workspace: Workspace, owners: OwnedIDs) throws {
    func last(_ column: String, of table: String) throws -> Int64 {
      let sql = "SELECT max(\(column)) FROM \(table) WHERE workspace = 1"
      return try Int64.fetchOne(database, sql: sql) ?? 0
    }
    self.init(
      tally: workspace.tally, unsettledCount: workspace.unsettledCount,
      nextLocalID: workspace.nextLocalID, lastApply: try last("number", of: "apply"),
      lastEntry: try last("entry", of: "journal"), owners: JournalWriter.Owners(owners))
  }
}

// MARK: - Entries of the history

extension JournalWriter {
  mutating func begin(
    _ kind: ApplyRecord.Kind, by author: Author, start: ApplyStart? = nil
  ) throws -> Apply {
    totals.lastApply += 1
    let summary = start?.summary ?? PlanSummary()
    let reviewed = kind == .apply ? start : nil
    try insert(
      [
        "number": totals.lastApply, "kind": kind.rawValue, "actor": author.user,
        "host": author.host, "run_url": author.runURL, "git_commit": author.commit,
        "tool_version": author.toolVersion, "plan_digest": reviewed?.planDigest,
        "configuration_digest": reviewed?.configurationDigest, "creates": summary.create,
        "updates": summary.update, "replaces": summary.replace, "archives": summary.archive,
        "unchanged": summary.unchanged, "fence": fence, "serial": serial,
        "started_at": now.secondsSince1970,
      ], into: "apply")
    for (position, override) in (start?.overrides ?? []).enumerated() {
      try insert(
        [
          "apply": totals.lastApply, "position": position, "code": override.code,
          "reason": override.reason,
        ], into: "apply_override")
    }
    for (kind, id) in (start?.marks ?? [:]).sorted(by: { $0.key < $1.key }) {
      try insert(
        ["apply": totals.lastApply, "kind": kind.rawValue, "newest_id": id], into: "apply_mark")
    }
    if let review = start?.review { try insert(review) }
    return Apply(number: totals.lastApply)
  }

  private mutating func insert(_ review: Review) throws {
    try insert(
      [
        "apply": totals.lastApply, "first_apply": review.continues ?? totals.lastApply,
        "review": String(decoding: review.json, as: UTF8.self),
      ], into: "apply_review")
  }

  mutating func end(_ apply: Apply, _ outcome: ApplyOutcome) throws {
    let (word, reason): (String, String?) =
      switch outcome {
      case .done: ("done", nil)
      case .stopped(let reason): ("stopped", reason)
      }
    try insert(
      [
        "apply": apply.number, "outcome": word, "reason": reason, "serial": serial,
        "ended_at": now.secondsSince1970,
      ], into: "apply_end")
  }

  /// Follows the project's own account where it may change: its name, and its id once known.
  func update(_ account: Account) throws {
    try database.execute(
      sql: """
        UPDATE workspace SET account_name = ?, ad_account_id = coalesce(?, ad_account_id)
        WHERE id = 1
        """,
      arguments: [account.name, account.adAccountID])
  }
}

// MARK: - Operations

extension JournalWriter {
  mutating func intend(_ operations: [IntendedOperation], in apply: inout Apply) throws {
    var run = Run(phase: .intent)
    for operation in operations {
      precondition(apply.open[operation.sequence] == nil, "an operation is intended once")
      try insert(
        operation.sequence, operation.kind.rawValue, operation.address, operation.id,
        operation.fieldsJSON, outcome: operation.outcomeJSON, apply: apply.number)
      apply.open[operation.sequence] = (operation.kind, operation.address, operation.id)
      try extend(
        &run, to: Run(operation.sequence, .intent, deadline: operation.deadline), of: apply.number)
    }
    try insert(run, apply: apply.number)
    totals.unsettledCount += Int64(operations.count)
  }

  /// Journals that operations are sent later than they were intended, or once more.
  mutating func send(
    _ sequences: [Int], until deadline: EffectDeadline, in apply: Apply
  ) throws {
    var run = Run(phase: .intent)
    for sequence in sequences.sorted() {
      precondition(apply.open[sequence] != nil, "only what is intended is sent")
      try extend(
        &run, to: Run(sequence, .intent, deadline: deadline, isSending: true), of: apply.number)
    }
    try insert(run, apply: apply.number)
  }

  mutating func settle(_ settlements: [Settlement], in apply: inout Apply) throws {
    var run = Run(phase: .intent)
    for settlement in settlements {
      let sequence = settlement.sequence
      guard let intent = apply.open[sequence] else {
        preconditionFailure("only what is intended is settled")
      }
      switch settlement.result {
      case .done(let resource):
        try store(resource, at: intent.address)
        // What is archived after its replacement keeps the id that it was intended with.
        let isOther = intent.kind != .archiveReplaced && resource?.id != intent.id
        let id = isOther ? resource?.id : nil
        try extend(&run, to: Run(sequence, .done, id: id), of: apply.number)
      case .failed(let error):
        try extend(&run, to: Run(sequence, .failed, error: error), of: apply.number)
      case .unknown(let error):
        try extend(&run, to: Run(sequence, .unknown, error: error), of: apply.number)
        continue
      }
      apply.open[sequence] = nil
      totals.unsettledCount -= 1
    }
    try insert(run, apply: apply.number)
  }

  mutating func resolve(_ resolutions: [Resolution]) throws {
    for resolution in resolutions {
      let operation = resolution.operation.operation
      var run = Run(operation.sequence, .resolvedNotDone)
      if case .happened(let resource) = resolution.finding {
        try store(resource, at: operation.address)
        let isOther = operation.kind != .archiveReplaced && resource?.id != operation.id
        run = Run(operation.sequence, .resolvedDone, id: isOther ? resource?.id : nil)
      }
      try insert(run, apply: resolution.operation.apply)
      totals.unsettledCount -= 1
    }
  }

  /// Stamps what is stored with the serial of this write.
  private mutating func store(_ resource: StoredResource?, at address: Address) throws {
    guard var resource else { return try resources.delete(address, tally: &totals.tally) }
    precondition(resource.address == address, "a resource is stored at its operation's address")
    resource.version = serial
    try put(resource)
  }

  /// The one way into the table: no id gets a second address.
  private mutating func put(_ resource: StoredResource) throws {
    if resource.address.kind.hasOneAddressAnID, let conflict = totals.owners.add(resource) {
      guard try !resources.holds(conflict.id, at: conflict.owner) else {
        throw StateError.idTaken(conflict)
      }
      totals.owners.reassign(to: resource)
    }
    try resources.put(resource, tally: &totals.tally)
  }

  /// Takes a resource out and journals it; with another address it is put back in there.
  mutating func relocate(
    _ steps: [StoredMoves.Step], in apply: Apply, firstSequence: Int
  ) throws {
    guard !steps.isEmpty else { return }
    for (stored, _) in steps { try resources.delete(stored.address, tally: &totals.tally) }
    var json = JSONWriter()
    var sequence = firstSequence
    for (stored, moved) in steps {
      // What only refers to a moved resource keeps its address: no step of the history.
      if moved?.address != stored.address {
        let change = FieldChange(
          path: FieldPath("address"), before: .text(stored.address.description),
          after: (moved?.address.description).map { .text($0) })
        json.clear()
        [change].write(to: &json, decimals: 0)
        let kind: OperationRecord.Kind = moved == nil ? .remove : .move
        try insert(
          sequence, kind.rawValue, stored.address, stored.id, json.bytes, apply: apply.number)
        sequence += 1
      }
      guard var moved else { continue }
      moved.version = serial
      try put(moved)
    }
    guard sequence > firstSequence else { return }
    var run = Run(firstSequence, .done)
    run.last = sequence - 1
    try insert(run, apply: apply.number)
  }

  /// Stores and forgets what an account was found to hold, and journals it as done.
  mutating func adopt(_ steps: [AdoptionStep], in apply: Apply) throws {
    for (sequence, step) in steps.enumerated() {
      let kind: OperationRecord.Kind = step.resource == nil ? .remove : .adopt
      try insert(
        sequence, kind.rawValue, step.address, step.id, step.fieldsJSON, apply: apply.number)
      try store(step.resource, at: step.address)
    }
    var run = Run(0, .done)
    run.last = steps.count - 1
    try insert(run, apply: apply.number)
  }

  mutating func remember(_ moves: [Move]) throws {
    try SealedTables.empty("applied_move", database)
    for (position, move) in moves.enumerated() {
      try insert(
        [
          "position": position, "from_address": move.from.description,
          "to_address": move.to.description,
        ], into: "applied_move")
    }
  }
}

// MARK: - Rows

extension JournalWriter {
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

  /// Neighbouring operations that got into a phase together, with nothing to say about one alone.
  private struct Run {
    var first = 0
    var last = -1
    var phase: OperationRecord.Phase
    var id: String?
    var error: String?
    var deadline: EffectDeadline?
    /// Whether the intent is on record already.
    var isSending = false

    init(phase: OperationRecord.Phase) { self.phase = phase }

    init(
      _ sequence: Int, _ phase: OperationRecord.Phase, id: String? = nil, error: String? = nil,
      deadline: EffectDeadline? = nil, isSending: Bool = false
    ) {
      first = sequence
      last = sequence
      self.phase = phase
      self.id = id
      self.error = error
      self.deadline = deadline
      self.isSending = isSending
    }

    var isEmpty: Bool { last < first }

    /// Whether a run can take in the one that follows it.
    func takes(_ next: Self) -> Bool {
      last + 1 == next.first && phase == next.phase && id == nil && next.id == nil
        && error == next.error && deadline == next.deadline && isSending == next.isSending
    }
  }

  /// Makes a run longer, or writes it and starts the next.
  private mutating func extend(_ run: inout Run, to next: Run, of apply: Int64) throws {
    if !run.isEmpty, run.takes(next) {
      run.last = next.last
    } else {
      try insert(run, apply: apply)
      run = next
    }
  }

  private mutating func insert(_ run: Run, apply: Int64) throws {
    guard !run.isEmpty else { return }
    totals.lastEntry += 1
    let statement = runInsertion
    statement.bind(totals.lastEntry, at: 1)
    statement.bind(apply, at: 2)
    statement.bind(Int64(run.first), at: 3)
    statement.bind(Int64(run.last), at: 4)
    statement.bind(run.isSending ? Self.sending : run.phase.rawValue, at: 5)
    statement.bind(run.id, at: 6)
    statement.bind(run.error, at: 7)
    statement.bind(fence, at: 8)
    statement.bind(serial, at: 9)
    statement.bind(now.secondsSince1970, at: 10)
    statement.bind(run.deadline?.recorded.wall.milliseconds, at: 11)
    statement.bind(run.deadline?.recorded.bootID, at: 12)
    statement.bind(run.deadline?.recorded.monotonic.milliseconds, at: 13)
    statement.bind(run.deadline?.span.milliseconds, at: 14)
    insertedRuns.add(try statement.runSealed())
  }

  /// In place of a phase: what was intended is sent now.
  static let sending = "sending"

  private mutating func insert(
    _ sequence: Int, _ kind: String, _ address: Address, _ id: String?, _ fields: [UInt8],
    outcome: [UInt8]? = nil, apply: Int64
  ) throws {
    let statement = operationInsertion
    statement.bind(apply, at: 1)
    statement.bind(Int64(sequence), at: 2)
    statement.bind(address.description, at: 3)
    statement.bind(kind, at: 4)
    statement.bind(id, at: 5)
    statement.bind(outcome.map { String(decoding: $0, as: UTF8.self) }, at: 7)
    let seal = try fields.withUnsafeBytes {
      statement.bind($0, at: 6)
      return try statement.runSealed()
    }
    insertedOperations.add(seal)
  }
}
