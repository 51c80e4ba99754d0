import AdsModel
import Insights
import Testing

struct DayRangeTests {
  private let today = Day(parsing: "2026-11-22") ?? Day(number: 0)

  private func range(
    _ request: DayRange.Request, standard: Int = 30, window: HistoryWindow = .insights
  ) -> Result<String, DayRange.Mistake> {
    Result { () throws(DayRange.Mistake) in
      let range = try DayRange(request, today: today, standard: standard, window: window)
      return "\(range.from) \(range.to) \(range.count)"
    }
  }

  private func message(_ request: DayRange.Request) -> String {
    guard case .failure(let mistake) = range(request) else { return "none" }
    return mistake.description
  }

  @Test func `nothing asked for is the last complete days`() {
    #expect(range(.init()) == .success("2026-10-23 2026-11-21 30"))
    #expect(range(.init(), standard: 7) == .success("2026-11-15 2026-11-21 7"))
    #expect(range(.init(last: "1d")) == .success("2026-11-21 2026-11-21 1"))
  }

  @Test func `both ends are included`() {
    #expect(
      range(.init(from: "2026-11-01", to: "2026-11-22")) == .success("2026-11-01 2026-11-22 22"))
    #expect(range(.init(from: "2026-11-20")) == .success("2026-11-20 2026-11-21 2"))
    #expect(range(.init(from: "2026-11-22")) == .success("2026-11-22 2026-11-22 1"))
  }

  @Test func `a range goes as far back as there is anything`() {
    #expect(range(.init(from: "2025-05-22")) == .success("2025-05-22 2026-11-21 549"))
    #expect(HistoryWindow.performance.earliest(on: today) == today.advanced(by: -914))
    let leap = Day(parsing: "2025-08-31") ?? today
    #expect(HistoryWindow.insights.earliest(on: leap).description == "2024-02-29")
  }

  @Test(arguments: [
    (
      DayRange.Request(last: "30"),
      #"--last "30" is not a number of days; write it as `30d`"#
    ),
    (.init(last: "0d"), #"--last "0d" is not a number of days; write it as `30d`"#),
    (.init(last: "+3d"), #"--last "+3d" is not a number of days; write it as `30d`"#),
    (
      .init(last: "7d", to: "2026-11-01"),
      "--last goes without --from and --to; write one or the other"
    ),
    (.init(to: "2026-11-01"), "--to needs --from beside it; write `--from YYYY-MM-DD`"),
    (
      .init(from: "2026-02-30"),
      #"--from "2026-02-30" is not a calendar day; write it as `2026-11-22`, YYYY-MM-DD"#
    ),
    (
      .init(from: "2026-11-09", to: "2026-11-08"),
      "--from 2026-11-09 is after --to 2026-11-08; write the earlier day first"
    ),
    (
      .init(from: "2026-11-20", to: "2026-11-23"),
      "--to 2026-11-23 is after today, 2026-11-22 in UTC; write 2026-11-22 or earlier"
    ),
    (
      .init(from: "2026-11-23"),
      "--from 2026-11-23 is after today, 2026-11-22 in UTC; write 2026-11-22 or earlier"
    ),
    (
      .init(from: "2025-05-21"),
      "--from 2025-05-21 goes back to 2025-05-21, further than the 18 months that Pinterest's own pages have; write 2025-05-22 or later"
    ),
    (
      .init(last: "600d"),
      "--last 600d goes back to 2025-04-01, further than the 18 months that Pinterest's own pages have; write 2025-05-22 or later"
    ),
  ])
  func `what is no range says what would be`(_ request: DayRange.Request, _ message: String) {
    #expect(self.message(request) == message)
  }

  @Test func `days are told in runs`() {
    let days = [1, 4, 5, 6, 9].map { today.advanced(by: $0) }
    #expect(days.words == "2026-11-23, 2026-11-26 to 2026-11-28, 2026-12-01")
  }
}
