import AdsModel
import Applying
import ArgumentParser
import Diagnostics
import Documents
import Foundation
import ManifestLoading
import Outcomes
import Planning
import Rendering
import StateStore

/// Applies an approved plan: takes the lock, checks that the plan still holds, does it, reports.
struct ApplyRunner {
  let common: CommonOptions
  let reporter: Reporter
  /// Where the events go; none when nobody asked for them.
  let events: EventFile?
  /// Where the result goes in Markdown; none when nobody asked for it.
  let summary: String?

  private var console: Console { common.console }
  /// Whether an earlier apply had left something open, which this run has settled.
  var hadUncertainty = false

  mutating func apply(savedPlan file: String) async throws {
    let plan: Plan
    do {
      plan = try PlanFile.read(file)
    } catch {
      throw Failure(.planFileUnusable, "\(file): \(error)", exit: .stale)
    }
    // What was cut off is known first: it is no stranger's, and a plan that was begun goes on.
    try await settleEarlierApply()
    let digest = plan.digest()
    let (left, rest) = try await left(of: plan, digest)
    try check(left, in: try await state(), continuing: rest)
    let moved = try await differencesOnAccount(left, of: plan, continuing: rest)
    guard moved.isEmpty else { throw try stale(plan, moved) }
    try reporter.show(PlanPreview(left, digest: digest))
    try await apply(left, digest: digest, continuing: rest, judgingAgain: true)
  }

  /// What is left of a saved plan where this state has begun it; else the plan.
  private func left(of plan: Plan, _ digest: String) async throws -> (Plan, BegunRest?) {
    guard let state = try await state(), plan.lineage == nil || plan.lineage == state.lineage,
      let rest = try await common.rest(ofDigest: digest)
    else { return (plan, nil) }
    // As long as nothing was done and the plan itself holds, it is a beginning.
    guard rest.hasEffect || !plan.staleness(in: state, now: common.time).isEmpty else {
      return (plan, nil)
    }
    var (left, moved) = rest.rest(of: plan, in: state, now: common.time)
    guard moved.isEmpty else { throw try await stale(plan, common.words(moved, since: rest)) }
    left.notes.append(rest.continuation.sentence(nothingLeft: left.isEmpty))
    return (left, rest)
  }

  /// What an account holds otherwise than a saved plan counts on, or than what is done of it left.
  private func differencesOnAccount(
    _ left: Plan, of whole: Plan, continuing rest: BegunRest?
  ) async throws -> [String] {
    guard whole.target == .pinterest else { return [] }
    var request = whole.request
    request.options = whole.replaceOptions
    if let rest { request.options.replace = rest.replacing(request.options.replace) }
    request.rest = rest
    let planned = try await common.planned(request, isWriting: true) { diagnostics, project in
      console.show(diagnostics, sourceLine: project.line)
      try reportUntouched(whole, because: "the plan is refused", diagnostics)
    }
    guard let fresh = planned.boundPlan else { throw Ending(.refused) }
    guard let rest else { return left.differences(onAccount: fresh) }
    let found = rest.differences(
      from: fresh, configurationDigest: planned.project.configurationDigest, now: common.time)
    return try await common.words(found, since: rest)
  }

  /// Where the plan goes.
  private func target(_ session: any StateSession) async throws -> any AdsTarget {
    try await common.connect(session.state.target, session.state.account)
  }

  /// Finds out what an earlier apply did that was cut off, where only the target knows; a plan is
  /// then right at once.
  ///
  /// Ends with exit 4 when the target cannot tell either.
  mutating func settleEarlierApply() async throws {
    do {
      // Mostly nothing is open, and then the project need not be read for it.
      guard try await common.backend.unsettledCount() > 0,
        let state = try await common.storedState(), state.target != .local
      else { return }
      let result = try await common.underLock(
        state.account, state.target, purpose: "apply", wasRead: true
      ) { session, _ in
        let applier = try await common.applier(session, target(session))
        let earlier = try await settle(applier, in: session)
        return earlier.open.isEmpty ? nil : ApplyResult(unsettled: earlier, in: session)
      }
      hadUncertainty = true
      if let result { try report(result) }
    } catch let error as StateError {
      throw common.refusal(error)
    }
  }

  /// Settles an earlier apply with words, as long as no signal ends it.
  private func settle(
    _ applier: Applier, in session: any StateSession
  ) async throws -> EarlierApply {
    guard !session.unsettled.isEmpty else { return EarlierApply() }
    var applier = applier
    let interruption = Interruption(console)
    defer { interruption.end() }
    let wait = SettlingWait(console, isEarlier: true)
    applier.interruption = interruption.reasons
    applier.settling = { notice in
      wait.show(notice)
      events?.waiting(notice)
    }
    let earlier = try await applier.settleEarlierApply()
    wait.end()
    if let sentence = earlier.sentence { console.say(sentence) }
    return earlier
  }

  /// Applies a plan that was approved under its digest.
  ///
  /// Of an apply that was begun, `plan` is the rest.
  func apply(
    _ plan: Plan, digest: String, continuing rest: BegunRest? = nil, judgingAgain: Bool = false
  ) async throws {
    guard try await needsSession(plan) else {
      try report(ApplyResult.nothing(to: plan), digest, continuing: rest)
      return
    }
    if judgingAgain {
      let appeared = try await common.appeared(since: plan, try await state())
      guard appeared.isEmpty else { throw try stale(plan, appeared) }
    }
    var result = try await common.underLock(
      plan.account, plan.target, purpose: "apply", wasRead: plan.lineage != nil
    ) { session, author in
      try await apply(
        plan, digest, continuing: rest, in: session, author, judgingAgain: judgingAgain)
    }
    let twice = result.hadUncertainty ? await common.lookAlikes(after: plan) : []
    result.diagnostics += twice
    if reporter.isText, !twice.isEmpty {
      console.show(twice, sourceLine: common.workspace.project().project.line)
    }
    try report(result, digest, continuing: rest)
    if twice.contains(where: { $0.severity == .error }) { throw Ending(.stopped) }
  }

  private func apply(
    _ plan: Plan, _ digest: String, continuing rest: BegunRest?, in session: any StateSession,
    _ author: Author, judgingAgain: Bool
  ) async throws -> ApplyResult {
    let now = common.time
    let target = try await target(session)
    var applier = try await common.applier(session, target)
    let earlier = try await settle(applier, in: session)
    guard earlier.open.isEmpty else {
      return ApplyResult(unsettled: earlier, before: plan, in: session)
    }
    // Between planning and taking the lock somebody else may have written.
    let moved = plan.staleness(in: session.state, now: now)
    guard moved.isEmpty else { throw try stale(plan, moved) }
    if judgingAgain { try check(plan, in: session.state, continuing: rest) }
    var start = start(plan, digest, author)
    let adoption = plan.adoption(in: session.state)
    try await session.adopt(
      adoption.resources, forgetting: adoption.forgotten, kind: .refresh, by: start.author, now: now
    )
    start.review = plan.review(in: session.state, continuing: rest)
    if plan.isEmpty, session.state.appliedMoves == plan.appliedMoves {
      var result = ApplyResult.nothing(to: plan)
      result.lineage = session.state.lineage
      result.serial = session.nextSerial - 1
      return result
    }
    let progress = ProgressBar(total: plan.changes.count, isRemote: target.delivery.isRemote)
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
    events?.started(operations: plan.operations.count)
    var result = try await applier.apply(plan, start)
    wait.end()
    result.hadUncertainty = result.hadUncertainty || hadUncertainty || earlier.count > 0
    events?.finished(result)
    progress.clear()
    eventFailure?.say(on: console)
    return result
  }

  private func start(_ plan: Plan, _ digest: String, _ author: Author) -> ApplyStart {
    ApplyStart(
      author: author, planDigest: digest,
      configurationDigest: plan.configuration.digest, summary: plan.summary,
      overrides: plan.overrides.map(OverrideRecord.init))
  }

  /// Whether anything has to be written: changes, or what a killed apply left open.
  private func needsSession(_ plan: Plan) async throws -> Bool {
    if !plan.isEmpty || !plan.refreshes.isEmpty { return true }
    let backend = try common.backend
    do {
      guard let state = try await backend.read() else { return false }
      let isLeftOpen = try await backend.holder()?.isKnownDead ?? false
      let openCount = try await backend.unsettledCount()
      return isLeftOpen || state.target != .local && openCount > 0
        || state.appliedMoves != plan.appliedMoves
    } catch {
      throw common.refusal(error)
    }
  }

  private func state() async throws -> StoredState? {
    let backend = try common.backend
    do { return try await backend.read() } catch { throw common.refusal(error) }
  }

  private func check(
    _ plan: Plan, in state: StoredState?, continuing rest: BegunRest?
  ) throws {
    do throws(PlanRefusal) {
      try common.workspace.check(plan, in: state, continuing: rest)
    } catch {
      switch error {
      case .stale(let moved): throw try stale(plan, moved)
      case .refused(let diagnostics):
        console.show(diagnostics, sourceLine: common.workspace.project().project.line)
        try reportUntouched(plan, because: "a guardrail refuses the plan", diagnostics)
        throw Ending(.refused)
      }
    }
  }

  private func stale(_ plan: Plan, _ moved: [String]) throws -> Failure {
    let rest = moved.count > 20 ? ["and \(moved.count - 20) more"] : []
    let failure = Failure(
      .planStale, "the plan no longer holds; nothing was written",
      details: moved.prefix(20).map(Printable.text) + rest,
      hint: "plan again, and have the new plan reviewed", exit: .stale)
    try reportUntouched(
      plan, because: "the plan no longer holds", plan.diagnostics + failure.diagnostics)
    return failure
  }

  /// The JSON of an apply that wrote nothing; in text the reason has been said already.
  func reportUntouched(
    _ plan: Plan, because reason: String, _ diagnostics: [Diagnostic]? = nil
  ) throws {
    var result = ApplyResult.nothing(to: plan)
    result.diagnostics = diagnostics ?? plan.diagnostics
    result.stopReason = reason
    result.notTried = plan.changes.map {
      ApplyResult.Step($0.action, $0.address, id: $0.id, error: reason, source: $0.source)
    }
    _ = writeSummary(of: result)
    try reporter.show(FailureReport { [result] in ApplyDocument.encode(result) })
  }

  private func report(
    _ result: ApplyResult, _ digest: String? = nil, continuing rest: BegunRest? = nil
  ) throws {
    var result = result
    if let rest {
      result.digest = digest
      result.continues = rest.continuation
    }
    let unwritten = [writeSummary(of: result), eventFailure].compactMap(\.self)
    // Said already; a document that looks as if all were well would hide it.
    result.diagnostics += unwritten.flatMap(\.diagnostics)
    try reporter.show(result)
    if !result.isComplete || !unwritten.isEmpty { throw Ending(.stopped) }
  }

  private var eventFailure: Failure? {
    (events?.failure).map {
      Failure(
        .outputUnwritable, "the events are not complete: \($0.reason)", exit: .stopped)
    }
  }
}

extension ApplyRunner {
  /// Writes the summary where one is wanted; an apply goes on without it.
  ///
  /// Returns why it could not be written, which is said already.
  func writeSummary(of result: ApplyResult) -> Failure? {
    guard let summary else { return nil }
    WrittenResult.ofThisRun.isSummarised = true
    let options = MarkdownOptions(
      time: common.time, byteBudget: 1 << 20, folder: common.checkout.folder,
      project: common.checkout.project)
    let text = MarkdownApplyRenderer(options).render(result)
    do throws(Failure) {
      try common.write(Array(text.utf8), to: "--summary", summary)
      return nil
    } catch {
      error.say(on: console)
      return error
    }
  }
}

extension EarlierApply {
  /// What was found out, for people; none when there was nothing to find out.
  var sentence: String? {
    guard count > 0 else { return nil }
    let counts = [
      (happenedCount, "found to have happened"), (absentCount, "found not to have happened"),
      (open.count, "still not known"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return "An earlier apply was cut off; of its operations, \(counts.joined(separator: ", "))."
  }
}

extension ApplyResult {
  /// The result of an apply that cannot begin, as an earlier one cannot be settled.
  init(unsettled earlier: EarlierApply, before plan: Plan? = nil, in session: any StateSession) {
    self = plan.map { .nothing(to: $0) } ?? Self(digest: nil)
    lineage = session.state.lineage
    serial = session.nextSerial - 1
    failed = earlier.open
    stopReason = earlier.interruption ?? "nothing new is sent before an earlier apply is settled"
    hadUncertainty = true
    notTried = (plan?.changes ?? []).map {
      Step($0.action, $0.address, id: $0.id, error: stopReason, source: $0.source)
    }
  }

  /// The result of an apply of a project that allows no plan.
  init(refusedBy diagnostics: [Diagnostic]) {
    self.init(digest: nil)
    self.diagnostics = diagnostics
  }

  /// The result of an apply that a failure ended before it began.
  init(endedBy failure: Failure) {
    self.init(refusedBy: failure.diagnostics)
    stopReason = failure.diagnostic?.message
  }

  /// The result of a plan that has nothing to do.
  static func nothing(to plan: Plan) -> Self {
    var result = Self(
      digest: plan.digest(), lineage: plan.lineage, serial: plan.lineage == nil ? nil : plan.serial)
    result.summary = plan.summary
    result.diagnostics = plan.diagnostics
    return result
  }
}
