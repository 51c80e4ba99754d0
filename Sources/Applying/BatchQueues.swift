/// The operations that are ready, by group, and which groups have a batch to send.
struct BatchQueues {
  private struct Queue {
    var ready = Line()
    /// How many operations of the group may still become ready.
    var heldCount = 0
    var isListed = false
  }

  /// First come, first served.
  private struct Line {
    private var items: [Int] = []
    private var head = 0

    var count: Int { items.count - head }

    mutating func append(_ item: Int) { items.append(item) }

    mutating func removeFirst(_ most: Int) -> ArraySlice<Int> {
      let end = min(head + most, items.count)
      defer { head = end }
      return items[head..<end]
    }
  }

  private let graph: OperationGraph
  private var queues: [Queue]
  /// By phase, how many of its operations are not over.
  private var openCounts: [Int]
  private var phase = 0
  /// By phase and depth, the groups that have a batch to send, in the order in which they got it.
  private var listed: [[Line]]

  private static let phaseCount = OperationGraph.Phase.allCases.count

  /// Everything waits at first.
  init(_ graph: OperationGraph) {
    self.graph = graph
    queues = Array(repeating: Queue(), count: graph.groups.count)
    openCounts = Array(repeating: 0, count: Self.phaseCount)
    let depths = (graph.groups.map(\.depth).max() ?? 0) + 1
    listed = Array(
      repeating: Array(repeating: Line(), count: depths), count: Self.phaseCount)
    for group in graph.groupOf {
      queues[group].heldCount += 1
      openCounts[graph.groups[group].phase.rawValue] += 1
    }
  }

  /// An operation that was held is ready.
  mutating func enqueue(_ operation: Int) {
    let group = graph.groupOf[operation]
    queues[group].ready.append(operation)
    queues[group].heldCount -= 1
    list(group)
  }

  /// An operation that was handed out may become ready again.
  mutating func hold(_ operation: Int) { queues[graph.groupOf[operation]].heldCount += 1 }

  /// An operation is over.
  mutating func end(_ operation: Int, wasHeld: Bool) {
    let group = graph.groupOf[operation]
    openCounts[graph.groups[group].phase.rawValue] -= 1
    guard wasHeld else { return }
    queues[group].heldCount -= 1
    list(group)
  }

  /// Lists a group that has a full batch, or one that nothing can fill any more.
  private mutating func list(_ group: Int) {
    let kind = graph.groups[group]
    let readyCount = queues[group].ready.count
    let isSendable = readyCount >= kind.limit || readyCount > 0 && queues[group].heldCount == 0
    guard isSendable, !queues[group].isListed else { return }
    queues[group].isListed = true
    listed[kind.phase.rawValue][kind.depth].append(group)
  }

  /// Hands out the next batch; none when nothing of the current phase can be sent yet.
  mutating func nextBatch() -> [Int]? {
    while phase < Self.phaseCount - 1, openCounts[phase] == 0 { phase += 1 }
    for depth in listed[phase].indices {
      guard let group = listed[phase][depth].removeFirst(1).first else { continue }
      queues[group].isListed = false
      let batch = Array(queues[group].ready.removeFirst(graph.groups[group].limit))
      list(group)
      return batch
    }
    return nil
  }
}
