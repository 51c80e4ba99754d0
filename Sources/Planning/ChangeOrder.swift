import AdsModel

extension ChangeBuilder {
  /// The stages of an apply: what lowers spend comes first, what raises it last.
  private enum Stage: Int, CaseIterable {
    case pause, archive, lower, neutral, create, raise
    /// Audiences go once nothing refers to them any more; they spend nothing themselves.
    case retire
  }

  /// Indices of the changes in the order in which they are carried out.
  ///
  /// Within a stage parents come before children, and the order of the YAML stays; what waits for
  /// something that is made comes after it.
  var executionOrder: [Int] {
    let awaited = awaited
    // One bucket a stage and depth keeps the order and costs one pass.
    var buckets: [[Int]] = Array(repeating: [], count: Stage.allCases.count * Self.depths)
    for index in changes.indices {
      let stage = stage(of: index, awaited: awaited)
      let isLayered = stage == .create || stage == .archive
      let depth = isLayered ? changes[index].address.kind.depth : 0
      buckets[stage.rawValue * Self.depths + depth].append(index)
    }
    guard !awaited.isEmpty else { return buckets.flatMap(\.self) }
    return Stage.allCases.flatMap { stage in
      let first = stage.rawValue * Self.depths
      let indices = buckets[first..<first + Self.depths].flatMap(\.self)
      return stage == .create
        ? WaitingOrder(indices, of: changes, awaited: awaited).order : indices
    }
  }

  /// What is made and named by other changes, so that those wait for it.
  private var awaited: Set<Address> {
    var named: Set<Address> = []
    for index in changes.indices
    where !Catalogue.references(of: changes[index].address.kind).isEmpty {
      named.formUnion(changes[index].references)
    }
    guard !named.isEmpty else { return [] }
    return Set(
      changes.indices.lazy.filter { changes[$0].isMaking && named.contains(changes[$0].address) }
        .map { changes[$0].address })
  }

  /// How many depths the kinds of resources have.
  private static let depths = ResourceKind.allCases.count

  private func stage(of index: Int, awaited: Set<Address>) -> Stage {
    switch changes[index].action {
    case .archive: return changes[index].address.kind == .audience ? .retire : .archive
    case .create, .replace: return .create
    case .update: break
    }
    let change = changes[index]
    if !awaited.isEmpty, change.references.contains(where: awaited.contains) { return .raise }
    switch change.spendDirection {
    case .lowers: return change[.status] == nil ? .lower : .pause
    case .keeps: return .neutral
    case .raises: return .raise
    }
  }

  /// What the plan counts on without changing it: stored parents, what it refers to, and what moves, so that a swap is not carried out a second time.
  func reliances(moves: [Move]) -> [Plan.Reliance] {
    guard !stored.isEmpty, !changes.isEmpty || !moves.isEmpty else { return [] }
    let touched = Set(changes.map(\.address))
    var wanted = Set(moves.map(\.to))
    for change in changes where change.action != .archive {
      var parent = change.address.parent
      while let address = parent {
        wanted.insert(address)
        parent = address.parent
      }
      wanted.formUnion(change.references)
    }
    return stored.filter { wanted.contains($0.address) && !touched.contains($0.address) }
      .map { Plan.Reliance(address: $0.address, version: $0.version) }
      .sorted { $0.address < $1.address }
  }
}

extension Change {
  /// Whether something new is made.
  fileprivate var isMaking: Bool {
    action == .create || action == .replace && !finishesReplacement
  }
}
