import AdsModel
import Planning

/// One line of what `apply --events` writes while an apply goes on.
public struct ApplyEvent: Hashable, Sendable {
  public enum Phase: String, Vocabulary {
    /// The apply has the lock and begins.
    case started
    /// An operation is on record and about to be attempted.
    case intent
    /// It happened and is stored.
    case done
    /// The target refused it.
    case failed
    /// No answer came; the next apply finds out.
    case unknown
    /// What may have happened is not seen, and can still take effect.
    case waiting
    /// The apply has come to its end, or stopped.
    case finished
  }

  public let phase: Phase
  /// The operation, by its number in the apply; none at the start and the end.
  public var operation: Int?
  public var action: Operation.Kind?
  public var address: Address?
  /// The target's id of the resource, once there is one.
  public var id: String?
  /// Why it failed, or why the apply stopped.
  public var error: String?
  /// The target's name for the request, for asking its support.
  public var requestID: String?
  /// How long the request was held back by a rate limit, in milliseconds.
  public var waited: Int?
  /// How many operations there are, at the start; how many are waited for; how many are settled, at
  /// the end.
  public var count: Int?
  /// How long is waited at most, in milliseconds.
  public var wait: Int?

  public init(_ phase: Phase) { self.phase = phase }
}
