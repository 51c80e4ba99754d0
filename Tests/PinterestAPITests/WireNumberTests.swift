import Foundation
import TestSupport
import Testing

@testable import PinterestAPI

struct WireNumberTests {
  private func read(_ text: String) -> WireNumber? {
    Array(text.utf8).withUnsafeBufferPointer { WireNumber($0) }
  }

  @Test(arguments: [
    ("0", 0, 0), ("-0", 0, 0), ("0.000", 0, 0), ("7", 7, 0), ("-12", -12, 0), ("240.0", 24, 1),
    ("1000", 1, 3), ("0.08", 8, -2), ("2507.75", 250_775, -2), ("1e3", 1, 3), ("1.5E-2", 15, -3),
    ("-2.50e+1", -25, 0), ("0.050", 5, -2), ("999999999999999999", 999_999_999_999_999_999, 0),
    ("100000000000000000000", 1, 20), ("0.08235294117647059", 8_235_294_117_647_059, -17),
    ("10203", 10203, 0), ("0e5", 0, 0),
  ]) func `a number is kept as it was written`(
    _ text: String, _ coefficient: Int64, _ exponent: Int
  )
    throws
  {
    let number = try #require(read(text))
    #expect(number.coefficient == coefficient)
    #expect(number.exponent == exponent)
    let decoded = try JSONDecoder().decode([WireNumber].self, from: Data("[\(text)]".utf8))
    #expect(decoded == [number])
  }

  @Test(arguments: [
    "", "-", ".5", "1.", "01", "1.e3", "1e", "1e+", "1e9999", "1e400", "NaN", "+1", "1 ", "0x1",
    "1.5.2", "1234567890123456789", "true", "1,5",
  ]) func `what is no number of 18 digits is none`(_ text: String) { #expect(read(text) == nil) }

  @Test func `scaling is exact or nothing`() throws {
    let spend = try #require(read("1.25"))
    #expect(spend.scaled(byPowerOfTen: 6) == 1_250_000)
    #expect(spend.whole == nil)
    #expect(spend.scaled(byPowerOfTen: 1) == nil)
    #expect(read("9e18")?.whole == 9_000_000_000_000_000_000)
    #expect(read("9e18")?.scaled(byPowerOfTen: 1) == nil)
    #expect(read("0")?.scaled(byPowerOfTen: -3) == 0)
    #expect(WireNumber(240) == read("240.00"))
  }

  @Test func `a number of a series may be written as digits`() throws {
    let decoded = try JSONDecoder().decode([WireNumber].self, from: Data(#"["12", 3.5]"#.utf8))
    #expect(decoded == [WireNumber(12), read("3.5")])
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([WireNumber].self, from: Data(#"["many"]"#.utf8))
    }
  }
}
