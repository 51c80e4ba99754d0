import Documents
import Planning
import StateStore

/// What one transaction of an apply put on record.
public struct ApplyProgress: Sendable {
  /// How many changes are done so far, in all.
  public let doneCount: Int
  /// What became of operations that were intended before.
  public let settled: [Settlement]
  /// What is attempted next.
  public let intended: [IntendedOperation]
}

/// Turns what an apply puts on record into events, in the order in which it happened.
public struct EventSequence {
  private var intended: [Int: IntendedOperation] = [:]
  private var settledCount = 0

  public init() {}

  public func started(operations: Int) -> ApplyEvent {
    var event = ApplyEvent(.started)
    event.count = operations
    return event
  }

  public mutating func events(of progress: ApplyProgress) -> [ApplyEvent] {
    let settled = progress.settled.compactMap { settlement in
      intended.removeValue(forKey: settlement.sequence).map { event(of: settlement, $0) }
    }
    settledCount += settled.count
    let next = progress.intended.map { operation in
      intended[operation.sequence] = operation
      return event(.intent, operation, id: operation.id)
    }
    return settled + next
  }

  public func finished(_ result: ApplyResult) -> ApplyEvent {
    var event = ApplyEvent(.finished)
    event.count = settledCount
    event.error = result.stopReason
    return event
  }

  private func event(of settlement: Settlement, _ operation: IntendedOperation) -> ApplyEvent {
    switch settlement.result {
    case .done(let resource): return event(.done, operation, id: resource?.id ?? operation.id)
    case .failed(let words): return event(.failed, operation, id: operation.id, error: words)
    case .unknown(let words): return event(.unknown, operation, id: operation.id, error: words)
    }
  }

  private func event(
    _ phase: ApplyEvent.Phase, _ operation: IntendedOperation, id: String?, error: String? = nil
  ) -> ApplyEvent {
    var event = ApplyEvent(phase)
    event.operation = operation.sequence
    event.action = operation.kind
    event.address = operation.address
    event.id = id
    event.error = error
    return event
  }
}
