import AdsModel
import Outcomes
import Planning
import StateStore

/// What was found out about the operations of an apply that was cut off.
public struct EarlierApply: Sendable {
  /// How many had happened, and are stored now.
  public internal(set) var happenedCount = 0
  /// Of how many some steps had happened, which are stored now, and others had not.
  public internal(set) var partCount = 0
  /// How many had not happened.
  public internal(set) var absentCount = 0
  /// What is still not known, and why; nothing new may be sent before it is.
  public internal(set) var open: [ApplyResult.Step] = []
  /// Why it was not looked for any longer; none when it was looked for to the end.
  public internal(set) var interruption: String?

  /// Nothing to find out.
  public init() {}

  /// How many operations were left open.
  public var count: Int { happenedCount + partCount + absentCount + open.count }
}

extension Applier {
  /// Finds out by looking what became of the operations of an apply that was cut off.
  ///
  /// What is seen to have happened is settled at once. For the rest this waits until it can no
  /// longer take effect, and looks twice before anything did not happen.
  public func settleEarlierApply() async throws(StateError) -> EarlierApply {
    var found = EarlierApply()
    let operations = session.unsettled
    guard !operations.isEmpty else { return found }
    let outcome = await outcome(of: operations)
    found.interruption = outcome.interruption
    var resolutions: [Resolution] = []
    let remembered = RememberedValues(session.state)
    for (position, unsettled) in operations.enumerated() {
      switch unsettled.isBetweenSteps ? .didNotHappen : outcome.findings[position] {
      case .happened(let id, let values):
        guard let outcome = unsettled.outcome else {
          found.open.append(.init(unsettled, "the journal does not say what it leaves behind"))
          continue
        }
        var resource = outcome.resource
        if unsettled.operation.kind == .create { resource?.id = id }
        remembered.keep(values, of: unsettled.operation, in: &resource)
        resolutions.append(Resolution(unsettled, .happened(resource)))
        found.happenedCount += 1
      case .stepHappened(let values):
        let resource = remembered.resource(with: values, of: unsettled.operation)
        resolutions.append(Resolution(unsettled, .stepHappened(values, resource)))
        found.partCount += 1
      case .didNotHappen:
        resolutions.append(Resolution(unsettled, .didNotHappen))
        if unsettled.progress?.doneCount ?? 0 > 0 {
          found.partCount += 1
        } else {
          found.absentCount += 1
        }
      case .cannotTell(let words), .failed(let words):
        found.open.append(.init(unsettled, words))
      case nil:
        found.open.append(
          .init(
            unsettled,
            "it can still take effect, and waiting for that was \(outcome.interruption ?? "cut off")"
          ))
      }
    }
    try await session.resolve(resolutions, now: now)
    return found
  }

  private enum Arrival: Sendable {
    case looked([(operation: Int, finding: LookFinding)])
    case waited
    case interrupted(String)
    /// Nobody is left to interrupt.
    case ended
  }

  /// What became of operations, by position, as far as somebody waits for it.
  private func outcome(
    of operations: [UnsettledOperation]
  ) async -> (findings: [Int: LookFinding], interruption: String?) {
    let requests = lookRequests(operations)
    let timing = target.timing
    return await withTaskGroup(of: Arrival.self) { group in
      defer { group.cancelAll() }
      if let interruption {
        group.addTask {
          for await reason in interruption { return .interrupted(reason) }
          return .ended
        }
      }
      var settling = Settling(
        operations.indices.filter { !operations[$0].isBetweenSteps }, apart: timing.lookInterval)
      var step = settling.start
      var hasNotified = false
      while true {
        switch step {
        case .look(let positions):
          let known = known(besides: settling.foundIDs, of: operations)
          group.addTask { [target] in
            let findings = await target.look(for: positions.map { requests[$0] }, besides: known)
            precondition(findings.count == positions.count, "something is found out about each")
            return .looked(zip(positions, findings).map { ($0, $1) })
          }
        case .wait(let time, let total):
          // Of the second look alone nobody has to hear.
          if total > timing.lookInterval {
            self.settling(
              SettlingNotice(
                addresses: settling.open.map { operations[$0].operation.address }, wait: total,
                isRepeated: hasNotified))
            hasNotified = true
          }
          wait(time, in: &group)
        case .over: return (settling.findings, nil)
        }
        arrivals: while let arrival = await group.next() {
          switch arrival {
          case .looked(let findings):
            let now = machineTime()
            step = settling.next(after: findings) {
              // An earlier version of pinplan did not say until when.
              operations[$0].deadline?.remaining(at: now) ?? timing.span
            }
            break arrivals
          case .waited:
            step = .look(settling.open)
            break arrivals
          case .interrupted(let reason):
            await target.interrupt()
            return (settling.findings, reason)
          case .ended: continue
          }
        }
      }
    }
  }

  private func wait(_ time: Duration, in group: inout TaskGroup<Arrival>) {
    group.addTask { [sleep] in
      do { try await sleep(time) } catch { return .interrupted("cut off") }
      return .waited
    }
  }

  private func lookRequests(_ operations: [UnsettledOperation]) -> [LookRequest] {
    // What holds others was stored before they were sent.
    let stored = session.state.resources.byAddress
    let remembered = RememberedValues(session.state)
    return operations.map { unsettled in
      let outcome = unsettled.outcome?.resource
      return LookRequest(
        unsettled.operation,
        parentID: unsettled.operation.address.parent.flatMap { stored[$0]?.id ?? $0.strangerID },
        outcome: outcome, newerThan: unsettled.newerThan,
        referenceIDs: outcome?.referenceIDs { stored[$0]?.id } ?? [:],
        privateValues: remembered.values(of: unsettled.operation), step: unsettled.progress?.open)
    }
  }

  /// The ids that are nobody's creation that is looked for.
  private func known(
    besides found: [Int: String], of operations: [UnsettledOperation]
  ) -> [ResourceKind: Set<String>] {
    var known = session.state.resources.knownIDs
    known.insert(archived)
    for (position, id) in found {
      known[operations[position].operation.address.kind, default: []].insert(id)
    }
    return known
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
