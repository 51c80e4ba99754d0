import Crypto
import CryptoExtras
import Foundation

/// AES-256-GCM (NIST SP 800-38D) of digests, many of them under one key.
///
/// What it returns is what `AES.GCM` returns, which opens it too, and takes a quarter of the time: a call of
/// that one spends most of it on values on the heap, and a list may have ten million people.
struct MemberCipher: Sendable {
  /// A block as GCM's polynomials have it: the first bit of the first word is the lowest coefficient.
  private typealias Block = SIMD2<UInt64>

  let key: SymmetricKey
  /// What each value of each half-byte of the ciphertext adds to the tag: 64 times 16 blocks.
  private let parts: [Block]
  /// What the byte beside the digest and the lengths add, by the kind's number.
  private let beginnings: [Block]

  init(key: SymmetricKey) {
    self.key = key
    let first = Self.encrypt(Block(), key)
    let second = Self.product(first, first)
    let third = Self.product(second, first)
    let fourth = Self.product(third, first)
    let lengths = Block(8, 256)
    beginnings = (0...3).map { kind in
      Self.product(Block(kind << 56, 0), fourth) ^ Self.product(lengths, first)
    }
    // Two blocks of ciphertext, one multiplied three times and one twice.
    parts = [third, second].flatMap { power in
      var factor = power
      return (0..<32).flatMap { _ -> [Block] in
        var bits: [Block] = []
        for _ in 0..<4 {
          bits.append(factor)
          factor = Self.shifted(factor)
        }
        return (0..<16).map { value in
          (0..<4).reduce(Block()) { value & (8 >> $1) == 0 ? $0 : $0 ^ bits[$1] }
        }
      }
    }
  }

  /// Seals a digest, with its kind authenticated; the nonce is the first 12 bytes of the lookup.
  func seal(
    _ digest: ListDigest, _ kind: DigestKind, lookup: (high: UInt64, low: UInt64)
  ) -> (sealed: ListDigest, tag: (UInt64, UInt64)) {
    let nonce = Block(lookup.high, lookup.low & 0xFFFF_FFFF_0000_0000)
    let (low, high) = (
      Self.encrypt(nonce | Block(0, 2), key), Self.encrypt(nonce | Block(0, 3), key)
    )
    var sealed = digest
    sealed.words.0 ^= low[0].bigEndian
    sealed.words.1 ^= low[1].bigEndian
    sealed.words.2 ^= high[0].bigEndian
    sealed.words.3 ^= high[1].bigEndian
    let sum = authenticator(of: sealed, kind) ^ Self.encrypt(nonce | Block(0, 1), key)
    return (sealed, (sum[0].bigEndian, sum[1].bigEndian))
  }

  /// GHASH of the kind, the ciphertext and their lengths.
  private func authenticator(of sealed: ListDigest, _ kind: DigestKind) -> Block {
    var sum = beginnings[Int(kind.rawValue)]
    parts.withUnsafeBufferPointer { parts in
      sealed.withBytes { bytes in
        for index in 0..<32 {
          let byte = Int(bytes[index])
          sum ^= parts[32 * index + (byte >> 4)]
          sum ^= parts[32 * index + 16 + (byte & 15)]
        }
      }
    }
    return sum
  }
}

// MARK: - Blocks

extension MemberCipher {
  /// AES of one block.
  private static func encrypt(_ block: Block, _ key: SymmetricKey) -> Block {
    var payload = Payload(high: block[0].bigEndian, low: block[1].bigEndian)
    do {
      try AES.permute(&payload, key: key)
    } catch {
      preconditionFailure("AES takes a key of 32 bytes and a block of 16")
    }
    return Block(payload.high.bigEndian, payload.low.bigEndian)
  }

  /// The block times x, in the field of GCM.
  private static func shifted(_ block: Block) -> Block {
    let reduction: UInt64 = block[1] & 1 == 0 ? 0 : 0xE1 << 56
    return Block(block[0] >> 1 ^ reduction, block[1] >> 1 | block[0] << 63)
  }

  private static func product(_ left: Block, _ right: Block) -> Block {
    var sum = Block()
    var factor = right
    for bit in 0..<128 {
      if left[bit / 64] >> UInt64(63 - bit % 64) & 1 == 1 { sum ^= factor }
      factor = shifted(factor)
    }
    return sum
  }
}

/// The 16 bytes of a block, which AES works on where they lie.
private struct Payload: MutableCollection {
  var high: UInt64
  var low: UInt64

  var startIndex: Int { 0 }
  var endIndex: Int { 16 }

  func index(after index: Int) -> Int { index + 1 }

  subscript(index: Int) -> UInt8 {
    get { withUnsafeBytes(of: self) { $0[index] } }
    set { withUnsafeMutableBytes(of: &self) { $0[index] = newValue } }
  }

  mutating func withContiguousMutableStorageIfAvailable<Result>(
    _ body: (inout UnsafeMutableBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result? {
    try withUnsafeMutableBytes(of: &self) { bytes in
      var buffer = bytes.bindMemory(to: UInt8.self)
      return try body(&buffer)
    }
  }
}
