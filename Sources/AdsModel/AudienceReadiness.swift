/// How far an audience is, in Pinterest's words.
public enum AudienceReadiness: String, Vocabulary {
  /// It can be targeted.
  case ready = "READY"
  /// It is being built.
  case initializing = "INITIALIZING"
  /// It has fewer people than it takes to be targeted.
  case tooSmall = "TOO_SMALL"
}

/// How long Pinterest takes until an audience holds whom it is to hold, in hours.
///
/// Source: Pinterest help, "Audience targeting" (24 h, 24 to 48 h, up to 72 h), read 2026-11-20.
public struct AudienceWait: Hashable, Sendable {
  /// None where it may be there at once.
  public let atLeast: Int64?
  public let atMost: Int64

  /// A customer list.
  public static let list = Self(atLeast: 24, atMost: 48)
  /// An actalike of a seed that is new itself.
  public static let newSeed = Self(atLeast: nil, atMost: 72)
  /// What else Pinterest builds.
  static let usual = Self(atLeast: nil, atMost: 24)

  /// When it is over for what began at a moment.
  public func end(from start: Instant) -> Instant {
    Instant(secondsSince1970: start.secondsSince1970 + atMost * 3600)
  }
}

extension AudienceWait: CustomStringConvertible {
  public var description: String {
    atLeast.map { "\($0) to \(atMost) h" } ?? "up to \(atMost) h"
  }
}

extension AudienceType {
  /// How long it takes until an audience can be used; none where that is nobody's to tell.
  public var wait: AudienceWait? {
    switch self {
    case .visitor, .engagement, .actalike: .usual
    case .customerList: .list
    case .external: nil
    }
  }
}
