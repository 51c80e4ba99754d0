import AdsModel

/// Numbers that look random and are the same in every run: the SplitMix64 of Steele, Lea and Flood.
public struct Dice: RandomNumberGenerator {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  public mutating func chance(_ percent: Int) -> Bool {
    Int.random(in: 0..<100, using: &self) < percent
  }

  public mutating func pick<Item>(_ items: [Item]) -> Item? { items.randomElement(using: &self) }

  /// A day of the two months around the tests' today.
  mutating func day() -> Day {
    Day(number: 20_779).advanced(by: Int.random(in: -30...60, using: &self))
  }

  mutating func cents(_ range: ClosedRange<Int>) -> String {
    let cents = Int.random(in: range, using: &self)
    return "\(cents / 100).\(cents / 10 % 10)\(cents % 10)"
  }
}
