import AdsModel
import GRDB
import Planning

/// What was sent to a target a short while ago, settled or not: lists may be answered from copies
/// that do not show it yet.
public struct RecentEffect: Sendable {
  /// When the last of it can no longer take effect.
  public let deadline: EffectDeadline
  /// What may not be there yet.
  public let created: Set<Address>
  /// What may still hold these values in place of the stored ones.
  public let before: [Address: [FieldChange]]
  /// What is certain to be archived, and may still be listed as it was.
  public let archived: Set<LiveAccount.Key>
}

extension JournalReader {
  /// None when everything that was sent is over at the given moment.
  func recentEffect(at now: MachineTime) throws -> RecentEffect? {
    try SealedTables.verifyFirstRow(database)
    guard try Schema.knowsDeadlines(database) else { return nil }
    try SealedTables.verify(database, "journal")
    let rows = try RawStatement(
      database,
      """
      SELECT effect_wall, effect_boot, effect_monotonic, effect_span, apply FROM journal
      WHERE workspace = 1 AND effect_span IS NOT NULL ORDER BY entry
      """)
    var last: EffectDeadline?
    var applies: Set<Int64> = []
    while try rows.next() {
      let deadline = EffectDeadline(rows, at: 0)
      let left = deadline.remaining(at: now)
      guard left > .zero else { continue }
      applies.insert(rows.integer(4))
      if last.map({ $0.remaining(at: now) <= left }) ?? true { last = deadline }
    }
    guard let last else { return nil }
    try SealedTables.verify(database, "op")
    return RecentEffect(
      of: try applies.sorted().flatMap(verifiedOperations), until: last)
  }
}

extension RecentEffect {
  /// What some operations may still change, the oldest first.
  init(of operations: [OperationRecord], until deadline: EffectDeadline) {
    var created: Set<Address> = []
    var before: [Address: [FieldChange]] = [:]
    var archived: Set<LiveAccount.Key> = []
    for operation in operations {
      switch operation.kind {
      case .create: created.insert(operation.address)
      case .update: before[operation.address, default: []] += operation.fields
      case .archive, .archiveReplaced:
        guard let id = operation.id, operation.phase.hasHappened else { continue }
        archived.insert(LiveAccount.Key(operation.address.kind, id))
      case .move, .remove, .adopt: break
      }
    }
    self.init(deadline: deadline, created: created, before: before, archived: archived)
  }
}
