import Crypto

/// What stands for all that a change does: the first 16 bytes of a SHA-256, written as 32 hexadecimal digits.
public struct ChangeDigest: Hashable, Sendable {
  /// As the bytes come.
  private let high, low: UInt64

  private static let byteCount = 16

  init(_ digest: SHA256Digest) {
    (high, low) = digest.withUnsafeBytes { bytes in
      (
        UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
        UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
      )
    }
  }

  /// Reads what `text` wrote; nothing where a text is anything else.
  public init?(_ text: String) {
    let digits = text.utf8
    guard digits.count == 2 * Self.byteCount,
      digits.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }),
      let high = UInt64(text.prefix(Self.byteCount), radix: 16),
      let low = UInt64(text.suffix(Self.byteCount), radix: 16)
    else { return nil }
    (self.high, self.low) = (high, low)
  }

  public var text: String {
    withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { Digest.hexadecimal($0) }
  }
}
