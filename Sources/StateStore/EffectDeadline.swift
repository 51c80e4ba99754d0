/// Until when a request can still take effect at its target.
///
/// It goes on record before the request is sent, so a process that is killed at any instant leaves
/// one behind that holds. Until it has passed, what is not seen may still come.
public struct EffectDeadline: Hashable, Sendable {
  /// When it was put on record.
  public let recorded: MachineTime
  /// How long after that the request can still take effect.
  public let span: Duration

  /// No request may take longer than an hour, and nothing is settled for longer than one; a record
  /// that says more is wrong.
  static let longestSpan = Duration.seconds(2 * 3600)
  /// No record is that much older than the clock says; its clock, or ours, is not set.
  static let longestAge = Duration.seconds(10 * 365 * 86_400)

  public init(recorded: MachineTime, span: Duration) {
    self.recorded = recorded
    self.span = min(max(span, .zero), Self.longestSpan)
  }

  /// How long to wait from now on until it has passed; never longer than the span.
  ///
  /// The clock that counts from the machine's start decides while that is the same. Otherwise the
  /// wall clock does, as long as it can be right: one that was set back, or is years off, tells
  /// nothing, and then the whole span is waited. A clock set forward saves nothing on a machine that
  /// was started less than the span ago.
  public func remaining(at now: MachineTime) -> Duration {
    if let boot = recorded.bootID, boot == now.bootID, now.monotonic >= recorded.monotonic {
      return max(.zero, span - (now.monotonic - recorded.monotonic))
    }
    let age = now.wall - recorded.wall
    guard age >= .zero, age <= Self.longestAge else { return span }
    return max(.zero, span - age, span - now.monotonic)
  }

  /// Whether a request sent at a moment, which can take effect for so long, is over by then too.
  public func covers(_ effect: Duration, sentAt now: MachineTime) -> Bool {
    guard let boot = recorded.bootID, boot == now.bootID, now.monotonic >= recorded.monotonic
    else { return false }
    return now.monotonic - recorded.monotonic + effect <= span
  }

  /// When it passes by the wall clock of the machine that recorded it, in seconds since 1970.
  public var passesAt: Int64 { (recorded.wall + span).components.seconds + 1 }
}
