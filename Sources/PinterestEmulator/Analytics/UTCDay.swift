/// Calendar days in UTC, as days since 1970-01-01.
enum UTCDay {
  /// Reads `YYYY-MM-DD`.
  static func number(_ text: String) -> Int? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.count) == [4, 2, 2], parts.allSatisfy(\.isDigits),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]), month > 0,
      day > 0
    else { return nil }
    let number = number(year, month, day)
    return self.text(number) == text ? number : nil
  }

  private static func number(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let year = month > 2 ? year : year - 1
    let dayOfYear = ((month + 9) % 12 * 153 + 2) / 5 + day - 1
    return year * 365 + year / 4 - year / 100 + year / 400 + dayOfYear - 719_468
  }

  private static func parts(_ number: Int) -> (year: Int, month: Int, day: Int) {
    let days = number + 719_468
    let era = days / 146_097
    let rest = days % 146_097
    let yearOfEra = (rest - rest / 1460 + rest / 36_524 - rest / 146_096) / 365
    let dayOfYear = rest - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1
    )
  }

  static func text(_ number: Int) -> String {
    let (year, month, day) = parts(number)
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
    return "\(year)-\(two(month))-\(two(day))"
  }

  /// The day that a moment in Unix seconds falls on.
  static func number(ofSeconds seconds: Int) -> Int { seconds / 86_400 }

  /// The Monday of a day's week; 1970-01-01 was a Thursday.
  static func monday(of day: Int) -> Int { day - (day + 3) % 7 }

  static func firstOfMonth(of day: Int) -> Int { day - parts(day).day + 1 }
}
