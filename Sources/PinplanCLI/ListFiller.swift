import AdsModel
import Applying
import CustomerLists
import Diagnostics
import Documents
import ManifestModel
import Outcomes
import Planning
import Rendering
import Rules
import StateStore

/// Brings the people of a file onto a list that something else fills, or off it: reads, shows, asks, does it.
struct ListFiller {
  private let common: CommonOptions
  private let reporter: Reporter
  private var fill: ListFill
  /// Why a guardrail is let through; none where it holds.
  private let overriding: String?
  private var overrides: [OverrideRecord] = []

  init(
    _ common: CommonOptions, _ reporter: Reporter, _ fill: ListFill, overriding: String?
  ) {
    self.common = common
    self.reporter = reporter
    self.fill = fill
    self.overriding = overriding
  }

  mutating func run(asking: Bool) async throws {
    let (project, list) = try await common.externalList(fill.address)
    let access = common.workspace.lists
    let key = try common.listKey()
    let contents = try read(list, access, key, of: project)
    let order = try await list.order(fill.operation, contents, in: common.backend, key: key)
    fill.counts = order.counts
    try judge(order, of: list, in: project)
    guard !order.counts.isEmpty else {
      fill.outcome = .nothing
      return try reporter.show(fill)
    }
    try reporter.show(ListFillQuestion(fill))
    if asking { try confirm() }
    let target = try await common.connect(list.manifest.target, list.manifest.account)
    let found = try await target.preflight(list.manifest, isWriting: true)
    guard !found.contains(where: { $0.severity == .error }) else {
      throw Failure(found, of: project)
    }
    let result = try await carryOut(order, contents, on: list, at: target)
    fill.outcome = result.isComplete ? .done : .failed
    fill.error = result.failed.first?.error ?? result.notTried.first?.error ?? result.stopReason
    fill.lineage = result.lineage
    fill.serial = result.serial
    try reporter.show(fill)
    guard fill.outcome == .failed else { return }
    reporter.say("error: " + ListFillTextRenderer().renderFailure(fill))
    throw Ending(.stopped)
  }

  /// Reads the file, or ends with what is wrong with it.
  private mutating func read(
    _ list: ExternalList, _ access: ListAccess, _ key: ListKey?, of project: Project
  ) throws -> ExternalList.Contents {
    let contents: ExternalList.Contents
    do throws(ByteSource.Failure) {
      contents = try list.read(
        fill.file, for: fill.operation, from: .file(fill.file), access, key: key)
    } catch {
      throw Failure([.missingList(fill.file, error)], of: project)
    }
    fill.diagnostics = contents.diagnostics
    // The lines of a list are never shown.
    reporter.remark(contents.diagnostics) { _, _ in nil }
    fill.read = ListCheck.Counts(
      lines: contents.file.lines, distinct: contents.people.count + contents.suppressed,
      duplicates: contents.file.duplicates, hashing: contents.file.hashing)
    fill.suppressed = contents.suppressed
    guard !contents.hasErrors else { return try refuse() }
    return contents
  }

  /// Ends a command whose diagnostics are told already.
  private mutating func refuse<Value>() throws -> Value {
    fill.error = fill.diagnostics.first { $0.severity == .error }?.message
    try reporter.show(fill)
    throw Ending(.refused)
  }

  private mutating func judge(
    _ order: ListOrder, of list: ExternalList, in project: Project
  ) throws {
    guard
      let found = Rule.listRemoval(
        order.leaving, of: order.counts.knownBefore, on: list.address, in: list.manifest)
    else { return }
    let told = overriding.map(found.overridden) ?? found
    fill.diagnostics.append(told)
    reporter.remark([told], lines: project.line)
    guard let overriding else { return try refuse() }
    overrides = [OverrideRecord(code: found.code.rawValue, reason: overriding)]
  }

  private mutating func confirm() throws {
    fill.outcome = .notApproved
    let console = common.console
    if console.isInteractive {
      if console.confirms("Do it?") {
        fill.outcome = .failed
        return
      }
      console.say("Not approved; nothing was written.")
    } else {
      console.say("error: nobody is there to approve; say --auto-approve")
    }
    try reporter.show(FailureReport { [fill] in ListFillDocument.encode(fill) })
    throw Ending(.refused)
  }

  /// Does under the lock what was shown; an earlier apply is settled first.
  private func carryOut(
    _ order: ListOrder, _ contents: ExternalList.Contents, on list: ExternalList,
    at target: any AdsTarget
  ) async throws -> ApplyResult {
    let purpose = ApplyRecord.Kind(fill.operation)
    let watch = ApplyWatch(console: common.console, events: nil)
    return try await common.underLock(
      list.manifest.account, list.manifest.target, purpose: purpose.rawValue, wasRead: true
    ) { session, author in
      let applier = try await common.applier(session, target)
      let earlier = try await watch.settle(applier, in: session)
      guard earlier.open.isEmpty else { return ApplyResult(unsettled: earlier, in: session) }
      let list = try again(list, in: session.state)
      let key = try common.makeListKey(for: list.address)
      // Settling and the answer take their time: only what was shown is done.
      let now = try await list.order(
        fill.operation, contents.keyed(by: key), in: common.backend, key: key)
      guard now.counts == order.counts else {
        throw Failure(
          .planStale,
          "who is known to be on \(list.address) changed meanwhile; nothing was written",
          hint: "run the same command again", exit: .stale)
      }
      return try await carryOut(now, on: list, with: applier, by: author)
    }
  }

  /// Carries out an order, with an end that a signal may ask for; what is left after that is not tried.
  private func carryOut(
    _ order: ListOrder, on list: ExternalList, with applier: Applier, by author: Author
  ) async throws -> ApplyResult {
    let interruption = Interruption(common.console)
    defer { interruption.end() }
    let wait = SettlingWait(common.console, isEarlier: false)
    defer { wait.end() }
    var applier = applier
    applier.interruption = interruption.reasons
    applier.settling = { wait.show($0) }
    var result = ApplyResult(digest: nil)
    for step in order.steps {
      let plan = list.plan(add: step.add.count, remove: step.remove.count)
      var start = ApplyStart(
        author: author, planDigest: "", configurationDigest: "", summary: plan.summary,
        overrides: overrides)
      start.kind = ApplyRecord.Kind(fill.operation)
      applier.lists = ListUploads(
        [list.address: .changing(add: step.add, remove: step.remove)],
        keys: common.workspace.lists.keys)
      result = try await applier.apply(plan, start)
      guard result.isComplete else { break }
    }
    return result
  }

  private func again(_ list: ExternalList, in state: StoredState) throws -> ExternalList {
    do throws(ExternalList.Refusal) { return try list.again(in: state) } catch {
      throw Failure(
        .planStale, error.diagnostic.message, hint: error.diagnostic.hint, exit: .stale)
    }
  }
}

extension ApplyRecord.Kind {
  init(_ operation: ListFill.Operation) {
    self =
      switch operation {
      case .add: .audienceAdd
      case .remove: .audienceRemove
      case .replace: .audienceReplace
      }
  }
}
