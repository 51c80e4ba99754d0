import AdsModel
import GRDB
import Planning

/// An apply of a digest that this state has begun, with every run that went on with it.
public struct BegunApply: Sendable {
  /// One run, as the journal tells it.
  public struct Run: Sendable {
    public let record: ApplyRecord
    /// None of runs by a pinplan that did not keep it.
    public let review: Review?
    /// The serials in which operations were settled as done, by their position in the run.
    public let done: [Int: Int64]
    /// The serial in which its moves were carried out; none when it had none, or did not get there.
    public let movesSerial: Int64?
  }

  /// Oldest first; there is at least one.
  public let runs: [Run]

  public var first: Run { runs[0] }
  public var last: Run { runs[runs.count - 1] }
  public var digest: String { first.record.planDigest ?? "" }

  /// Whether anything of it was done.
  public var hasEffect: Bool { runs.contains { !$0.done.isEmpty || $0.movesSerial != nil } }
}

extension JournalReader {
  /// The latest apply whose digest begins with some digits; none when there is none.
  func begun(_ digits: String) throws -> BegunApply? {
    // Most plans do what none did, and the whole history costs more than the list of applies.
    try SealedTables.verify(database, "apply")
    let isKnown = try Bool.fetchOne(
      database,
      sql: """
        SELECT 1 FROM apply WHERE workspace = 1 AND kind = ? AND substr(plan_digest, 1, ?) = ?
        """,
      arguments: [ApplyRecord.Kind.apply.rawValue, digits.unicodeScalars.count, digits])
    guard isKnown != nil else { return nil }
    let records = try applies().filter {
      $0.kind == .apply && $0.planDigest?.hasPrefix(digits) ?? false
    }
    guard let last = records.last else { return nil }
    let first = last.continues ?? last.number
    let ofOne = records.filter { $0.number == first || $0.continues == first }
    return BegunApply(runs: try ofOne.map(run))
  }

  private func run(_ record: ApplyRecord) throws -> BegunApply.Run {
    let rows = try RawStatement(
      database,
      """
      SELECT first_seq, last_seq, phase, serial FROM journal WHERE workspace = 1 AND apply = ?
      AND phase <> 'sending' \(try ofOperations) ORDER BY entry
      """)
    rows.bind(record.number, at: 1)
    var done: [Int: Int64] = [:]
    var movesSerial: Int64?
    while try rows.next() {
      guard let phase = OperationRecord.Phase(rawValue: rows.text(2)) else {
        throw ResourceTable.Damage(detail: "an operation is in no known phase")
      }
      let (first, last) = (Int(rows.integer(0)), Int(rows.integer(1)))
      guard first <= last else {
        throw ResourceTable.Damage(detail: "a run of operations is empty")
      }
      if first < 0 {
        movesSerial = rows.integer(3)
        continue
      }
      let isDone = phase == .done || phase == .resolvedDone
      for position in first...last { done[position] = isDone ? rows.integer(3) : nil }
    }
    return BegunApply.Run(
      record: record, review: try review(ofApply: record.number), done: done,
      movesSerial: movesSerial)
  }

  func review(ofApply number: Int64) throws -> Review? {
    guard try hasReviews else { return nil }
    let rows = try RawStatement(
      database,
      """
      SELECT first_apply, review FROM apply_review WHERE workspace = 1 AND apply = ?
      """)
    rows.bind(number, at: 1)
    guard try rows.next() else { return nil }
    defer { rows.reset() }
    let (first, json) = (rows.integer(0), Array(rows.bytes(1)))
    guard let review = Review(json: json, continues: first == number ? nil : first) else {
      throw ResourceTable.Damage(detail: "what was approved of an apply cannot be told")
    }
    return review
  }

  /// Which applies go on with which.
  func continuations() throws -> [Int64: Int64] {
    guard try hasReviews else { return [:] }
    let rows = try RawStatement(
      database,
      "SELECT apply, first_apply FROM apply_review WHERE workspace = 1 AND first_apply <> apply")
    var continuations: [Int64: Int64] = [:]
    while try rows.next() { continuations[rows.integer(0)] = rows.integer(1) }
    return continuations
  }

  /// A state that is only read may be of a version without them.
  private var hasReviews: Bool {
    get throws { try database.tableExists("apply_review") }
  }

  /// How many resources each entry gave another address, without those that went along with one.
  func moveCounts() throws -> [Int64: Int] {
    let rows = try RawStatement(
      database,
      "SELECT seq, address, kind, remote_id, fields, apply FROM op WHERE workspace = 1 AND kind = ?"
    )
    rows.bind(OperationRecord.Kind.move.rawValue, at: 1)
    var counts: [Int64: Int] = [:]
    while try rows.next() {
      let operation = try operation(rows)
      guard let end = operation.movedTo, end.key != operation.address.key else { continue }
      counts[rows.integer(5), default: 0] += 1
    }
    return counts
  }
}
