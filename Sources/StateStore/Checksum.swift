/// FNV-1a over words of eight bytes: notices any change within one word, at memory speed.
///
/// It finds damage, not malice: whoever may write the file may write the sums too.
struct Checksum {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func combine(_ word: UInt64) {
    value = (value ^ word) &* 0x0000_0100_0000_01b3
    // Without this, the high bits of a word would only ever reach the high bits of the sum.
    value ^= value >> 32
  }

  /// The count goes in first, so that a byte cannot wander from one column into the next.
  mutating func combine(_ bytes: UnsafeRawBufferPointer) {
    combine(UInt64(bytes.count))
    var offset = 0
    while offset + 8 <= bytes.count {
      combine(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
      offset += 8
    }
    var rest: UInt64 = 0
    for byte in bytes[offset...].reversed() { rest = rest << 8 | UInt64(byte) }
    if offset < bytes.count { combine(rest) }
  }
}
