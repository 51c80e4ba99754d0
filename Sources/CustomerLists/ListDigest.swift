import AdsModel
import Crypto

/// Which digest stands for a person; what a list has plain is digested with SHA-256.
public enum DigestKind: UInt8, Hashable, Sendable, CaseIterable {
  case md5 = 1
  case sha1, sha256

  public var byteCount: Int {
    switch self {
    case .md5: 16
    case .sha1: 20
    case .sha256: 32
    }
  }

  init?(hexadecimalDigits count: Int) {
    guard let kind = Self.allCases.first(where: { 2 * $0.byteCount == count }) else { return nil }
    self = kind
  }
}

extension ListHashing {
  /// What stands for a person of a list that is written so.
  public var digestKind: DigestKind {
    switch self {
    case .md5: .md5
    case .sha1: .sha1
    case .none, .sha256: .sha256
    }
  }

  init(_ kind: DigestKind) {
    self =
      switch kind {
      case .md5: .md5
      case .sha1: .sha1
      case .sha256: .sha256
      }
  }
}

/// What stands for one person of a list: at most 32 bytes, without a place on the heap.
///
/// It is personal data, as whoever guesses an address can tell that it is the one: nothing shows it.
public struct ListDigest: Hashable, Sendable {
  /// The bytes in their order, as they lie in memory; zeros after a shorter digest.
  var words: (UInt64, UInt64, UInt64, UInt64)

  init() { words = (0, 0, 0, 0) }

  /// What stands for nobody: as likely as any digest to be somebody's.
  public static func random() -> Self {
    var generator = SystemRandomNumberGenerator()
    var digest = Self()
    digest.words = (generator.next(), generator.next(), generator.next(), generator.next())
    return digest
  }

  /// SHA-256 of some bytes.
  init(hashing bytes: UnsafeRawBufferPointer) {
    var hasher = SHA256()
    hasher.update(bufferPointer: bytes)
    self = hasher.finalize().withUnsafeBytes(Self.init(loading:))
  }

  /// The first 32 bytes.
  init(loading bytes: UnsafeRawBufferPointer) {
    words = (
      bytes.loadUnaligned(as: UInt64.self),
      bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self),
      bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self),
      bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
    )
  }

  /// The digest that hexadecimal digits write; nothing where one is no digit.
  init?(hexadecimal digits: UnsafeRawBufferPointer) {
    self.init()
    let isWhole = withUnsafeMutableBytes(of: &words) { bytes in
      for index in 0..<digits.count / 2 {
        let high = Self.value(digits[2 * index])
        let low = Self.value(digits[2 * index + 1])
        guard high | low < 16 else { return false }
        bytes[index] = high << 4 | low
      }
      return true
    }
    if !isWhole { return nil }
  }

  /// What a hexadecimal digit counts, of either case; 16 or more for anything else.
  static func value(_ digit: UInt8) -> UInt8 {
    switch digit {
    case 0x30...0x39: digit - 0x30
    case 0x41...0x46: digit - 0x41 + 10
    case 0x61...0x66: digit - 0x61 + 10
    default: 0x40
    }
  }

  /// The hexadecimal form in which Pinterest takes a digest: the one way out of this type.
  public func hexadecimal(_ kind: DigestKind) -> String {
    String(unsafeUninitializedCapacity: 2 * kind.byteCount) { text in
      withUnsafeBytes(of: words) { bytes in
        for index in 0..<kind.byteCount {
          text[2 * index] = Self.digit(bytes[index] >> 4)
          text[2 * index + 1] = Self.digit(bytes[index] & 0xF)
        }
      }
      return 2 * kind.byteCount
    }
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? 0x30 + value : 0x61 + value - 10
  }

  func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    try withUnsafeBytes(of: words, body)
  }

  public static func == (left: Self, right: Self) -> Bool { left.words == right.words }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(words.0)
    hasher.combine(words.1)
    hasher.combine(words.2)
    hasher.combine(words.3)
  }
}

extension ListDigest: CustomStringConvertible, CustomReflectable {
  public var description: String { "<redacted>" }
  public var customMirror: Mirror { Mirror(self, children: []) }
}
