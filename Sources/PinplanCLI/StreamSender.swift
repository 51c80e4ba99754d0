import AdsModel
import Applying
import CustomerLists
import Diagnostics
import ManifestModel
import Outcomes
import Planning
import StateStore

/// Sends the batches of a stream: each under a lock of its own, journalled and settled as an apply is.
///
/// Between two batches anybody else may write to the state.
struct StreamSender {
  let common: CommonOptions
  let list: ExternalList
  let target: any AdsTarget

  /// How long a lock that somebody else holds is waited for.
  private static let patience = Duration.seconds(600)

  /// Returns once the batch is settled.
  func send(_ batch: StreamBatch) async throws {
    let end = ContinuousClock.now + Self.patience
    var hasSaid = false
    while true {
      do {
        return try await sendNow(batch)
      } catch let error as StateError {
        guard let holder = error.lockHolder, ContinuousClock.now < end else { throw error }
        if !hasSaid { common.console.say("Waiting for the lock on the state, held by \(holder).") }
        hasSaid = true
        try await Task.sleep(for: .seconds(1))
      }
    }
  }

  private func sendNow(_ batch: StreamBatch) async throws {
    let kind = ApplyRecord.Kind.audienceStream
    let manifest = list.manifest
    let watch = ApplyWatch(console: common.console, events: nil)
    let result = try await common.underLock(
      manifest.account, manifest.target, purpose: kind.rawValue, wasRead: true
    ) { session, author in
      var applier = try await common.applier(session, target)
      let earlier = try await watch.settle(applier, in: session, isInterruptible: false)
      guard earlier.open.isEmpty else { return ApplyResult(unsettled: earlier, in: session) }
      let list = try again(in: session.state)
      let (add, remove) = batch.sets(keyedBy: try common.makeListKey(for: list.address))
      let plan = list.plan(add: add.count, remove: remove.count)
      var start = ApplyStart(
        author: author, planDigest: "", configurationDigest: "", summary: plan.summary)
      start.kind = kind
      let wait = SettlingWait(common.console, isEarlier: false)
      defer { wait.end() }
      applier.settling = { wait.show($0) }
      applier.lists = ListUploads(
        [list.address: .changing(add: add, remove: remove)],
        keys: common.workspace.lists.keys)
      return try await applier.apply(plan, start)
    }
    guard !result.isComplete else { return }
    let words = result.failed.first?.error ?? result.notTried.first?.error ?? result.stopReason
    throw Failure(
      .streamStopped, "the stream to \(list.address) stopped: \(words ?? "something was not done")",
      hint: "start it again with the same input; `--checkpoint` lets it go on from there",
      exit: .stopped)
  }

  private func again(in state: StoredState) throws -> ExternalList {
    do throws(ExternalList.Refusal) { return try list.again(in: state) } catch {
      throw Failure(
        .planStale, error.diagnostic.message, hint: error.diagnostic.hint, exit: .stale)
    }
  }
}
