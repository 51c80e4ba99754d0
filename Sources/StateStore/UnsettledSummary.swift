import AdsModel
import GRDB

/// What is left open by applies that were cut off, for telling people.
public struct UnsettledSummary: Hashable, Sendable {
  /// Of how many operations it is not known whether they happened.
  public let count: Int
  /// When the first of these applies began.
  public let since: Instant
  /// When the last of them can no longer take effect, by the clock of the machine that sent it;
  /// none when one has no such time on record.
  public let until: Instant?
}

extension JournalReader {
  /// None when everything is settled.
  func unsettledSummary() throws -> UnsettledSummary? {
    var (count, until, isTimed) = (0, Int64.min, true)
    try SealedTables.verify(database, "apply", "op")
    let applies = try unsettledApplies()
    for number in applies {
      let deadlines = try EffectDeadlines(database, apply: number)
      for operation in try verifiedOperations(ofApply: number) where operation.phase.isUnsettled {
        count += 1
        if let deadline = deadlines[operation.sequence] {
          until = max(until, deadline.passesAt)
        } else {
          isTimed = false
        }
      }
    }
    guard count > 0, let first = applies.first,
      let since = try Int64.fetchOne(
        database, sql: "SELECT started_at FROM apply WHERE workspace = 1 AND number = ?",
        arguments: [first])
    else { return nil }
    return UnsettledSummary(
      count: count, since: Instant(secondsSince1970: since),
      until: isTimed ? Instant(secondsSince1970: until) : nil)
  }
}
