/// How good a number of Pinterest's is, in the API's own word; one of a later API is kept as it is.
public struct DataStatus: RawRepresentable, Hashable, Sendable {
  public let rawValue: String

  public init(rawValue: String) { self.rawValue = rawValue }

  public static let ready = Self(rawValue: "READY")
  public static let processing = Self(rawValue: "PROCESSING")
  /// Of the last 48 hours; it can go down.
  public static let estimate = Self(rawValue: "ESTIMATE")
  /// Ours: the answer has the day, and no value for what was asked for.
  public static let missing = Self(rawValue: "MISSING")

  /// Whether asking again on another day gives the same: what is ready, and what is left out for good.
  public var isFinal: Bool {
    self == .ready || rawValue.hasPrefix("BEFORE_") || rawValue.hasSuffix("_SMALLER_THAN_THRESHOLD")
      || self == Self(rawValue: "IN_BAD_TAG_DATE")
  }

  /// Why there is no number, for people.
  public var words: String {
    switch self {
    case .ready: "final"
    case .processing: "not ready yet"
    case .estimate: "an estimate"
    case .missing: "not in the answer"
    default: rawValue.lowercased().replacing("_", with: " ")
    }
  }
}
