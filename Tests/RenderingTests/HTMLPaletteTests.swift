import AdsModel
import Foundation
import Testing

@testable import Rendering

struct HTMLPaletteTests {
  /// Relative luminance as WCAG 2.2 defines it.
  private static func luminance(_ color: String) throws -> Double {
    let number = try #require(Int(color.dropFirst(), radix: 16))
    let parts = [number >> 16, number >> 8 & 0xFF, number & 0xFF].map { part in
      let share = Double(part) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }

  private static func contrast(_ first: String, _ second: String) throws -> Double {
    let values = [try luminance(first), try luminance(second)].sorted()
    return (values[1] + 0.05) / (values[0] + 0.05)
  }

  @Test(arguments: [HTMLPalette.light, .dark])
  func `every text is readable on every ground, and every bar can be seen`(_ palette: HTMLPalette)
    throws
  {
    for ground in palette.grounds {
      for text in palette.texts { #expect(try Self.contrast(text, ground) >= 4.5) }
    }
    #expect(try Self.contrast(palette.bar, palette.page) >= 3)
  }

  @Test func `a scale begins at zero and holds every amount`() {
    for micros in [0, 1, 10_000, 999_999, 123_450_000, 9_000_000_000_000, Int64.max] {
      let scale = AmountScale(over: [.init(micros: micros)], decimals: 2)
      #expect(scale.ticks.last == .zero)
      #expect((2...6).contains(scale.ticks.count))
      #expect(scale.ticks[0].micros >= micros || scale.ticks[0].micros == .max)
      #expect(scale.height(.zero) == 1000)
      #expect(scale.height(.init(micros: micros)) <= 1000)
    }
  }
}
