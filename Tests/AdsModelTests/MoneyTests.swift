import AdsModel
import Testing

struct MoneyTests {
  @Test(arguments: [
    ("0", 0), ("1", 1_000_000), ("25", 25_000_000), ("25.5", 25_500_000), ("25.50", 25_500_000),
    ("0.35", 350_000), ("0.01", 10_000), ("007.00", 7_000_000), ("1.00", 1_000_000),
    ("999999999999.99", 999_999_999_999_990_000), ("0000000000000000000001", 1_000_000),
  ])
  func `digits with at most one point are an amount`(_ text: String, _ micros: Int64) {
    #expect(Money.parse(text, decimals: 2) == .success(Money(micros: micros)))
  }

  @Test(arguments: [
    "", " ", ".", ".5", "5.", "-1", "+1", "1e3", "1E3", "0x10", "1_000", "1,000", "1 000", "1..2",
    "1.2.3", " 1", "1 ", "NaN", "inf", "٢٥", "１２", "£5", "5 GBP", "1.-5", "1\u{0}",
  ])
  func `nothing else is one`(_ text: String) {
    #expect(Money.parse(text, decimals: 6) == .failure(.notAnAmount))
  }

  @Test(arguments: [("0.355", 2, 3), ("1.0", 0, 1), ("1.0000000", 6, 7), ("1.00000000000", 2, 11)])
  func `more decimals than the currency has are counted`(
    _ text: String, _ decimals: Int, _ found: Int
  ) {
    #expect(Money.parse(text, decimals: decimals) == .failure(.tooPrecise(decimals: found)))
  }

  @Test(arguments: [
    "1000000000000", "1000000000000.00", "99999999999999999999999999",
    "9223372036854775807", "18446744073709551616",
  ])
  func `an amount that no account can hold is too large, and never wraps around`(_ text: String) {
    #expect(Money.parse(text, decimals: 2) == .failure(.tooLarge))
  }

  @Test(arguments: [
    (25_000_000, 2, "25.00"), (350_000, 2, "0.35"), (1, 2, "0.000001"), (1_200_000_000, 0, "1200"),
    (1_500_000, 0, "1.5"), (-350_000, 2, "-0.35"), (0, 2, "0.00"), (0, 0, "0"),
    (Int64.max, 2, "9223372036854.775807"), (Int64.min, 2, "-9223372036854.775808"),
  ])
  func `an amount is written with the currency's decimals`(
    _ micros: Int64, _ places: Int, _ text: String
  ) {
    #expect(Money(micros: micros).decimal(places: places) == text)
  }

  @Test func `what is written is read back as the same amount`() {
    var micros: Int64 = 1
    while micros < 900_000_000_000_000_000 {
      for amount in [micros - 1, micros, micros + 1] {
        let text = Money(micros: amount).decimal(places: 2)
        #expect(Money.parse(text, decimals: 6) == .success(Money(micros: amount)), "\(text)")
      }
      micros = micros * 3 + 7
    }
  }

  @Test func `sums are held at the largest amount there is`() {
    let largest = Money(micros: .max)
    #expect(largest + Money(micros: 1) == largest)
    #expect(largest.times(30) == largest)
    #expect(Money(micros: .min) - Money(micros: 1) == Money(micros: .min))
    #expect(Money(micros: 3).times(30) == Money(micros: 90))
  }

  @Test(arguments: Currency.allCases)
  func `every currency has its decimals`(_ currency: Currency) {
    let whole: Set<Currency> = [.jpy, .krw, .clp, .cop, .huf]
    #expect(currency.decimals == (whole.contains(currency) ? 0 : 2))
  }
}
