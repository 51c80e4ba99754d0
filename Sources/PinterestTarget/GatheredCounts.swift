import AdsModel
import Insights
import PinterestAPI

/// The rows of an answer or a report as sums by what they are about.
struct GatheredCounts: Sendable {
  private var counts = AdSums()
  private var isBroken = false

  /// Adds a row to the sum of its bucket; what a row leaves out is zero.
  mutating func add(_ row: AnalyticsRow, _ granularity: PerformanceQuestion.Granularity) {
    guard let own = AdCounts(row.values) else {
      isBroken = true
      return
    }
    let key = AdsKey(
      row.id, day: row.day.flatMap(granularity.bucket),
      hour: granularity == .hour ? row.hour : nil, part: row.targetingValue)
    counts.add(own, to: key)
  }

  /// All of them, if every row had numbers that are some.
  func sums() throws(APIError) -> AdSums {
    guard !isBroken else {
      throw .unreadable(
        reason: "a count is not a whole number of at most 15 digits", requestID: nil)
    }
    return counts
  }

  /// The API's words for the counts, in the order in which rows have them.
  static let columns = [
    "SPEND_IN_MICRO_DOLLAR", "IMPRESSION_1", "CLICKTHROUGH_1", "OUTBOUND_CLICK_1", "REPIN_1",
    "ENGAGEMENT_1", "VIDEO_MRC_VIEWS_1",
  ]
}

extension AdCounts {
  /// Sums of so many stay far from what does not fit.
  private static let largest: Int64 = 1_000_000_000_000_000

  /// Of a row's values in the order of the columns; nothing where one is no count.
  fileprivate init?(_ values: [WireNumber?]) {
    self.init()
    var isBroken = false
    func count(_ place: Int) -> Int64 {
      guard let value = values[place] else { return 0 }
      // Spend may come with more places than micros; a count is whole.
      let number = place == 0 ? value.rounded(byPowerOfTen: 0) : value.whole
      guard let number, number.magnitude < Self.largest.magnitude else {
        isBroken = true
        return 0
      }
      return number
    }
    spend = count(0)
    impressions = count(1)
    pinClicks = count(2)
    outboundClicks = count(3)
    saves = count(4)
    engagements = count(5)
    videoViews = count(6)
    if isBroken { return nil }
  }
}
