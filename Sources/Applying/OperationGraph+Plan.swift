import AdsModel
import ManifestModel
import Planning

extension OperationGraph {
  /// What a target is to be sent of a plan, and when; `long` operations may take several steps where they come
  /// in order.
  init(_ plan: Plan, _ operations: [Operation], delivery: Delivery, long: [Int] = []) {
    switch delivery {
    case .inOrder(let batch):
      self.init(count: operations.count, batch: batch, long: long)
    case .grouped(let entities, let keywords, let concurrency):
      self.init(concurrency: concurrency)
      var builder = GraphBuilder(plan, operations)
      builder.addGroups(to: &self) { kind in
        switch kind {
        case .audience: 1
        case .keyword: keywords
        case .campaign, .adGroup, .ad: entities
        }
      }
      builder.addWaits(to: &self)
    }
  }
}

/// Reads from a plan what belongs together and what depends on what.
private struct GraphBuilder {
  private let plan: Plan
  private let operations: [Operation]
  /// Operations on what may hold or be named by others, by kind of operation and address.
  private var positions: [Operation.Kind: [Address: Int]] = [:]
  /// By change, the position of its creation.
  private var creations: [Int: Int] = [:]
  /// By what is created, its layer where that is not the first one.
  private var layers: [Address: Int] = [:]

  init(_ plan: Plan, _ operations: [Operation]) {
    self.plan = plan
    self.operations = operations
    // Ads are many; only those that audiences are made from are waited for.
    let ads = Set(
      plan.changes.indices.lazy.filter { plan.changes[$0].address.kind == .audience }
        .flatMap { plan.changes[$0].references }.filter { $0.kind == .ad })
    for (position, operation) in operations.enumerated() {
      let address = plan.changes[operation.changeIndex].address
      if operation.kind == .create { creations[operation.changeIndex] = position }
      switch address.kind {
      case .campaign, .adGroup, .audience:
        positions[operation.kind, default: [:]][address] = position
      case .ad:
        if ads.contains(address) { positions[operation.kind, default: [:]][address] = position }
      case .keyword: break
      }
    }
    findLayers()
  }

  /// Finds what is created after something that is made later as a rule: an audience of people who
  /// engaged with a campaign or an ad, and what waits for it.
  ///
  /// A group is sent when nothing can fill it any more, so no two of one group may wait for each other, even
  /// by way of others. Creations come after what they need.
  private mutating func findLayers() {
    guard let created = positions[.create], created.keys.contains(where: { $0.kind == .audience })
    else { return }
    for operation in operations where operation.kind == .create {
      let change = plan.changes[operation.changeIndex]
      var layer = change.address.parent.flatMap { layers[$0] } ?? 0
      for needed in change.references where created[needed] != nil {
        let isLater = needed.kind.depth >= change.address.kind.depth
        layer = max(layer, (layers[needed] ?? 0) + (isLater ? 1 : 0))
      }
      if layer > 0 { layers[change.address] = layer }
    }
  }

  private struct GroupKey: Hashable {
    let phase: OperationGraph.Phase
    let kind: ResourceKind
    let isCreation: Bool
    let layer: Int
    /// Keywords are created for one ad group at a time.
    let parent: Address?
  }

  mutating func addGroups(to graph: inout OperationGraph, limit: (ResourceKind) -> Int) {
    var known: [GroupKey: Int] = [:]
    for operation in operations {
      let address = plan.changes[operation.changeIndex].address
      let isCreation = operation.kind == .create
      let key = GroupKey(
        phase: phase(of: operation), kind: address.kind, isCreation: isCreation,
        layer: isCreation && !layers.isEmpty ? layers[address] ?? 0 : 0,
        parent: isCreation && address.kind == .keyword ? address.parent : nil)
      let group =
        known[key]
        ?? graph.add(
          .init(phase: key.phase, depth: address.kind.depth, limit: limit(address.kind)))
      known[key] = group
      graph.addOperation(to: group)
    }
  }

  private func phase(of operation: Operation) -> OperationGraph.Phase {
    let change = plan.changes[operation.changeIndex]
    switch operation.kind {
    case .create: return .create
    case .archiveReplaced:
      return change.address.kind == .audience ? .retireAudiences : .retireReplaced
    case .archive: return change.address.kind == .audience ? .retireAudiences : .lower
    case .update:
      let namesNew = change.references.contains { positions[.create]?[$0] != nil }
      return namesNew || change.spendDirection == .raises ? .raise : .lower
    }
  }

  /// An audience goes once whoever named it is without it, or has its new copy.
  private func addWaitsOfAudiences(
    for position: Int, _ change: Change, to graph: inout OperationGraph
  ) {
    for named in change.references where named.kind == .audience {
      guard let waiting = positions[.archiveReplaced]?[named] else { continue }
      graph.addWait(of: waiting, for: position, needsSuccess: true)
      if let old = positions[.archiveReplaced]?[change.address] {
        graph.addWait(of: waiting, for: old, needsSuccess: true)
      }
    }
    guard let archived = positions[.archive] else { return }
    for named in change.referencesBefore where named.kind == .audience {
      guard let waiting = archived[named] else { continue }
      graph.addWait(of: waiting, for: position, needsSuccess: true)
    }
  }

  func addWaits(to graph: inout OperationGraph) {
    for (position, operation) in operations.enumerated() {
      let change = plan.changes[operation.changeIndex]
      let parent = change.address.parent
      switch operation.kind {
      case .create, .update:
        let holder = operation.kind == .create ? [parent].compactMap(\.self) : []
        for needed in change.references + holder {
          guard let awaited = positions[.create]?[needed] else { continue }
          graph.addWait(of: position, for: awaited, needsSuccess: true)
        }
        addWaitsOfAudiences(for: position, change, to: &graph)
      case .archive:
        // What a parent stops is stopped at once; if its archiving is refused, the children are
        // archived all the same.
        if let awaited = parent.flatMap({ positions[.archive]?[$0] }) {
          graph.addWait(of: position, for: awaited, needsSuccess: false)
        } else if change.address.kind == .campaign || change.address.kind == .adGroup {
          // Which audiences it targeted the plan does not say.
          for (address, waiting) in positions[.archive] ?? [:] where address.kind == .audience {
            graph.addWait(of: waiting, for: position, needsSuccess: true)
          }
        }
      case .archiveReplaced:
        // An old copy goes when the new one stands with all that belongs below it: archiving a
        // campaign takes along what it holds.
        if let awaited = creations[operation.changeIndex] {
          graph.addWait(of: position, for: awaited, needsSuccess: true)
        }
        if let waiting = parent.flatMap({ positions[.archiveReplaced]?[$0] }) {
          graph.addWait(of: waiting, for: position, needsSuccess: true)
        }
      }
    }
  }
}
