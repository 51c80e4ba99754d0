import AdsModel
import Diagnostics
import Outcomes
import Planning
import StateStore

extension StateBackend {
  /// Every write, oldest first.
  public func history() async throws(StateError) -> [HistoryEntry] {
    let records = try await applies()
    let running = try await running(among: records)
    return records.map { HistoryEntry($0, running: running) }
  }

  /// One write with all its operations; none where there is no such number.
  public func history(_ number: Int64) async throws(StateError) -> HistoryEntry? {
    guard var entry = try await history().first(where: { $0.number == number }) else { return nil }
    entry.operations = try await operations(ofApply: number).map { HistoryOperation($0) }
    return entry
  }

  /// The writes that touched a resource, each with what it did there.
  public func history(of address: Address) async throws(StateError) -> [HistoryEntry] {
    let events = try await life(of: address)
    let running = try await running(among: events.map(\.apply))
    return events.map { event in
      var entry = HistoryEntry(event.apply, running: running)
      entry.operations = [HistoryOperation(event.operation)]
      return entry
    }
  }

  /// The number of the apply that goes on: whoever holds the lock, and may be alive, began it.
  private func running(among records: [ApplyRecord]) async throws(StateError) -> Int64? {
    guard let open = records.last(where: { $0.outcome == nil }),
      let holder = try await holder(), !holder.isKnownDead, open.startedAt >= holder.acquiredAt
    else { return nil }
    return open.number
  }
}

extension HistoryEntry {
  /// What the history shows of a record of the state; `running` is the number of the one that goes on.
  fileprivate init(_ record: ApplyRecord, running: Int64?) {
    let kind: Kind =
      switch record.kind {
      case .apply: .apply
      case .move: .stateMove
      case .remove: .stateRemove
      case .pull: .pull
      case .importing: .importing
      case .refresh: .refresh
      case .retire: .retire
      case .forget: .audienceForget
      case .audienceAdd: .audienceAdd
      case .audienceRemove: .audienceRemove
      case .audienceReplace: .audienceReplace
      case .audienceStream: .audienceStream
      }
    let outcome: Outcome =
      switch record.outcome {
      case .done: .done
      case .stopped: .failed
      case nil: record.number == running ? .running : .interrupted
      }
    self.init(
      number: record.number, kind, outcome, serial: record.serial, at: record.startedAt,
      actor: record.author.user)
    host = record.author.host
    commit = record.author.commit
    ciURL = record.author.runURL
    digest = record.planDigest
    summary = record.summary
    moveCount = record.moveCount
    continues = record.continues
    overrides = record.overrides.compactMap { record in
      DiagnosticCode(rawValue: record.code).map { Override(code: $0, reason: record.reason) }
    }
  }
}

extension HistoryOperation {
  fileprivate init(_ record: OperationRecord) {
    let action: Action =
      switch record.kind {
      case .create: .create
      case .update, .move: .update
      case .adopt: record.isOfNewResource ? .create : .update
      case .archive, .archiveReplaced, .remove: .archive
      }
    let outcome: Outcome =
      switch record.phase {
      case .done, .resolvedDone: .done
      case .failed: .failed
      case .resolvedNotDone: .notTried
      case .intent, .unknown: .unknown
      }
    self.init(
      action, record.address, outcome, id: record.id, fields: record.fields, error: record.error)
  }
}
