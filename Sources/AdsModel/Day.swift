/// A calendar day in UTC, the only kind of day Pinterest's schedules know.
public struct Day: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01.
  public let number: Int

  public init(number: Int) { self.number = number }

  public static func < (left: Self, right: Self) -> Bool { left.number < right.number }

  public func advanced(by days: Int) -> Self { Self(number: number + days) }

  /// 00:00:00Z of the day.
  public var start: Instant { Instant(secondsSince1970: Int64(number) * Instant.secondsInDay) }

  /// Reads `YYYY-MM-DD`, from 1970 to 9999; nothing when there is no such day.
  public init?(parsing text: String) {
    var text = text
    let parts = text.withUTF8 { bytes -> (year: Int, month: Int, day: Int)? in
      let dash = UInt8(ascii: "-")
      guard bytes.count == 10, bytes[4] == dash, bytes[7] == dash,
        let year = Self.digits(bytes[0..<4]), let month = Self.digits(bytes[5..<7]),
        let day = Self.digits(bytes[8..<10]), year >= 1970
      else { return nil }
      return (year, month, day)
    }
    guard let parts else { return nil }
    self.init(year: parts.year, month: parts.month, day: parts.day)
  }

  /// A day of the Gregorian calendar; nothing when there is no such day.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...12).contains(month), day >= 1, day <= Self.length(ofMonth: month, year: year)
    else { return nil }
    // Counts from 0000-03-01, so that the leap day is the last of a year.
    let shifted = month > 2 ? year : year - 1
    let monthFromMarch = (month + 9) % 12
    let days = shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400
    number = days + (monthFromMarch * 153 + 2) / 5 + day - 1 - 719_468
  }

  /// The year, month and day of the Gregorian calendar.
  public var components: (year: Int, month: Int, day: Int) {
    let shifted = number + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
  }

  private static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }

  static func digits(_ bytes: some Sequence<UInt8>) -> Int? {
    var value = 0
    for byte in bytes {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      value = value * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return value
  }
}

extension Day: CustomStringConvertible {
  /// `YYYY-MM-DD`.
  public var description: String {
    let (year, month, day) = components
    guard (0...9999).contains(year) else {
      return "\(year)-\(padded(month, to: 2))-\(padded(day, to: 2))"
    }
    return String(unsafeUninitializedCapacity: 10) { text in
      var end = 0
      func put(_ number: Int, digits: Int) {
        var rest = number
        for index in (end..<end + digits).reversed() {
          text[index] = UInt8(ascii: "0") + UInt8(rest % 10)
          rest /= 10
        }
        end += digits
      }
      func dash() {
        text[end] = UInt8(ascii: "-")
        end += 1
      }
      put(year, digits: 4)
      dash()
      put(month, digits: 2)
      dash()
      put(day, digits: 2)
      return end
    }
  }
}

/// A number with leading zeros, as dates and times write it.
func padded(_ number: Int, to width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
