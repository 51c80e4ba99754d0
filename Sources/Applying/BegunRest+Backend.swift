import AdsModel
import Outcomes
import Planning
import StateStore

extension StateBackend {
  /// What is left of the apply of a digest that this state has begun; none when there is none.
  public func rest(ofDigest digits: String) async throws(StateError) -> BegunRest? {
    try await begun(digits).flatMap(BegunRest.init)
  }

  /// What is left of a saved plan where this state has begun it; else the plan.
  ///
  /// Throws a `PlanRefusal` where what was begun is not as it was left, or a `StateError`.
  public func left(
    of plan: Plan, _ digest: String, now: Instant
  ) async throws -> (plan: Plan, rest: BegunRest?) {
    guard let state = try await read(), plan.lineage == nil || plan.lineage == state.lineage,
      let rest = try await rest(ofDigest: digest)
    else { return (plan, nil) }
    // As long as nothing was done and the plan itself holds, it is a beginning.
    guard rest.hasEffect || !plan.staleness(in: state, now: now).isEmpty else {
      return (plan, nil)
    }
    var (left, moved) = rest.rest(of: plan, in: state, now: now)
    guard moved.isEmpty else { throw PlanRefusal.stale(try await words(for: moved, since: rest)) }
    left.notes.append(rest.continuation.sentence(nothingLeft: left.isEmpty))
    return (left, rest)
  }

  /// What is otherwise than an apply that was begun left it, with the later apply that did that.
  public func words(
    for differences: [BegunDifference], since rest: BegunRest
  ) async throws(StateError) -> [String] {
    var words: [String] = []
    for difference in differences {
      // A message names only so many.
      guard words.count < 20, let address = difference.undone,
        let later = try await later(than: rest, at: address)
      else {
        words.append(difference.description)
        continue
      }
      words.append(
        "\(difference.description): \(later.kind.rawValue) \(later.number), \(later.startedAt), changed it"
      )
    }
    return words
  }

  /// The last entry of the history that wrote a resource after an apply that was begun, and is none
  /// of its runs.
  private func later(
    than rest: BegunRest, at address: Address
  ) async throws(StateError) -> ApplyRecord? {
    try await life(of: address).last { event in
      event.apply.number > rest.firstApply && !rest.runs.contains(event.apply.number)
        && [.done, .resolvedDone].contains(event.operation.phase)
    }?.apply
  }
}
