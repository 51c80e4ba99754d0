import Applying
import Outcomes
import Planning
import StateStore

/// What people, and readers of the events, see of an apply while it goes on.
struct ApplyWatch {
  let console: Console
  /// Where the events go; none when nobody asked for them.
  let events: EventFile?

  /// Settles an earlier apply with words; a signal ends that early, or else the process.
  func settle(
    _ applier: Applier, in session: any StateSession, isInterruptible: Bool = true
  ) async throws -> EarlierApply {
    guard !session.unsettled.isEmpty else { return EarlierApply() }
    var applier = applier
    let interruption = isInterruptible ? Interruption(console) : nil
    defer { interruption?.end() }
    let wait = SettlingWait(console, isEarlier: true)
    applier.interruption = interruption?.reasons
    applier.settling = { notice in
      wait.show(notice)
      events?.waiting(notice)
    }
    let earlier = try await applier.settleEarlierApply()
    wait.end()
    if let sentence = earlier.sentence { console.say(sentence) }
    return earlier
  }

  /// Applies with a bar, and with an end that a signal may ask for.
  ///
  /// `hadUncertainty` says that it was unclear of something before.
  func carryOut(
    _ run: ApplyRun, in workspace: Workspace, by author: Author, with applier: Applier,
    isRemote: Bool, hadUncertainty: Bool
  ) async throws -> ApplyResult {
    var applier = applier
    let progress = ProgressBar(total: run.plan.changes.count, isRemote: isRemote)
    let interruption = Interruption(console)
    defer { interruption.end() }
    applier.interruption = interruption.reasons
    let wait = SettlingWait(console, isEarlier: false)
    applier.settling = { notice in
      progress.clear()
      wait.show(notice)
      events?.waiting(notice)
    }
    applier.progress = { recorded in
      wait.end()
      progress.show(recorded.doneCount)
      events?.recorded(recorded)
    }
    var hasStarted = false
    applier.starting = { operations in
      hasStarted = true
      events?.started(operations: operations)
    }
    var result = try await run.carryOut(in: workspace, by: author, with: applier)
    wait.end()
    progress.clear()
    guard hasStarted else { return result }
    result.hadUncertainty = result.hadUncertainty || hadUncertainty
    events?.finished(result)
    return result
  }
}
