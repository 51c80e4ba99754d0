import Hummingbird

/// An ad account of the Ads API v5 on loopback.
public struct Emulator: Sendable {
  public init() {}
}
