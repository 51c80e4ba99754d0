/// How long the requests of a target can take effect, and how their effects are looked for.
public struct EffectTiming: Hashable, Sendable {
  /// How long one request may be under way.
  public var requestTimeout: Duration
  /// How long after that its effect may still appear.
  public var settlingTime: Duration

  public init(requestTimeout: Duration, settlingTime: Duration) {
    self.requestTimeout = requestTimeout
    self.settlingTime = settlingTime
  }

  /// Of a target whose operations happen as they are settled.
  public static let immediate = Self(requestTimeout: .zero, settlingTime: .zero)

  /// From the moment a request is sent until it can no longer take effect.
  public var effect: Duration { requestTimeout + settlingTime }

  /// From the moment an intent goes on record: most requests are sent within the little that is
  /// added here, so that their sending needs no record of its own.
  public var span: Duration { effect + min(.seconds(2), effect / 5) }

  /// Between the two looks that have to agree before an operation did not happen: one list may be
  /// answered from a copy that is behind.
  public var lookInterval: Duration { min(.seconds(2), settlingTime / 5) }
}
