import AdsModel

/// Where a state document lies: a branch, a server.
///
/// It keeps bytes, and swaps them for others only where nobody else did meanwhile.
protocol DocumentStore: Sendable {
  /// Where that is, as people know it.
  var place: String { get }

  /// What is kept; none where nothing is yet.
  func read() async throws(StateError) -> KeptBytes?

  /// Puts bytes in place of those that were read as a version, or where there were none.
  ///
  /// What it tells is certain: where an answer is lost, it looks. A throw says that nothing is known or
  /// that nothing was stored; either way nothing more may be sent.
  func swap(
    _ bytes: [UInt8], for version: String?, _ note: WriteNote
  ) async throws(StateError) -> SwapResult

  /// Tries to put the same bytes in place of others than those that are kept, and says whether that is
  /// turned away, as it has to be.
  func refusesStaleSwap(_ kept: KeptBytes) async throws(StateError) -> Bool

  /// Frees a lock of the place's own that the document does not tell of, and says whose it was; none where
  /// nobody held it, it is left alone, or there are none.
  func freeLock(_ whose: UnlockRule, _ note: WriteNote) async throws(StateError) -> String?
}

extension DocumentStore {
  func freeLock(_ whose: UnlockRule, _ note: WriteNote) async throws(StateError) -> String? { nil }
}

/// What a write does to the lock that is in the document, for a place that has one of its own.
enum LockUse: Hashable, Sendable {
  /// It stays with whoever writes, by its id.
  case held(String)
  /// Whoever writes takes it, after somebody who is gone.
  case taking(String, from: String?)
  /// Whoever writes gives it back.
  case releasing(String)
  /// It is taken away from somebody, by its id.
  case breaking(String)
}

/// Bytes, and what names just these.
struct KeptBytes: Hashable, Sendable {
  let bytes: [UInt8]
  let version: String
}

enum SwapResult: Hashable, Sendable {
  /// Stored, as this version.
  case stored(version: String)
  /// Something else is there by now, so nothing was stored.
  case raced
}

/// What a write is about, for whoever reads the log of a store.
struct WriteNote: Hashable, Sendable {
  /// One line.
  var summary: String
  /// Who writes.
  var user: String
  var host: String
  /// The CI run, where there is one.
  var runURL: String?
  var at: Instant
  /// What the lock was taken for.
  var purpose: String
  /// Whether an entry of the history begins or ends with it.
  var isMilestone = false
  var lock: LockUse
}

extension WriteNote {
  /// What a journal's write does, by whoever holds the lock.
  init(_ write: StateWrite, by holder: LockHolder, _ lock: LockUse) {
    // The clock of a write that only takes the lock or gives it back is its holder's.
    self.init("", by: holder, at: max(write.now, holder.acquiredAt), lock)
    var parts: [String] = []
    for entry in write.entries {
      switch entry {
      case .lock(let lock, _):
        parts.append(lock.map { "lock for \($0.holder.purpose)" } ?? "unlock")
      case .begin(let entry):
        isMilestone = true
        parts.append("\(entry.kind.rawValue) \(entry.number) begins")
      case .end(let apply, .done):
        isMilestone = true
        parts.append("entry \(apply) is done")
      case .end(let apply, .stopped(let reason)):
        isMilestone = true
        parts.append("entry \(apply) stopped: \(reason)")
      case .intend(let operations, _) where operations.isEmpty: break
      case .intend(let operations, _): parts.append("intend \(operations.count)")
      case .done(let steps, _): parts.append("record \(steps.count)")
      case .phases(let runs, _):
        let settled = runs.filter { !$0.phase.known.isUnsettled }.map(\.sequences.count)
        if !settled.isEmpty { parts.append("settle \(settled.reduce(0, +))") }
      case .everything(let document): parts.append("restore serial \(document.serial)")
      case .moved(let place): parts.append("moved to \(place.backend)")
      case .account, .resources, .members, .unfinished, .appliedMoves: break
      }
    }
    let line = parts.joined(separator: ", ")
    summary = line.split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  init(_ summary: String, by holder: LockHolder, at now: Instant, _ lock: LockUse = .held("")) {
    self.init(
      summary: summary, user: holder.user, host: holder.host, runURL: holder.runURL, at: now,
      purpose: holder.purpose, lock: lock)
  }
}
