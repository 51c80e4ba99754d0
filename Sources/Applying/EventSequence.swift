import Outcomes
import Planning
import StateStore

/// Turns what an apply puts on record into events, in the order in which it happened.
public struct EventSequence {
  /// What is intended and not settled for good.
  private var intended: [Int: IntendedOperation] = [:]
  private var settledCount = 0

  public init() {}

  public func started(operations: Int) -> ApplyEvent {
    var event = ApplyEvent(.started)
    event.count = operations
    return event
  }

  public mutating func events(of progress: ApplyProgress) -> [ApplyEvent] {
    var events: [ApplyEvent] = []
    for settlement in progress.settled {
      // An event is about whole operations.
      guard let operation = intended[settlement.sequence],
        var event = event(of: settlement, operation)
      else { continue }
      if let request = progress.requests[settlement.sequence] {
        event.requestID = request.id
        event.waited = Int(request.waited / .milliseconds(1))
      }
      events.append(event)
      // What is unknown may be found out in the same run.
      guard event.phase != .unknown else { continue }
      intended[settlement.sequence] = nil
      settledCount += 1
    }
    for operation in progress.intended where intended[operation.sequence]?.step == nil {
      intended[operation.sequence] = operation
      events.append(event(.intent, operation, id: operation.id))
    }
    return events
  }

  public func waiting(_ notice: SettlingNotice) -> ApplyEvent {
    var event = ApplyEvent(.waiting)
    event.count = notice.addresses.count
    event.wait = Int(notice.wait / .milliseconds(1))
    return event
  }

  public func finished(_ result: ApplyResult) -> ApplyEvent {
    var event = ApplyEvent(.finished)
    event.count = settledCount
    event.error = result.stopReason ?? result.failed.first?.error
    return event
  }

  private func event(of settlement: Settlement, _ operation: IntendedOperation) -> ApplyEvent? {
    switch settlement.result {
    case .done(let resource): event(.done, operation, id: resource?.id ?? operation.id)
    case .stepDone: nil
    case .failed(let words): event(.failed, operation, id: operation.id, error: words)
    case .unknown(let words): event(.unknown, operation, id: operation.id, error: words)
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
