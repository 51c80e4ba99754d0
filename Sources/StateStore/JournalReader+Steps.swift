import GRDB
import Planning

extension JournalReader {
  /// The condition of journal rows that are about whole operations, not about a step of one.
  var ofOperations: String {
    get throws { try Schema.knowsSteps(database) ? "AND step IS NULL" : "" }
  }

  /// By sequence, how far the operations of several steps of an apply got.
  func progress(ofApply number: Int64) throws -> [Int: StepProgress] {
    guard try Schema.knowsSteps(database) else { return [:] }
    let rows = try RawStatement(
      database,
      """
      SELECT first_seq, phase, step_name, private FROM journal
      WHERE workspace = 1 AND apply = ? AND step IS NOT NULL ORDER BY entry
      """)
    rows.bind(number, at: 1)
    var steps: [Int: [(phase: OperationRecord.Phase, step: OperationStep)]] = [:]
    while try rows.next() {
      guard let phase = OperationRecord.Phase(rawValue: rows.text(1)),
        let values = PrivateValues(rows, 3)
      else { throw ResourceTable.Damage(detail: "a step of an operation cannot be told") }
      steps[Int(rows.integer(0)), default: []]
        .append((phase, OperationStep(rows.text(2), values)))
    }
    return steps.compactMapValues { StepProgress($0) }
  }
}
