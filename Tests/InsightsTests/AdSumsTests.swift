import AdsModel
import TestSupport
import Testing

@testable import Insights

/// What rows of ads are packed into, beside a dictionary of the same.
struct AdSumsTests {
  private let seed = RandomSeed.of("AdSums", or: 12)

  private struct Row {
    let key: AdsKey
    let counts: AdCounts
  }

  /// Rows of a few ads as reports have them, and others in no order.
  private func rows(_ numbers: inout Dice, shuffled: Bool) -> [Row] {
    let first = Day(parsing: "2024-05-20") ?? Day(number: 0)
    var rows: [Row] = []
    for ad in 0..<7 {
      for day in 0..<Int.random(in: 0...200, using: &numbers) {
        var counts = AdCounts()
        counts.spend = Int64.random(in: -5...1_000_000_000_000, using: &numbers)
        counts.impressions = Int64.random(in: 0...(1 << 40), using: &numbers)
        counts.pinClicks = Int64.random(in: 0...1, using: &numbers)
        counts.videoViews = .random(in: 0...300, using: &numbers)
        let isPart = Bool.random(using: &numbers)
        let key = AdsKey(
          "68772\(ad)", day: ad == 0 ? nil : first.advanced(by: day / 3),
          hour: isPart ? Int.random(in: 0...23, using: &numbers) : nil,
          part: isPart ? ["25-34", "unknown", ""].randomElement(using: &numbers) : nil)
        rows.append(Row(key: key, counts: counts))
      }
    }
    return shuffled ? rows.shuffled(using: &numbers) : rows
  }

  @Test(arguments: [false, true])
  func `what is packed is what a dictionary has`(_ shuffled: Bool) {
    var numbers = Dice(seed: seed)
    for _ in 0..<20 {
      var sums = AdSums()
      var expected: [AdsKey: AdCounts] = [:]
      for row in rows(&numbers, shuffled: shuffled) {
        sums.add(row.counts, to: row.key)
        expected[row.key, default: AdCounts()] += row.counts
      }
      var found: [AdsKey: AdCounts] = [:]
      for id in sums.ids {
        let parts = sums.parts(of: id)
        for part in parts {
          let key = AdsKey(id, day: part.day, hour: part.hour, part: part.name)
          #expect(found.updateValue(part.counts, forKey: key) == nil, "seed \(seed)")
        }
        let days = parts.map { $0.day?.number ?? 0 }
        #expect(days == days.sorted(), "seed \(seed)")
      }
      #expect(found == expected, "seed \(seed)")
      #expect(sums.total == expected.values.reduce(into: AdCounts()) { $0 += $1 }, "seed \(seed)")
    }
  }

  @Test func `a copy that goes on leaves the other as it was`() {
    var numbers = Dice(seed: seed)
    var sums = AdSums()
    let all = rows(&numbers, shuffled: false)
    for row in all.prefix(all.count / 2) { sums.add(row.counts, to: row.key) }
    let (before, total) = (sums, sums.total)
    for row in all.dropFirst(all.count / 2) { sums.add(row.counts, to: row.key) }
    #expect(before.total == total, "seed \(seed)")
    var again = before
    for row in all.dropFirst(all.count / 2) { again.add(row.counts, to: row.key) }
    #expect(again.total == sums.total, "seed \(seed)")
  }

  @Test func `a day of an ad takes about a dozen bytes`() {
    let first = Day(parsing: "2024-05-20") ?? Day(number: 0)
    var counts = AdCounts()
    counts.spend = 12_345_678
    counts.impressions = 4_321
    counts.pinClicks = 37
    var sums = AdSums()
    for ad in 0..<500 {
      for day in 0..<1000 {
        sums.add(counts, to: AdsKey("68772\(ad)", day: first.advanced(by: day)))
      }
    }
    #expect(sums.total.pinClicks == 37 * 500_000)
    #expect(sums.size < 14 * 500_000, "\(sums.size) bytes")
  }
}
