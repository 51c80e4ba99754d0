import AdsModel
import Diagnostics
import Planning

/// What an apply did, did not manage and did not try.
public struct ApplyResult: Hashable, Sendable {
  /// One operation on one resource.
  public struct Step: Hashable, Sendable {
    public let address: Address
    public let action: Action
    /// The target's id, once there is one.
    public var id: String?
    /// Why it failed, or why it was not tried.
    public var error: String?
    /// What caused the change; none for what is no longer declared anywhere.
    public var source: Place?

    public init(
      _ action: Action, _ address: Address, id: String? = nil, error: String? = nil,
      source: Place? = nil
    ) {
      self.action = action
      self.address = address
      self.id = id
      self.error = error
      self.source = source
    }
  }

  /// An apply that was begun before, as it was when this run began.
  public struct Continuation: Hashable, Sendable {
    /// Its number in the history.
    public let apply: Int64
    public let begunAt: Instant
    public let doneCount: Int
    public let totalCount: Int

    public init(apply: Int64, begunAt: Instant, doneCount: Int, totalCount: Int) {
      self.apply = apply
      self.begunAt = begunAt
      self.doneCount = doneCount
      self.totalCount = totalCount
    }
  }

  /// The plan's; none when there was no plan to apply.
  public var digest: String?
  public var applied: [Step]
  public var failed: [Step]
  public var notTried: [Step]
  /// The state afterwards.
  public var lineage: String?
  public var serial: Int64?
  /// Of what was applied.
  public var summary: PlanSummary
  /// How many `moved` entries were carried out.
  public var moveCount = 0
  /// What it went on with; none when it was a beginning.
  public var continues: Continuation?
  /// Why the apply did not come to its end; none when it did.
  public var stopReason: String?
  /// About the account and its audiences, as they are afterwards.
  public var notices: [Notice] = []
  public var diagnostics: [Diagnostic]
  /// Whether it was unclear of anything for a while whether it had happened, in this run or one
  /// that it settled.
  public var hadUncertainty = false

  public init(digest: String?, lineage: String? = nil, serial: Int64? = nil) {
    self.digest = digest
    self.lineage = lineage
    self.serial = serial
    applied = []
    failed = []
    notTried = []
    summary = PlanSummary()
    diagnostics = []
  }

  /// Whether everything that was to be done is done.
  public var isComplete: Bool { failed.isEmpty && notTried.isEmpty && stopReason == nil }
}

extension ApplyResult.Continuation {
  /// How far it has got, in one sentence for people; what is left may be nothing although others
  /// than it have done a part.
  public func sentence(nothingLeft: Bool) -> String {
    let changes = "\(doneCount) of \(totalCount) change\(totalCount == 1 ? "" : "s") done"
    let which = "apply \(apply) of this digest, begun \(begunAt)"
    if doneCount == totalCount, nothingLeft { return "Complete: \(which): \(changes)." }
    return nothingLeft
      ? "Nothing is left of \(which): \(changes), and the rest is as reviewed by now."
      : "Goes on with \(which): \(changes)."
  }
}
