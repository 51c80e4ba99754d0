import GRDB

/// Until when the operations of one apply can still take effect, as its journal says.
struct EffectDeadlines {
  private var runs: [(range: ClosedRange<Int>, deadline: EffectDeadline)] = []

  /// Reads them; a state of an earlier version has none.
  init(_ database: Database, apply: Int64) throws {
    guard try Schema.knowsDeadlines(database) else { return }
    let rows = try RawStatement(
      database,
      """
      SELECT first_seq, last_seq, effect_wall, effect_boot, effect_monotonic, effect_span
      FROM journal WHERE workspace = 1 AND apply = ? AND effect_span IS NOT NULL ORDER BY entry
      """)
    rows.bind(apply, at: 1)
    while try rows.next() {
      let (first, last) = (Int(rows.integer(0)), Int(rows.integer(1)))
      guard first <= last else {
        throw ResourceTable.Damage(detail: "an entry of the journal is about no operation")
      }
      runs.append((first...last, EffectDeadline(rows, at: 2)))
    }
  }

  /// The last word about an operation; none where nothing was said.
  subscript(_ sequence: Int) -> EffectDeadline? {
    runs.last { $0.range.contains(sequence) }?.deadline
  }
}

extension EffectDeadline {
  /// Reads the four columns from one on.
  init(_ rows: RawStatement, at column: Int32) {
    let recorded = MachineTime(
      wall: .milliseconds(rows.integer(column)), bootID: rows.optionalText(column + 1),
      monotonic: .milliseconds(rows.integer(column + 2)))
    self.init(recorded: recorded, span: .milliseconds(rows.integer(column + 3)))
  }
}

extension Duration {
  /// Whole milliseconds, for a column.
  var milliseconds: Int64 {
    let (seconds, attoseconds) = components
    return seconds * 1000 + attoseconds / 1_000_000_000_000_000
  }
}
