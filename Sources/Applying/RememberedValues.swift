import AdsModel
import Planning
import StateStore

/// What a target remembers of what operations are about, as it is stored.
struct RememberedValues {
  private let stored: [Address: StoredResource]
  private let unfinished: [Address: PrivateValues]

  init(_ state: StoredState) {
    stored = state.resources.byAddress
    unfinished = Dictionary(state.unfinished.map { ($0.address, $0.privateValues) }) {
      first, _ in first
    }
  }

  /// Of the resource, of the copy that is to be archived, of what is being made.
  func values(of operation: OperationRecord) -> PrivateValues {
    switch operation.kind {
    case .create: unfinished[operation.address] ?? [:]
    case .archiveReplaced: stored[operation.address]?.replacedValues ?? [:]
    case .update, .archive, .move, .remove, .adopt:
      stored[operation.address]?.privateValues ?? [:]
    }
  }

  /// Gives what an operation leaves behind what is remembered of it, which its steps may have changed
  /// since it was intended; `values` in place of that where there are any.
  func keep(
    _ values: PrivateValues?, of operation: OperationRecord, in resource: inout StoredResource?
  ) {
    // The copy that is archived then is remembered no longer, and the new one as it was.
    resource?.privateValues =
      operation.kind == .archiveReplaced
      ? stored[operation.address]?.privateValues ?? [:] : values ?? self.values(of: operation)
  }

  /// What is stored once a step of an operation has returned values; none while it is being made.
  func resource(with values: PrivateValues, of operation: OperationRecord) -> StoredResource? {
    guard operation.kind != .create else { return nil }
    var resource = stored[operation.address]
    resource?.remember(values, of: operation.kind)
    return resource
  }
}

extension UnsettledOperation {
  /// Whether every step of it that was begun is settled, so that there is nothing to look for.
  var isBetweenSteps: Bool { progress.map { $0.open == nil } ?? false }
}
