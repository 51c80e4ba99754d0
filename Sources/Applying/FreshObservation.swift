import AdsModel
import ManifestModel
import Planning
import StateStore

/// That what was written a short while ago is not shown as it was written, and is waited for.
public struct UnshownNotice: Hashable, Sendable, CustomStringConvertible {
  /// What is not shown, in address order.
  public let addresses: [Address]
  /// How long that can take at most.
  public let wait: Duration

  public var description: String {
    let first = addresses.first.map { "\($0)" } ?? "nothing"
    let (others, seconds) = (addresses.count - 1, wait.components.seconds + 1)
    let subject = others > 0 ? "\(first) and \(others) more were" : "\(first) was"
    return "\(subject) written a short while ago, and Pinterest does not show it yet: reading again"
      + " for up to \(seconds) s."
  }
}

extension AdsTarget {
  /// What is live of everything that is stored, read again while it may be behind what was written;
  /// none where the state itself is the account.
  ///
  /// A list may be answered from a copy. Until the last request can no longer take effect, what was
  /// created and is not there, and what holds a value from before, is not drift. What was archived is
  /// archived for good: a list that still shows it as it was says nothing.
  public func observeOwned(
    _ manifest: Manifest, _ state: StoredState?, after recent: RecentEffect?,
    waiting: (UnshownNotice) -> Void
  ) async throws(TargetFailure) -> LiveAccount? {
    let archived = recent?.archived ?? []
    var live = try await observe(.owned(manifest, state))?.leavingOut(archived)
    guard let state, let recent else { return live }
    var pause = Duration.seconds(1)
    while !Task.isCancelled, let shown = live {
      let left = recent.deadline.remaining(at: .current)
      let drift = Drift(state: state, live: shown, ignoring: manifest.ignoredChanges)
      let unshown = drift.items.filter(recent.mayHide).map(\.address)
      guard left > .zero, !unshown.isEmpty else { break }
      // What is over at once needs no words.
      if pause == .seconds(1), left > .seconds(2) {
        waiting(UnshownNotice(addresses: unshown, wait: left))
      }
      try? await Task.sleep(for: min(left, pause))
      pause += pause
      live = try await observe(.owned(manifest, state))?.leavingOut(archived)
    }
    return live
  }
}

extension RecentEffect {
  /// Whether a difference may be nothing but a reading from before.
  func mayHide(_ item: Drift.Item) -> Bool {
    switch item.kind {
    case .archived: false
    case .vanished: created.contains(item.address)
    case .changed(let fields):
      fields.allSatisfy { field in
        before[item.address]?.contains { change in
          let (path, old) = (field.path, change.before?.unlessDefault(at: field.path))
          return change.path == path
            && FieldValue.same(old, field.live?.unlessDefault(at: path), at: path)
        } ?? false
      }
    }
  }
}
