/// A request that is carried out some time after it came.
struct LateCall: Sendable {
  let number: Int
  let call: Call
  let operation: Operation
  let parameters: [String: String]
  let fault: Fault
  let due: ContinuousClock.Instant
}

extension Engine {
  /// Keeps a request for later; nobody has to wait for it, and nothing but a reset stops it.
  func postpone(_ late: LateCall) -> Delivery {
    waiting[late.number] = late
    let commit = Task {
      try? await Task.sleep(until: late.due, clock: .continuous)
      return carryOut(late)
    }
    let now =
      switch late.fault.kind {
      case .commitsLateAfterError: addressed(Delivery(answer: late.fault.error), late.number)
      case .commitsLateAfterClose: Delivery(answer: Answer(), manner: .close)
      default: Delivery(answer: Answer(), manner: .afterCommit(commit))
      }
    log.add(late.number, late.call, late.operation, now, late.fault, activeQuirks, at: world.now)
    return now
  }

  private func carryOut(_ late: LateCall) -> Delivery {
    guard waiting.removeValue(forKey: late.number) != nil else {
      return Delivery(answer: Answer(), manner: .close)
    }
    let answer = answer(late.call, late.operation, late.parameters)
    let sent = addressed(Delivery(answer: answer), late.number)
    if late.fault.kind == .commitsLate { log.complete(late.number, sent, late.operation) }
    save()
    return sent
  }

  /// What has been asked for and is not there yet, or not for everybody.
  var pending: Row {
    let now = ContinuousClock.now
    veils.lift(at: now)
    func entry(_ number: Int, _ operation: String, _ due: ContinuousClock.Instant) -> JSON {
      [
        "number": .integer(number), "operation": .string(operation),
        "due_ms": .integer(max(0, Int((due - now) / .milliseconds(1)))),
      ]
    }
    let commits = waiting.values.sorted { $0.number < $1.number }
    return [
      "at_rest": .boolean(commits.isEmpty && veils.veils.isEmpty),
      "commits": .array(commits.map { entry($0.number, $0.operation.name, $0.due) }),
      "hidden": .array(veils.veils.map { entry($0.number, $0.operation, $0.until) }),
    ]
  }
}
