import AdsModel
import Outcomes
import Planning
import StateStore

extension ApplyDriver {
  /// What was done, what failed and what was not tried.
  func result(_ start: ApplyStart) -> ApplyResult {
    let plan = ledger.plan
    var result = ApplyResult(digest: start.planDigest)
    result.summary = plan.summary
    result.moveCount = plan.moves.count
    result.diagnostics = plan.diagnostics
    result.applied = ledger.applied
    result.hadUncertainty = dispatcher.hadUncertainty
    guard ledger.appliedCount < plan.changes.count else { return result }
    result.stopReason = recorder.failure?.description ?? dispatcher.stopReason
    var isReported = ledger.isApplied
    for operation in ledger.operations where !isReported[operation.changeIndex] {
      guard let words = failureWords(operation.sequence) else { continue }
      isReported[operation.changeIndex] = true
      result.failed.append(
        ledger.step(
          operation.changeIndex, id: plan.changes[operation.changeIndex].id, error: words))
    }
    for operation in ledger.operations where !isReported[operation.changeIndex] {
      // Of a replacement, the first operation that was not done says why.
      guard dispatcher.conditions[operation.sequence] != .done else { continue }
      isReported[operation.changeIndex] = true
      result.notTried.append(
        ledger.step(
          operation.changeIndex, id: plan.changes[operation.changeIndex].id,
          error: untriedWords(operation.sequence) ?? result.stopReason))
    }
    return result
  }

  /// Why an operation failed; none when it did not, or was not tried.
  private func failureWords(_ position: Int) -> String? {
    if recorder.unrecorded.contains(position), ledger.isRemote,
      dispatcher.conditions[position] != .notSent || ledger.progress[position] != nil
    {
      return "it was sent, and what came of it could not be stored; \(Self.findsOut)"
    }
    switch dispatcher.conditions[position] {
    case .failed, .unknown: return dispatcher.words[position] ?? ""
    case .unanswered:
      let words = dispatcher.words[position] ?? ""
      return "\(words); whether it happened is not known: \(Self.findsOut)"
    case .waiting, .ready, .sent, .done, .notSent, .dropped: return nil
    }
  }

  static let findsOut = "apply again, which finds out before it does anything else"

  static let goesOn = "apply again, which goes on from there"

  /// How far an operation of several steps got that nothing went wrong with.
  func halfDoneWords(_ position: Int) -> String? {
    ledger.progress[position].map { step in
      let reason = dispatcher.stopReason.map { ": \($0)" } ?? ""
      return "stopped after its step \(step.name)\(reason); \(Self.goesOn)"
    }
  }

  private func untriedWords(_ position: Int) -> String? {
    if dispatcher.conditions[position] == .ready, let words = halfDoneWords(position) {
      return words
    }
    guard let cause = dispatcher.causes[position] else { return dispatcher.words[position] }
    let address = ledger.change(of: ledger.operations[cause]).address
    return "because of \(address): \(dispatcher.words[cause] ?? "")"
  }
}

extension ApplyResult {
  /// Why it is not complete, for the history.
  var shortReason: String {
    stopReason ?? failed.first?.error ?? notTried.first?.error ?? "something was not done"
  }
}
