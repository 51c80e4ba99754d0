import AdsModel
import Insights
import Testing

struct FractionTests {
  @Test(
    arguments: [
      (1, 3, 6, "0.333333"), (2, 3, 6, "0.666667"), (1, 2, 0, "1"), (1, 8, 2, "0.13"),
      (0, 5, 6, "0.000000"), (5, 1, 2, "5.00"), (7, 1000, 2, "0.01"), (5, 1000, 2, "0.01"),
      (4, 1000, 2, "0.00"), (-1, 2, 0, "0"), (-3, 2, 0, "-1"), (-2, 3, 2, "-0.67"),
    ] as [(Int64, Int64, Int, String)])
  func `a quotient is rounded once, halves up`(
    _ numerator: Int64, _ denominator: Int64, _ places: Int, _ text: String
  ) {
    #expect(Fraction(numerator, over: denominator)?.decimal(places: places) == text)
  }

  @Test func `nothing over zero is nothing`() { #expect(Fraction(3, over: 0) == nil) }

  @Test func `the largest counts do not wrap around`() {
    #expect(Fraction(.max, over: .max)?.decimal(places: 6) == "1.000000")
    #expect(Fraction(.max, over: 1)?.rounded(scale: 1_000_000) == .max)
  }

  @Test func `a price is what the currency has of it`() {
    let numbers = Numbers([.spend: 10_000_000, .pinClicks: 3, .impressions: 7, .results: 0])
    #expect(numbers.reading(.cpc) == .money(Money(micros: 3_330_000)))
    #expect(numbers.reading(.cpc, decimals: 0) == .money(Money(micros: 3_000_000)))
    #expect(numbers.reading(.cpm) == .money(Money(micros: 1_428_570_000)))
    #expect(numbers.reading(.costPerResult) == .none(nil))
  }

  @Test func `a rate needs all that it is computed from`() {
    let numbers = Numbers([.impressions: 300, .saves: 1, .pinClicks: 2])
    #expect(numbers.reading(.saveRate).raw(decimals: 2) == "0.003333")
    #expect(numbers.reading(.ctr).raw(decimals: 2) == "0.006667")
    #expect(numbers.reading(.engagementRate) == .none(nil))
    #expect(Numbers([.impressions: 0, .saves: 0]).reading(.saveRate) == .none(nil))
  }

  @Test func `play times have two decimals`() {
    let numbers = Numbers([.videoAveragePlayTime: 2_507_750, .videoTotalPlayTime: 10_031_000])
    #expect(numbers.reading(.videoAveragePlayTime).raw(decimals: 2) == "2.51")
    #expect(numbers.reading(.videoTotalPlayTime).raw(decimals: 2) == "0.17")
  }
}
