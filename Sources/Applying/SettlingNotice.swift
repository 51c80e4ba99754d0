import AdsModel

/// That operations which may have happened are not seen at the target, and are waited for.
public struct SettlingNotice: Hashable, Sendable {
  /// What is not seen, in the order of their apply.
  public let addresses: [Address]
  /// How long this takes at most, if they are not seen before.
  public let wait: Duration
  /// Whether it was said before, of as many or more.
  public let isRepeated: Bool
}
