import AdsModel
import Planning

/// What an apply has journalled and not settled, by the positions of its operations.
struct OpenIntents: Sendable {
  struct Intent: Sendable {
    let operation: IntendedOperation
    var progress = StepProgress()

    var kind: Operation.Kind { operation.kind }
    var address: Address { operation.address }
    var id: String? { operation.id }
  }

  // They count up from 0, and an apply of a whole account has tens of thousands.
  private var operations: [IntendedOperation?] = []
  /// Of the few that take several steps.
  private var progress: [Int: StepProgress] = [:]

  subscript(position: Int) -> Intent? {
    guard operations.indices.contains(position), let operation = operations[position] else {
      return nil
    }
    guard !progress.isEmpty, let progress = progress[position] else {
      return Intent(operation: operation)
    }
    return Intent(operation: operation, progress: progress)
  }

  mutating func add(_ intended: [IntendedOperation]) {
    for operation in intended {
      let missing = operation.sequence - operations.count + 1
      if missing > 0 { operations += repeatElement(nil, count: missing) }
      operations[operation.sequence] = operation
    }
  }

  /// Operations are over.
  mutating func remove(_ positions: ClosedRange<Int>) {
    for position in positions where operations.indices.contains(position) {
      operations[position] = nil
      if !progress.isEmpty { progress[position] = nil }
    }
  }

  mutating func begin(_ step: OperationStep, at position: Int) {
    progress[position, default: .init()].begin(step)
  }

  mutating func endStep(at position: Int) { progress[position]?.endStep() }
}
