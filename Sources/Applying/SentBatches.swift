import Planning
import StateStore

/// What is on its way to a target, and until when what was sent can take effect.
struct SentBatches {
  /// A batch that is on its way.
  struct Batch {
    let operations: [PreparedOperation]
    /// As it is on record; none while an older one is.
    var deadline: EffectDeadline?
  }

  private var batches: [Int: Batch] = [:]
  private var deadlines: [Int: EffectDeadline] = [:]

  subscript(_ number: Int) -> Batch? { batches[number] }

  /// The operations of a batch.
  func operations(of number: Int) -> [PreparedOperation] { batches[number]?.operations ?? [] }

  /// Until when an operation can take effect, by its position; none where nothing says so.
  func deadline(of position: Int) -> EffectDeadline? { deadlines[position] }

  mutating func add(_ batch: Batch, as number: Int) { batches[number] = batch }

  /// Takes a batch out that was answered.
  mutating func remove(_ number: Int) -> [PreparedOperation] {
    batches.removeValue(forKey: number)?.operations ?? []
  }

  mutating func keep(_ deadline: EffectDeadline, of operations: [PreparedOperation]) {
    for operation in operations { deadlines[operation.operation.sequence] = deadline }
  }

  /// Takes the later deadline of a batch that is on record now.
  mutating func extend(_ number: Int, until deadline: EffectDeadline) {
    guard let batch = batches[number] else { return }
    batches[number]?.deadline = deadline
    keep(deadline, of: batch.operations)
  }
}
