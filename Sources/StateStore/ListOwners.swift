import AdsModel
import Planning

/// Which lists of people belong to what is stored: one that belongs to nothing any more is forgotten.
struct ListOwners: Sendable {
  private struct Owners: Sendable {
    /// By the address of their resource: its own list, and that of the copy it replaces.
    var resources: [Address: [String]] = [:]
    var unfinished: [String] = []
    /// Of the apply under way, by sequence: what a step that is not settled is about.
    var intended: [Int: String] = [:]
    /// What steps of earlier applies that nobody settled are about.
    var unsettled: [String] = []

    var names: Set<String> {
      Set(unfinished).union(unsettled).union(intended.values).union(resources.values.joined())
    }
    var isEmpty: Bool {
      resources.isEmpty && unfinished.isEmpty && intended.isEmpty && unsettled.isEmpty
    }
  }

  private var stored = Owners()
  /// As they are once the write that is being decided is stored.
  private var next: Owners

  init(_ state: StoredState, unsettled: [UnsettledOperation]) {
    for index in state.resources.indices where state.resources[index].hasPrivateValues {
      let lists = state.resources[index].memberLists
      if !lists.isEmpty { stored.resources[state.resources[index].address] = lists }
    }
    stored.unfinished = state.unfinished.compactMap(\.privateValues.memberList)
    stored.unsettled = Self.lists(of: unsettled)
    next = stored
  }

  private static func lists(of operations: [UnsettledOperation]) -> [String] {
    operations.compactMap { $0.progress?.open?.values.memberList }
  }

  /// Forgets what a write would have done that was not stored.
  mutating func begin() { next = stored }

  /// What was done since `begin` is stored.
  mutating func take() { stored = next }

  mutating func put(_ resource: StoredResource) {
    guard resource.hasPrivateValues || !next.resources.isEmpty else { return }
    let lists = resource.memberLists
    guard !lists.isEmpty || next.resources[resource.address] != nil else { return }
    next.resources[resource.address] = lists.isEmpty ? nil : lists
  }

  mutating func delete(_ address: Address) {
    if !next.resources.isEmpty { next.resources[address] = nil }
  }

  mutating func put(_ unfinished: some Sequence<UnfinishedCreation>) {
    next.unfinished = unfinished.compactMap(\.privateValues.memberList)
  }

  /// What earlier applies left that is still not settled.
  mutating func put(unsettled: [UnsettledOperation]) { next.unsettled = Self.lists(of: unsettled) }

  mutating func intend(_ operation: IntendedOperation) {
    guard let list = operation.step?.values.memberList else { return }
    next.intended[operation.sequence] = list
  }

  mutating func settle(_ settlement: Settlement) {
    if case .unknown = settlement.result { return }
    if !next.intended.isEmpty { next.intended[settlement.sequence] = nil }
  }

  /// What belonged to something before, and does not once the write is stored.
  var left: [String] {
    stored.isEmpty ? [] : stored.names.subtracting(next.names).sorted()
  }

  /// Whether a list belongs to something once the write is stored.
  func has(_ list: String) -> Bool { next.names.contains(list) }
}

extension StoredResource {
  fileprivate var hasPrivateValues: Bool { !privateValues.isEmpty || !replacedValues.isEmpty }
}
