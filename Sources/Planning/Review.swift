import AdsModel

/// What was approved when an apply began: all that a later run needs to judge whether it goes on
/// with just that.
public struct Review: Hashable, Sendable {
  /// One change of the plan, by what it does.
  public struct Item: Hashable, Sendable {
    public let address: Address
    public let action: Action
    /// Whether it only archives the copy that an earlier replacement left.
    public let isFinishing: Bool
    /// Of all that the change does.
    public let digest: ChangeDigest
    /// The stored version when the apply began; none when nothing was to be stored.
    public let version: Int64?
    /// What stands for the people of its list.
    public let binding: String?

    public init(
      _ address: Address, _ action: Action, isFinishing: Bool, digest: ChangeDigest,
      version: Int64?, binding: String? = nil
    ) {
      self.binding = binding
      self.address = address
      self.action = action
      self.isFinishing = isFinishing
      self.digest = digest
      self.version = version
    }
  }

  /// In the order of the plan, by which the journal counts.
  public var items: [Item]
  public var moves: [Move]
  /// What the plan counts on without changing it, as it was when the apply began.
  public var reliances: [Plan.Reliance]
  /// Until when the approved plan holds.
  public var expiresAt: Instant?
  /// What the account could spend before the approved plan.
  public var spendBefore: Spend
  /// The apply that it goes on with, by its number; none when it is a beginning.
  public var continues: Int64?

  public init(
    items: [Item], moves: [Move], reliances: [Plan.Reliance], expiresAt: Instant?,
    spendBefore: Spend, continues: Int64? = nil
  ) {
    self.items = items
    self.moves = moves
    self.reliances = reliances
    self.expiresAt = expiresAt
    self.spendBefore = spendBefore
    self.continues = continues
  }
}

extension Review {
  /// The operations that carry it out, as the journal numbers them.
  public var operations: [Operation] {
    Operation.list(items.count) { (items[$0].action, items[$0].isFinishing) }
  }
}
