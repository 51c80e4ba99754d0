/// What each operation of a plan waits for, and which operations may share a request.
///
/// Operations go by their position in the plan's list.
struct OperationGraph {
  /// Stages of an apply, one after the other; what lowers spend is over before anything raises it.
  enum Phase: Int, CaseIterable {
    case lower, create, raise, retireReplaced, retireAudiences
  }

  /// Operations that a target takes in one request, up to a limit.
  struct Group {
    let phase: Phase
    /// Of two groups that could be sent, the parents' goes first.
    let depth: Int
    let limit: Int
  }

  /// That an operation waits for another one.
  struct Wait {
    let operation: Int
    /// Whether it is of no use unless the other one is done; otherwise that may fail too.
    let needsSuccess: Bool
  }

  private(set) var groups: [Group] = []
  /// By operation, the group that it is in.
  private(set) var groupOf: [Int] = []
  /// By operation, what waits for it.
  private(set) var waits: [Int: [Wait]] = [:]
  /// By operation, how many others it waits for.
  private(set) var waitCounts: [Int] = []
  /// How many batches may be under way at once.
  let concurrency: Int
  /// Whether nothing more is known of what depends on what, so that the first failure ends it all.
  let isOrdered: Bool

  init(concurrency: Int) {
    self.concurrency = concurrency
    isOrdered = false
  }

  /// Operations one after the other; what comes after a long one, which may take several steps, waits for it.
  init(count: Int, batch: Int, long: [Int] = []) {
    concurrency = 1
    isOrdered = true
    let group = Group(phase: .lower, depth: 0, limit: batch)
    groups = [group]
    groupOf = Array(repeating: 0, count: count)
    waitCounts = Array(repeating: 0, count: count)
    for (index, position) in long.enumerated() {
      let end = index + 1 < long.count ? long[index + 1] + 1 : count
      guard position + 1 < end else { continue }
      let number = add(group)
      for later in position + 1..<end {
        groupOf[later] = number
        addWait(of: later, for: position, needsSuccess: true)
      }
    }
  }

  var count: Int { groupOf.count }

  /// Adds a group and returns its number.
  mutating func add(_ group: Group) -> Int {
    groups.append(group)
    return groups.count - 1
  }

  /// Adds the next operation, to a group.
  mutating func addOperation(to group: Int) {
    groupOf.append(group)
    waitCounts.append(0)
  }

  /// Makes an operation wait for another of the same or an earlier phase.
  mutating func addWait(of waiting: Int, for awaited: Int, needsSuccess: Bool) {
    waits[awaited, default: []].append(Wait(operation: waiting, needsSuccess: needsSuccess))
    waitCounts[waiting] += 1
  }
}
