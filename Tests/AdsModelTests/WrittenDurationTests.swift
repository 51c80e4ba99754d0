import AdsModel
import Testing

struct WrittenDurationTests {
  @Test(arguments: [
    ("30s", 30), ("5m", 300), ("1h", 3600), ("30d", 2_592_000), ("0s", 0), ("90s", 90),
  ])
  func `a duration is a whole number with one unit`(_ text: String, _ seconds: Int64) {
    #expect(WrittenDuration(parsing: text)?.seconds == seconds)
    #expect(WrittenDuration(parsing: text)?.description == text)
  }

  @Test(arguments: [
    "", "s", "5", "5 m", "-5m", "+5m", "1.5h", "5M", "5ms", "1h30m", "٣s", "36526d",
    "99999999999999999999s", "9223372036854775807d",
  ])
  func `nothing else is one`(_ text: String) {
    #expect(WrittenDuration(parsing: text) == nil)
  }
}
