/// Numbers that look random and follow from a seed.
enum SplitMix {
  /// The number at a place of a seed's series, from 0 to a highest one.
  static func number(_ place: Int, seed: Int, upTo highest: Int) -> Int {
    Int(bits(place, seed: seed) % UInt64(max(0, highest) + 1))
  }

  /// All the bits of that number.
  static func bits(_ place: Int, seed: Int) -> UInt64 {
    var bits = UInt64(bitPattern: Int64(seed)) &* 0x9e37_79b9_7f4a_7c15
    bits &+= UInt64(bitPattern: Int64(place)) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
    return bits ^ (bits >> 31)
  }
}
