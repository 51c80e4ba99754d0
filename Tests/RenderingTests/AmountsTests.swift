import AdsModel
import Testing

@testable import Rendering

struct AmountsTests {
  @Test(arguments: [
    (350_000, 450_000, "+28.6 %"), (450_000, 350_000, "-22.2 %"),
    (1_000_000, 2_000_000, "+100.0 %"),
    (25_000_000, 2_500_000_000, "+9,900.0 %"), (1_000_000_000, 1_000_000_001, "+under 0.1 %"),
    (200_000, 100_000, "-50.0 %"), (16_000_000, 16_008_000, "+0.1 %"),
    (1_000_000, 0, "-100.0 %"), (1_000_000, Int64.max, "+922,337,203,685,377.6 %"),
  ])
  func `a percentage is exact to one decimal`(_ before: Int64, _ after: Int64, _ text: String) {
    let percent = Amounts.percent(from: Money(micros: before), to: Money(micros: after))
    #expect(percent == text)
  }

  @Test func `from nothing there is no percentage`() {
    #expect(Amounts.percent(from: .zero, to: Money(micros: 5)) == nil)
    #expect(Amounts.percent(from: Money(micros: 5), to: Money(micros: 5)) == nil)
  }

  @Test(arguments: [
    (Currency.gbp, 1_240_000_000, "1,240.00"), (.gbp, 999_990_000, "999.99"), (.jpy, 0, "0"),
    (.jpy, 1_234_567_000_000, "1,234,567"), (.gbp, -1_500_000_000, "-1,500.00"),
    (.gbp, 1_234_500, "1.2345"),
  ])
  func `an amount has the currency's decimals and its thousands apart`(
    _ currency: Currency, _ micros: Int64, _ text: String
  ) {
    #expect(Amounts(currency: currency).bare(Money(micros: micros)) == text)
  }
}
