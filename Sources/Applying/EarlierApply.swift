import AdsModel
import Documents
import Planning
import StateStore

/// What was found out about the operations of an apply that was cut off.
public struct EarlierApply: Sendable {
  /// How many had happened, and are stored now.
  public internal(set) var happenedCount = 0
  /// How many had not happened.
  public internal(set) var absentCount = 0
  /// What is still not known, and why; nothing new may be sent before it is.
  public internal(set) var open: [ApplyResult.Step] = []

  /// How many operations were left open.
  public var count: Int { happenedCount + absentCount + open.count }
}

extension Applier {
  /// Finds out by looking what became of the operations of an apply that was cut off.
  public func settleEarlierApply() async throws(StateError) -> EarlierApply {
    var found = EarlierApply()
    guard !session.unsettled.isEmpty else { return found }
    // What holds others first, so that its id is known when they are looked for.
    for kind in ResourceKind.allCases.sorted() {
      let operations = session.unsettled.filter { $0.operation.address.kind == kind }
      guard !operations.isEmpty else { continue }
      try await settle(operations, &found)
    }
    return found
  }

  private func settle(
    _ operations: [UnsettledOperation], _ found: inout EarlierApply
  ) async throws(StateError) {
    let stored = Dictionary(session.state.resources.map { ($0.address, $0) }) { first, _ in first }
    let requests = operations.map { unsettled in
      let outcome = unsettled.outcome?.resource
      return LookRequest(
        unsettled.operation,
        parentID: unsettled.operation.address.parent.flatMap { stored[$0]?.id },
        outcome: outcome, newerThan: unsettled.newerThan,
        audienceIDs: outcome?.audienceIDs { stored[$0]?.id } ?? [:])
    }
    let findings = await target.look(for: requests, besides: session.state.resources.knownIDs)
    precondition(findings.count == requests.count, "a target finds something out about each")
    var resolutions: [Resolution] = []
    for (unsettled, finding) in zip(operations, findings) {
      switch finding {
      case .happened(let id):
        guard let outcome = unsettled.outcome else {
          found.open.append(.init(unsettled, "the journal does not say what it leaves behind"))
          continue
        }
        var resource = outcome.resource
        if unsettled.operation.kind == .create { resource?.id = id }
        resolutions.append(Resolution(unsettled, .happened(resource)))
        found.happenedCount += 1
      case .didNotHappen:
        resolutions.append(Resolution(unsettled, .didNotHappen))
        found.absentCount += 1
      case .cannotTell(let words), .failed(let words):
        found.open.append(.init(unsettled, words))
      }
    }
    try session.resolve(resolutions, now: now)
  }
}

extension KeptOutcome {
  fileprivate var resource: StoredResource? {
    switch self {
    case .resource(let resource): resource
    case .nothing: nil
    }
  }
}

extension ApplyResult.Step {
  fileprivate init(_ unsettled: UnsettledOperation, _ words: String) {
    let operation = unsettled.operation
    let action: Action =
      switch operation.kind {
      case .create: .create
      case .update, .move, .adopt: .update
      case .archive, .remove: .archive
      case .archiveReplaced: .replace
      }
    self.init(action, operation.address, id: operation.id, error: words)
  }
}
