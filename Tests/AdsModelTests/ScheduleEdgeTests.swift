import AdsModel
import Testing

struct ScheduleEdgeTests {
  @Test(arguments: ["2026-12-31", "2026-12-31 12:00", "2026-12-31 12:00:30"])
  func `a state keeps days as it always did, and hours beside them`(_ text: String) throws {
    let stored = Array(#"{"schedule.end":"\#(text)"}"#.utf8)
    let fields = try #require(Fields(json: stored))
    let end: FieldValue? =
      Day(parsing: text).map(FieldValue.day) ?? Instant(written: text).map(FieldValue.instant)
    #expect(end != nil && fields[.end] == end)
    var encoder = FieldEncoder(decimals: 2)
    #expect(encoder.encode(fields) == stored)
  }

  @Test func `what a state has of a day is not what it has of an hour`() throws {
    let day = try #require(Day(parsing: "2026-12-31"))
    let noon = try #require(Instant(written: "2026-12-31 12:00"))
    #expect(FieldValue.day(day) != .instant(noon))
    #expect(Set([FieldValue.day(day), .instant(noon), .instant(noon)]).count == 2)
    #expect(FieldValue.day(day).meaning(beside: .day(day)) == .day(day))
    #expect(FieldValue.day(day).meaning(beside: nil) == .day(day))
  }
}
