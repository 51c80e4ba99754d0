import AdsModel
import Applying
import Diagnostics
import Outcomes
import Planning
import Rendering
import StateStore

/// Applies an approved plan: settles what was cut off, takes the lock, does it, tells what came of it.
struct ApplyRunner {
  let common: CommonOptions
  let reporter: ApplyReporter
  let webhook: WebhookOptions
  /// The most people of one upload.
  var uploadBatch = ListUploads.mostPeople
  private let watch: ApplyWatch
  /// Whether an earlier apply had left something open, which this run has settled.
  private var hadUncertainty = false

  init(_ common: CommonOptions, _ reporter: ApplyReporter, _ webhook: WebhookOptions) {
    self.common = common
    self.reporter = reporter
    self.webhook = webhook
    watch = ApplyWatch(console: common.console, events: reporter.events)
  }

  mutating func apply(savedPlan file: String) async throws {
    let plan: Plan
    do {
      plan = try PlanFile.read(file)
    } catch {
      throw Failure(.planFileUnusable, "\(file): \(error)", exit: .stale)
    }
    // A folder without a project, or with another's state, is told before what moved.
    _ = try await common.storedState()
    // What was cut off is known first: it is no stranger's, and a plan that was begun goes on.
    try await settleEarlierApply()
    let digest = plan.digest()
    let run = try await refusing(plan) { () async throws -> ApplyRun in
      let backend = try common.backend
      let (left, rest) = try await backend.left(of: plan, digest, now: common.time)
      try await refusing(left) {
        try common.workspace.check(left, in: try await backend.read(), continuing: rest)
      }
      let (moved, people) = try await differencesOnAccount(left, of: plan, continuing: rest)
      guard moved.isEmpty else { throw PlanRefusal.stale(moved) }
      return ApplyRun(
        left, left.digests(), under: digest, continuing: rest, judgingAgain: true, people: people)
    }
    try reporter.output.show(PlanPreview(run.plan, digest: digest))
    try await apply(run)
  }

  /// Reports why a plan is not carried out.
  private func refusing<Result>(
    _ plan: Plan, _ body: () async throws -> Result
  ) async throws -> Result {
    do { return try await body() } catch let refusal as PlanRefusal {
      throw try reporter.report(refusal, of: plan)
    }
  }

  /// What an account holds otherwise than a saved plan counts on, or than what is done of it left; with the
  /// people who were read for it.
  private func differencesOnAccount(
    _ left: Plan, of whole: Plan, continuing rest: BegunRest?
  ) async throws -> (moved: [String], people: ReadPeople?) {
    guard whole.target == .pinterest else { return ([], nil) }
    var request = whole.request
    request.options = whole.replaceOptions
    if let rest { request.options.replace = rest.replacing(request.options.replace) }
    request.rest = rest
    request.bindings = whole.bindings
    let planned = try await common.planned(request, isWriting: true) { diagnostics, project in
      common.console.show(diagnostics, sourceLine: project.line)
      try reporter.reportUntouched(whole, because: "the plan is refused", diagnostics)
    }
    guard let fresh = planned.boundPlan else { throw Ending(.refused) }
    guard let rest else { return (left.differences(onAccount: fresh), planned.people) }
    let found = rest.differences(
      from: fresh, configurationDigest: planned.project.configurationDigest, now: common.time)
    return (try await common.backend.words(for: found, since: rest), planned.people)
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
    // Mostly nothing is open, and then the project need not be read for it.
    guard try await common.backend.unsettledCount() > 0,
      let state = try await common.storedState(), state.target != .local
    else { return }
    let result = try await common.underLock(
      state.account, state.target, purpose: "apply", wasRead: true
    ) { session, _ in
      let applier = try await common.applier(session, target(session))
      let earlier = try await watch.settle(applier, in: session)
      return earlier.open.isEmpty ? nil : ApplyResult(unsettled: earlier, in: session)
    }
    hadUncertainty = true
    if let result { try reporter.report(result) }
  }

  /// Applies a plan that was approved under its digest.
  func apply(_ run: ApplyRun) async throws {
    let plan = run.plan
    let backend = try common.backend
    guard try await backend.needsWriting(for: plan) else {
      let result = await noticing(.nothing(to: plan), of: plan)
      try reporter.report(result, run.digest, continuing: run.rest)
      return
    }
    var hasAudiences = plan.changes.contains { $0.address.kind == .audience }
    var result = try await refusing(plan) {
      var lists = try ListUploads(plan, in: common.workspace, read: run.people)
      lists.batchLimit = uploadBatch
      if run.judgesAgain {
        let appeared = try await common.appeared(since: plan, try await backend.read())
        guard appeared.isEmpty else { throw PlanRefusal.stale(appeared) }
      }
      return try await common.underLock(
        plan.account, plan.target, purpose: "apply", wasRead: plan.lineage != nil
      ) { session, author in
        hasAudiences =
          hasAudiences || session.state.resources.contains { $0.address.kind == .audience }
        return try await carryOut(run, bringing: lists, in: session, author)
      }
    }
    let twice = result.hadUncertainty ? await common.lookAlikes(after: plan) : []
    result.diagnostics += twice
    if !twice.isEmpty {
      reporter.output.remark(twice, lines: common.workspace.project().project.line)
    }
    result = await noticing(result, of: plan, hasAudiences: hasAudiences)
    try reporter.report(result, run.digest, continuing: run.rest)
    if twice.contains(where: { $0.severity == .error }) { throw Ending(.stopped) }
  }

  private func carryOut(
    _ run: ApplyRun, bringing lists: ListUploads, in session: any StateSession, _ author: Author
  ) async throws -> ApplyResult {
    let target = try await target(session)
    var applier = try await common.applier(session, target)
    applier.lists = lists
    let earlier = try await watch.settle(applier, in: session)
    guard earlier.open.isEmpty else {
      return ApplyResult(unsettled: earlier, before: run.plan, in: session)
    }
    let result = try await watch.carryOut(
      run, in: common.workspace, by: author, with: applier, isRemote: target.delivery.isRemote,
      hadUncertainty: hadUncertainty || earlier.count > 0)
    reporter.eventFailure?.say(on: common.console)
    return result
  }
}
