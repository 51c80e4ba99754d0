import StateStore

/// What one transaction of an apply put on record.
public struct ApplyProgress: Sendable {
  /// A request that a target answered.
  public struct Request: Sendable {
    /// The target's name for it.
    public let id: String?
    /// How long a rate limit held it back.
    public let waited: Duration
  }

  /// How many changes are done so far, in all.
  public let doneCount: Int
  /// What became of operations that were intended before.
  public let settled: [Settlement]
  /// What is attempted next.
  public let intended: [IntendedOperation]
  /// By operation, the request that settled it, where the target says so.
  public let requests: [Int: Request]
}
