import Crypto
import Foundation

/// One person of a list as it is stored: what finds them, and their digest sealed.
///
/// In binary it is 65 bytes:
///
///     0   16  lookup: the first half of HMAC-SHA-256 under the lookup key, of the kind (1 byte) and the digest
///     16   1  the digest's kind: 1 MD5, 2 SHA-1, 3 SHA-256
///     17  32  the digest, with zeros after a shorter one, in AES-256-GCM under the sealing key
///     49  16  its tag
///
/// The nonce is the first 12 bytes of the lookup, and the kind is authenticated with the digest. The same
/// person is thus always the same bytes. Sorted by bytes, members are sorted by lookup.
public struct SealedMember: Hashable, Sendable {
  public static let byteCount = 65
  public static let lookupByteCount = 16

  /// The first and the second eight bytes of the lookup, as numbers that sort as the bytes do.
  let lookup: (high: UInt64, low: UInt64)
  public let kind: DigestKind
  let sealed: ListDigest
  let tag: (UInt64, UInt64)

  init(
    lookup: (high: UInt64, low: UInt64), kind: DigestKind, sealed: ListDigest,
    tag: (UInt64, UInt64)
  ) {
    self.lookup = lookup
    self.kind = kind
    self.sealed = sealed
    self.tag = tag
  }

  /// The binary form; nothing where it is none.
  public init?(bytes: UnsafeRawBufferPointer) {
    guard bytes.count == Self.byteCount, let kind = DigestKind(rawValue: bytes[16])
    else { return nil }
    func word(_ offset: Int) -> UInt64 {
      bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }
    self.init(
      lookup: (UInt64(bigEndian: word(0)), UInt64(bigEndian: word(8))), kind: kind,
      sealed: ListDigest(loading: UnsafeRawBufferPointer(rebasing: bytes[17..<49])),
      tag: (word(49), word(57)))
  }

  /// Writes the binary form.
  public func write(to buffer: UnsafeMutableRawBufferPointer) {
    precondition(buffer.count == Self.byteCount)
    buffer.storeBytes(of: lookup.high.bigEndian, as: UInt64.self)
    buffer.storeBytes(of: lookup.low.bigEndian, toByteOffset: 8, as: UInt64.self)
    buffer[16] = kind.rawValue
    sealed.withBytes {
      UnsafeMutableRawBufferPointer(rebasing: buffer[17..<49]).copyMemory(from: $0)
    }
    buffer.storeBytes(of: tag.0, toByteOffset: 49, as: UInt64.self)
    buffer.storeBytes(of: tag.1, toByteOffset: 57, as: UInt64.self)
  }

  public var bytes: [UInt8] {
    Array(unsafeUninitializedCapacity: Self.byteCount) { buffer, count in
      write(to: UnsafeMutableRawBufferPointer(buffer))
      count = Self.byteCount
    }
  }

  /// Whether its lookup comes before another's.
  public func isBefore(_ other: Self) -> Bool { lookup < other.lookup }

  public static func == (left: Self, right: Self) -> Bool {
    left.lookup == right.lookup && left.kind == right.kind && left.sealed == right.sealed
      && left.tag == right.tag
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(lookup.high)
    hasher.combine(lookup.low)
  }
}

extension ListKey {
  /// Seals what stands for a person.
  public func seal(_ digest: ListDigest, _ kind: DigestKind) -> SealedMember {
    let lookup = lookup(digest, kind).lookup
    let (sealed, tag) = cipher.seal(digest, kind, lookup: lookup)
    return SealedMember(lookup: lookup, kind: kind, sealed: sealed, tag: tag)
  }

  /// Whether a member is what sealing somebody gives, under the lookup that it has.
  func seals(_ digest: ListDigest, _ kind: DigestKind, as member: SealedMember) -> Bool {
    guard kind == member.kind else { return false }
    let (sealed, tag) = cipher.seal(digest, kind, lookup: member.lookup)
    return sealed == member.sealed && tag == member.tag
  }

  /// What stands for the person, as it was sealed.
  public func open(_ member: SealedMember) throws(ListKeyError) -> ListDigest {
    let digest: ListDigest
    do {
      let nonce =
        withUnsafeBytes(of: member.lookup.high.bigEndian) { Array($0) }
        + withUnsafeBytes(of: member.lookup.low.bigEndian) { Array($0.prefix(4)) }
      let box = try AES.GCM.SealedBox(
        nonce: AES.GCM.Nonce(data: nonce), ciphertext: member.sealed.withBytes { Array($0) },
        tag: withUnsafeBytes(of: member.tag) { Array($0) })
      digest = try AES.GCM.open(
        box, using: cipher.key, authenticating: [member.kind.rawValue]
      ).withUnsafeBytes(ListDigest.init(loading:))
    } catch {
      throw .otherKey
    }
    guard lookup(digest, member.kind).lookup == member.lookup else { throw .damaged }
    return digest
  }
}

extension ListDigest {
  /// The first half, as numbers that sort as the bytes do.
  var lookup: (high: UInt64, low: UInt64) {
    (UInt64(bigEndian: words.0), UInt64(bigEndian: words.1))
  }
}
