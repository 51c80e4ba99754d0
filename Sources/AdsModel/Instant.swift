/// A moment to the second, in UTC; it comes in as a value, never from a clock inside.
public struct Instant: Hashable, Comparable, Sendable {
  public let secondsSince1970: Int64

  public init(secondsSince1970: Int64) { self.secondsSince1970 = secondsSince1970 }

  static let secondsInDay: Int64 = 86_400

  public static func < (left: Self, right: Self) -> Bool {
    left.secondsSince1970 < right.secondsSince1970
  }

  /// The UTC day that the moment falls into.
  public var day: Day {
    let (days, rest) = secondsSince1970.quotientAndRemainder(dividingBy: Self.secondsInDay)
    return Day(number: Int(rest < 0 ? days - 1 : days))
  }

  /// The first day on which something created now can start.
  public var nextDay: Day { day.advanced(by: 1) }

  /// Reads RFC 3339, `2026-11-22T13:05:00Z`, with any offset; fractions of a second are dropped.
  public init?(parsing text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, let day = Day(parsing: String(decoding: bytes[..<10], as: UTF8.self)),
      bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: "t"),
      bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
      let hour = Day.digits(bytes[11..<13]), let minute = Day.digits(bytes[14..<16]),
      let second = Day.digits(bytes[17..<19]), hour < 24, minute < 60, second < 61
    else { return nil }
    var rest = bytes[19...]
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      let fraction = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      guard !fraction.isEmpty else { return nil }
      rest = rest.dropFirst(fraction.count)
    }
    guard let offset = Self.offset(Array(rest)) else { return nil }
    let seconds = Int64(hour * 3600 + minute * 60 + second)
    secondsSince1970 = day.start.secondsSince1970 + seconds - offset
  }

  /// Seconds east of UTC: `Z`, `+01:00`, `-05:30`.
  private static func offset(_ bytes: [UInt8]) -> Int64? {
    if bytes == [UInt8(ascii: "Z")] || bytes == [UInt8(ascii: "z")] { return 0 }
    guard bytes.count == 6, bytes[3] == UInt8(ascii: ":"),
      let hours = Day.digits(bytes[1..<3]), let minutes = Day.digits(bytes[4..<6]),
      hours < 24, minutes < 60
    else { return nil }
    let seconds = Int64(hours * 3600 + minutes * 60)
    switch bytes[0] {
    case UInt8(ascii: "+"): return seconds
    case UInt8(ascii: "-"): return -seconds
    default: return nil
    }
  }
}

extension Instant: CustomStringConvertible {
  /// RFC 3339 in UTC: `2026-11-22T13:05:00Z`.
  public var description: String {
    let second = Int(secondsSince1970 - day.start.secondsSince1970)
    let time = [second / 3600, second / 60 % 60, second % 60].map { padded($0, to: 2) }
    return "\(day)T\(time.joined(separator: ":"))Z"
  }
}
