/// A duration as people write it: `30s`, `5m`, `1h`, `30d`.
public struct WrittenDuration: Hashable, Sendable {
  public let seconds: Int64

  public var duration: Duration { .seconds(seconds) }

  private static let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
  /// A hundred years: whatever is added to it stays a time.
  private static let longest: Int64 = 36_525 * 86_400

  public init(seconds: Int64) { self.seconds = seconds }

  /// Whole numbers with one unit; nothing else.
  public init?(parsing text: String) {
    let digits = text.dropLast()
    guard let unit = text.last.flatMap({ Self.units[$0] }), !digits.isEmpty,
      digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int64(digits)
    else { return nil }
    let (seconds, overflow) = number.multipliedReportingOverflow(by: unit)
    guard !overflow, seconds <= Self.longest else { return nil }
    self.seconds = seconds
  }

  /// What a text that is none would have to be.
  public static let wanted = "write a number with s, m, h or d behind it, such as 30s, 5m or 1h"
}

extension WrittenDuration: CustomStringConvertible {
  /// In the largest unit that leaves no rest.
  public var description: String {
    let units: [(String, Int64)] = [("d", 86_400), ("h", 3600), ("m", 60)]
    for (unit, length) in units where seconds > 0 && seconds.isMultiple(of: length) {
      return "\(seconds / length)\(unit)"
    }
    return "\(seconds)s"
  }
}
