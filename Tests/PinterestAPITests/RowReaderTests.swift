import AdsModel
import TestSupport
import Testing

@testable import PinterestAPI

/// Rows of an answer, read in parts of a size.
func rows(
  _ text: String, by size: Int = .max, ids: [String] = ["AD_ID", "PIN_PROMOTION_ID"],
  columns: [String] = ["SPEND_IN_MICRO_DOLLAR", "IMPRESSION_1"]
) throws(UnreadableRows) -> [AnalyticsRow] {
  var reader = RowReader(idColumns: ids, columns: columns)
  var found: [AnalyticsRow] = []
  var rest = Array(text.utf8)[...]
  while !rest.isEmpty {
    let part = rest.prefix(size)
    rest = rest.dropFirst(part.count)
    try reader.read(part) { found.append($0) }
  }
  try reader.finish()
  return found
}

struct RowReaderTests {
  private static let report = """
    {"687195134316": [
      {"AD_ID": "687195134316", "DATE": "2026-10-01", "SPEND_IN_MICRO_DOLLAR": 1250000,
       "IMPRESSION_1": 240.0, "NEW_IN_LATER_VERSION": {"a": [1, "]}"]}},
      {"AD_ID": 687195134316, "DATE": "2026-10-02", "IMPRESSION_1": null}],
     "bookmark": null,
     "687195134317": [{"DATE": "2026-10-01", "SPEND_IN_MICRO_DOLLAR": "7"}], "687195134318": []}
    """
  private static let targeting = """
    {"data": [
      {"targeting_type": "KEYWORD", "targeting_value": "caf\\u00e9 \\"crème\\" \\ud83d\\ude00",
       "metrics": {"AD_ID": 5, "DATE": "2026-10-01", "SPEND_IN_MICRO_DOLLAR": 3}},
      {"targeting_type": "LOCATION", "targeting_value": 500, "metrics": {"IMPRESSION_1": 2}}]}
    """

  private func row(
    _ id: String, _ day: String?, _ spend: Int64?, _ impressions: Int64?,
    _ type: String? = nil, _ value: String? = nil
  ) -> AnalyticsRow {
    var row = AnalyticsRow(columns: 2)
    row.id = id
    row.day = day.flatMap { Day(parsing: $0) }
    row.targetingType = type
    row.targetingValue = value
    row.values = [spend.map { WireNumber($0) }, impressions.map { WireNumber($0) }]
    return row
  }

  @Test(arguments: [1, 2, 3, 7, 64, 4096])
  func `a report is read the same in parts of any size`(_ size: Int) throws {
    #expect(
      try rows(Self.report, by: size) == [
        row("687195134316", "2026-10-01", 1_250_000, 240),
        row("687195134316", "2026-10-02", nil, nil), row("687195134317", "2026-10-01", 7, nil),
      ])
  }

  @Test(arguments: [1, 5, 4096])
  func `an answer about targeting has its numbers one level down`(_ size: Int) throws {
    #expect(
      try rows(Self.targeting, by: size) == [
        row("5", "2026-10-01", 3, nil, "KEYWORD", "café \"crème\" 😀"),
        row("", nil, nil, 2, "LOCATION", "500"),
      ])
  }

  @Test func `a plain list is an answer, and a report too`() throws {
    #expect(
      try rows(#"[{"PIN_PROMOTION_ID":"6","IMPRESSION_1":1,"IMPRESSION_1_GROSS":9}]"#)
        == [row("6", nil, nil, 1)])
    #expect(try rows("[]").isEmpty)
    #expect(try rows(" {} ").isEmpty)
    #expect(try rows(#"{"1":[]}"#).isEmpty)
    #expect(try rows(#"[{}]"#) == [row("", nil, nil, nil)])
  }

  @Test(arguments: [
    #""DATE":"2026-10-01T05:00:00""#, #""DATE":"2026-10-01 05:00:00""#,
    #""DATE":"2026-10-01","HOUR":5"#, #""HOUR":"5","DATE":"2026-10-01""#,
  ]) func `an hour stands in the date or beside it`(_ text: String) throws {
    let row = try #require(try rows("[{\(text)}]").first)
    #expect(row.day == Day(year: 2026, month: 10, day: 1))
    #expect(row.hour == 5)
  }

  @Test(arguments: [
    ("<html>", "it is not a list of rows"), ("null", "it is not a list of rows"),
    ("[1]", "it is not a list of rows"), ("[{},]", "it is not a list of rows"),
    (#"{"1":[],}"#, "it is not a list of rows"), ("[]]", "it is not a list of rows"),
    ("[{}{}]", "it is not a list of rows"), (#"{"1" []}"#, "it is not JSON"),
    (#"[{"DATE" 1}]"#, "row 1 is not JSON"), (#"[{"DATE":"2026-10-01" 1}]"#, "row 1 is not JSON"),
    (#"[{},{"DATE":"2026-02-30"}]"#, "DATE of row 2 is not a day"),
    (#"[{"DATE":"2026-10-01x"}]"#, "DATE of row 1 is not a day"),
    (#"[{"HOUR":24}]"#, "HOUR of row 1 is not an hour"),
    (#"[{"IMPRESSION_1":"many"}]"#, "IMPRESSION_1 of row 1 is not a number of at most 18 digits"),
    (#"[{"IMPRESSION_1":true}]"#, "IMPRESSION_1 of row 1 is not a number of at most 18 digits"),
    (#"[{"IMPRESSION_1":[1]}]"#, "IMPRESSION_1 of row 1 is neither a number nor a text"),
    (#"[{"AD_ID":"x"}]"#, "the id of row 1 is not an id"),
    (#"[{"AD_ID":-1}]"#, "the id of row 1 is not an id"),
    (#"[{"targeting_value":"\q"}]"#, "row 1 is not JSON"), ("", "it ends too early"),
    (#"[{"X":{]}]"#, "it is not JSON"), (#"[{"X":[{"a":[1}]}]"#, "it is not JSON"),
    ("[{\"X\":" + String(repeating: "[", count: 65), "it is nested too deeply"),
  ]) func `rows that are none say what is wrong`(_ text: String, _ reason: String) {
    var found: UnreadableRows?
    do throws(UnreadableRows) { _ = try rows(text) } catch { found = error }
    #expect(found == UnreadableRows(reason: reason))
  }

  @Test func `an answer that breaks off anywhere is unreadable`() {
    for text in [Self.report, Self.targeting] {
      for length in 0..<text.utf8.count {
        let part = String(decoding: text.utf8.prefix(length), as: UTF8.self)
        #expect(throws: UnreadableRows.self, "after \(length) bytes") { try rows(part) }
      }
    }
  }

  @Test func `a row without an end is not waited for`() {
    let text = #"[{"X":""# + String(repeating: "x", count: RowReader.longestRow + 1)
    #expect(throws: UnreadableRows(reason: "a row has no end")) { try rows(text, by: 65_536) }
  }

  @Test func `damage is told or harmless, never a crash`() {
    var random = Dice(seed: RandomSeed.of("damaged rows", or: 12))
    let letters = Array(#"{}[]",:\0123456789.eE-ntfu "#.utf8)
    for _ in 0..<3000 {
      var bytes = Array((random.next() % 2 == 0 ? Self.report : Self.targeting).utf8)
      for _ in 0...(random.next() % 4) {
        let place = Int(random.next() % UInt64(bytes.count))
        switch random.next() % 3 {
        case 0: bytes[place] = letters[Int(random.next() % UInt64(letters.count))]
        case 1: bytes.remove(at: place)
        default: bytes.insert(UInt8(truncatingIfNeeded: random.next()), at: place)
        }
      }
      let size = Int(random.next() % 40) + 1
      let text = String(decoding: bytes, as: UTF8.self)
      let whole = Result { try rows(text) }
      let parts = Result { try rows(text, by: size) }
      #expect((try? whole.get()) == (try? parts.get()), "\(text)")
    }
  }
}
