/// Decides what is sent to a target, and when; given an event, what next.
///
/// A value without a network, a disk or a clock. Operations go by their position in the plan's
/// list. A batch that is not full is sent only when nothing that waits could still fill it, so that
/// the requests are the fewest that the limits allow.
struct Dispatcher {
  /// What is known of one operation.
  enum Condition: UInt8 {
    /// For others.
    case waiting
    /// For its turn.
    case ready
    /// On its way.
    case sent
    /// It may have happened.
    case unanswered
    case done
    /// It did not happen and is not tried again.
    case failed
    /// It was never sent.
    case notSent
    /// It may have happened, and looking does not tell.
    case unknown
    /// What it needs did not come about.
    case dropped

    var isOver: Bool {
      switch self {
      case .waiting, .ready, .sent, .unanswered: false
      case .done, .failed, .notSent, .unknown, .dropped: true
      }
    }
  }

  enum Event {
    case started
    /// One answer for each operation of a batch, and why nothing more should be sent.
    case answered(batch: Int, [TargetAnswer], stop: String?)
    /// What was found out of what is unanswered; what is left out is not known still.
    case settled([(operation: Int, finding: LookFinding)])
    /// Somebody wants the apply to end, and why.
    case interrupted(String)
  }

  struct Decision {
    /// Send these now.
    var batches: [Batch] = []
    /// Then this.
    var next: Next
  }

  struct Batch: Equatable {
    let number: Int
    let operations: [Int]
  }

  enum Next: Equatable {
    /// Wait for an answer.
    case receive
    /// Find out what became of these, which are unanswered.
    case settle([Int])
    case finish
  }

  /// How often one operation, or one step of it, is sent in a run.
  static let mostSends = 3

  let graph: OperationGraph
  private(set) var conditions: [Dispatcher.Condition]
  /// Why operations are in the condition that they are in.
  private(set) var words: [Int: String] = [:]
  /// Of a dropped operation, the one that failed at first.
  private(set) var causes: [Int: Int] = [:]
  /// Why nothing more is sent.
  private(set) var stopReason: String?

  private var waitCounts: [Int]
  private var queues: BatchQueues
  private var underWay: [Int: [Int]] = [:]
  private var batchCount = 0
  private var unanswered: Set<Int> = []
  private var sendCounts: [Int: Int] = [:]
  /// Whether anything was unanswered for a while.
  private(set) var hadUncertainty = false

  init(_ graph: OperationGraph) {
    self.graph = graph
    conditions = Array(repeating: .waiting, count: graph.count)
    waitCounts = graph.waitCounts
    queues = BatchQueues(graph)
  }

  mutating func next(after event: Event) -> Decision {
    switch event {
    case .started:
      for operation in conditions.indices where waitCounts[operation] == 0 { enqueue(operation) }
    case .answered(let batch, let answers, let stop):
      let operations = underWay.removeValue(forKey: batch) ?? []
      precondition(operations.count == answers.count, "a target answers every operation")
      for (operation, answer) in zip(operations, answers) { take(answer, of: operation) }
      stopReason = stopReason ?? stop
    case .settled(let findings):
      for (operation, finding) in findings { take(finding, of: operation) }
    case .interrupted(let reason):
      stopReason = stopReason ?? reason
    }
    return decide()
  }

  private mutating func decide() -> Decision {
    var decision = Decision(next: .receive)
    while stopReason == nil, underWay.count < graph.concurrency,
      let operations = queues.nextBatch()
    {
      for operation in operations { conditions[operation] = .sent }
      underWay[batchCount] = operations
      decision.batches.append(Batch(number: batchCount, operations: operations))
      batchCount += 1
    }
    if !underWay.isEmpty { return decision }
    // Nothing is on its way, so whatever looks like one of ours is one of ours.
    let canLook = stopReason == nil && !unanswered.isEmpty
    decision.next = canLook ? .settle(unanswered.sorted()) : .finish
    return decision
  }
}

extension Dispatcher {
  private mutating func take(_ answer: TargetAnswer, of operation: Int) {
    switch answer {
    case .done: end(operation, .done)
    case .stepDone:
      queues.hold(operation)
      goOn(operation)
    case .refused(let words): end(operation, .failed, words)
    case .notSent(let words): end(operation, .notSent, words)
    case .unanswered(let words):
      conditions[operation] = .unanswered
      self.words[operation] = words
      unanswered.insert(operation)
      hadUncertainty = true
      queues.hold(operation)
      if graph.isOrdered { stopReason = stopReason ?? words }
    }
  }

  private mutating func take(_ finding: LookFinding, of operation: Int) {
    unanswered.remove(operation)
    let sends = sendCounts[operation, default: 1]
    switch finding {
    case .happened: end(operation, .done)
    case .stepHappened: goOn(operation)
    case .didNotHappen where sends < Self.mostSends:
      sendCounts[operation] = sends + 1
      enqueue(operation)
    case .didNotHappen:
      let last = words[operation] ?? ""
      end(operation, .failed, "sent \(sends) times in vain; the last time: \(last)")
    case .cannotTell(let words): end(operation, .unknown, words)
    case .failed(let words): end(operation, .unknown, words)
    }
  }

  /// Hands an operation out again for its next step.
  private mutating func goOn(_ operation: Int) {
    sendCounts[operation] = nil
    words[operation] = nil
    enqueue(operation)
  }

  private mutating func enqueue(_ operation: Int) {
    conditions[operation] = .ready
    queues.enqueue(operation)
  }

  /// Ends an operation and everything that is of no use without it.
  private mutating func end(_ operation: Int, _ condition: Condition, _ words: String? = nil) {
    let wasHeld = conditions[operation] == .unanswered
    conditions[operation] = condition
    if words != nil || wasHeld { self.words[operation] = words }
    queues.end(operation, wasHeld: wasHeld)
    if graph.isOrdered {
      guard condition == .done else {
        stopReason = stopReason ?? words
        return
      }
      if graph.waits.isEmpty { return }
    }
    var ended = [operation]
    while let last = ended.popLast() {
      for wait in graph.waits[last] ?? [] where conditions[wait.operation] == .waiting {
        waitCounts[wait.operation] -= 1
        if wait.needsSuccess, conditions[last] != .done {
          conditions[wait.operation] = .dropped
          causes[wait.operation] = causes[last] ?? last
          queues.end(wait.operation, wasHeld: true)
          ended.append(wait.operation)
        } else if waitCounts[wait.operation] == 0 {
          enqueue(wait.operation)
        }
      }
    }
  }
}
