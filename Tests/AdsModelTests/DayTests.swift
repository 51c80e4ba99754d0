import AdsModel
import Testing

struct DayTests {
  /// Counts the days one by one, by the rules of the Gregorian calendar and nothing cleverer.
  private func everyDay(_ body: (Int, Int, Int, Int) -> Void) {
    var number = 0
    for year in 1970...2100 {
      let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
      let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
      for (month, length) in zip(1..., lengths) {
        for day in 1...length {
          body(number, year, month, day)
          number += 1
        }
      }
    }
  }

  @Test func `every day from 1970 to 2100 is counted, split, written and read`() {
    var wrong: [String] = []
    everyDay { number, year, month, day in
      let padded = [month, day].map { $0 < 10 ? "0\($0)" : "\($0)" }
      let text = "\(year)-\(padded[0])-\(padded[1])"
      let value = Day(number: number)
      let parts = value.components
      if Day(year: year, month: month, day: day) != value || Day(parsing: text) != value
        || value.description != text || parts != (year, month, day)
        || value.start.day != value
      {
        wrong.append(text)
      }
    }
    #expect(wrong.isEmpty, "\(wrong.prefix(5))")
  }

  @Test(arguments: [
    "2027-02-29", "2100-02-29", "2027-13-01", "2027-00-01", "2027-01-00", "2027-01-32",
    "2027-04-31", "1969-12-31", "2027-2-1", "27-02-01", "2027/02/01", "2027-02-01 ", " 2027-02-01",
    "20270201", "", "2027-02-0a", "２０２７-02-01", "2027-02-01T00:00:00Z", "-027-02-01",
  ])
  func `what is no calendar day is none`(_ text: String) {
    #expect(Day(parsing: text) == nil)
  }

  @Test(arguments: ["2028-02-29", "2000-02-29", "2400-02-29", "9999-12-31", "1970-01-01"])
  func `rare days are days`(_ text: String) {
    #expect(Day(parsing: text)?.description == text)
  }

  @Test(arguments: [
    ("2026-11-22T13:05:00Z", "2026-11-22T13:05:00Z"),
    ("2026-11-22t13:05:00z", "2026-11-22T13:05:00Z"),
    ("2026-11-22T23:59:59-00:01", "2026-11-23T00:00:59Z"),
    ("2026-11-23T00:00:00+05:30", "2026-11-22T18:30:00Z"),
    ("2026-11-22T13:05:00.999Z", "2026-11-22T13:05:00Z"),
    ("2026-12-31T17:30:00-08:00", "2027-01-01T01:30:00Z"),
    ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"),
    ("1970-01-01T00:00:00+01:00", "1969-12-31T23:00:00Z"),
  ])
  func `a moment is read with any offset and written in UTC`(_ text: String, _ utc: String) {
    #expect(Instant(parsing: text)?.description == utc)
  }

  @Test(arguments: [
    "2026-11-22", "2026-11-22T13:05Z", "2026-11-22T13:05:00", "2026-11-22T24:00:00Z",
    "2026-11-22T13:60:00Z", "2026-11-22T13:05:00+0100", "2026-11-22T13:05:00+24:00",
    "2026-11-22T13:05:00.Z", "2026-11-22 13:05:00Z", "2026-02-30T00:00:00Z", "now", "",
    "2026-11-22T13:05:00Zulu",
  ])
  func `anything else is no moment`(_ text: String) {
    #expect(Instant(parsing: text) == nil)
  }

  @Test func `the next day begins at midnight UTC, also before 1970`() {
    for seconds in [-86_401, -86_400, -1, 0, 1, 86_399, 86_400, 1_795_305_599] as [Int64] {
      let now = Instant(secondsSince1970: seconds)
      #expect(now.day.start <= now)
      #expect(now < now.nextDay.start)
      #expect(now.nextDay.start.secondsSince1970 - now.day.start.secondsSince1970 == 86_400)
    }
  }
}
