import AdsModel
import Planning

/// What `retire` archived, or why it did not.
public struct RetireReport: Sendable {
  public enum Outcome: String, Vocabulary {
    case archived
    /// Somebody archived it before.
    case alreadyArchived = "already_archived"
    /// Nobody said yes; nothing was written.
    case notApproved = "not_approved"
    /// Pinterest refused it, or nothing tells yet whether it happened.
    case failed
  }

  public let stranger: Stranger
  public let account: Account
  /// The worst case that ends with it.
  public let spend: Spend
  public var outcome: Outcome
  /// Why it failed.
  public var error: String?
  /// Of the state afterwards; none where there is no state.
  public var lineage: String?
  public var serial: Int64

  public init(
    _ stranger: Stranger, of account: Account, now: Instant, outcome: Outcome, lineage: String?,
    serial: Int64
  ) {
    self.stranger = stranger
    self.account = account
    spend = stranger.spendThatEnds(account: account, now: now)
    self.outcome = outcome
    self.lineage = lineage
    self.serial = serial
  }
}
