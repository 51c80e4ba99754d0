/// Small bars and lines of text, for where people would rather look than read.
enum Bars {
  private static let eighths: [Character] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]
  private static let levels: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// A bar for a value out of the largest, at most so many columns wide.
  static func bar(_ value: Int64?, of largest: Int64, width: Int) -> String {
    guard let value, value > 0, largest > 0 else { return "" }
    let parts = share(min(value, largest), of: largest, Int64(width * 8))
    let (whole, rest) = (Int(parts) / 8, Int(parts) % 8)
    return String(repeating: "█", count: whole) + (rest > 0 ? String(eighths[rest - 1]) : "")
  }

  /// One sign for each value, a gap for what is not known.
  static func line(_ values: [Int64?]) -> String {
    let largest = values.compactMap(\.self).max() ?? 0
    return String(
      values.map { value -> Character in
        guard let value else { return "·" }
        guard value > 0, largest > 0 else { return levels[0] }
        return levels[Int(share(value, of: largest, 7))]
      })
  }

  /// `value / largest` of a number of steps, rounded half up.
  private static func share(_ value: Int64, of largest: Int64, _ steps: Int64) -> Int64 {
    let (high, low) = value.magnitude.multipliedFullWidth(by: (steps * 2).magnitude)
    let doubled = largest.magnitude.dividingFullWidth((high, low)).quotient
    return min(steps, Int64(doubled + 1) / 2)
  }
}
