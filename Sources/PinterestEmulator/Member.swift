import Crypto

/// A person on a customer list: a digest, never an address.
struct Member: Hashable, Sendable {
  /// How the digest was made; its length tells.
  enum Form: String, CaseIterable, Sendable {
    case sha256
    case sha1
    case md5

    /// Bytes of a digest.
    var length: Int {
      switch self {
      case .sha256: 32
      case .sha1: 20
      case .md5: 16
      }
    }
  }

  let form: Form
  // A digest as big-endian numbers, the last ones zero where it is shorter.
  private var first: UInt64 = 0
  private var second: UInt64 = 0
  private var third: UInt64 = 0
  private var fourth: UInt64 = 0

  private init(_ form: Form, _ bytes: some Sequence<UInt8>) {
    self.form = form
    for (place, byte) in bytes.enumerated() {
      let part = UInt64(byte) << (56 - 8 * UInt64(place % 8))
      switch place / 8 {
      case 0: first |= part
      case 1: second |= part
      case 2: third |= part
      default: fourth |= part
      }
    }
  }

  /// A text that came plain, by its SHA-256.
  init(hashing text: some Sequence<UInt8>) {
    self.init(digest: SHA256.hash(data: Array(text)))
  }

  init(digest: SHA256.Digest) { self.init(.sha256, digest) }

  /// A digest in hexadecimal; nil for anything else.
  ///
  /// Upper and lower case are the same bytes.
  init?(hexadecimal text: UnsafeRawBufferPointer) {
    guard let form = Form.allCases.first(where: { $0.length * 2 == text.count }) else { return nil }
    self.form = form
    for place in 0..<text.count {
      guard let digit = Self.digit(text[place]) else { return nil }
      switch place / 16 {
      case 0: first = first << 4 | digit
      case 1: second = second << 4 | digit
      case 2: third = third << 4 | digit
      default: fourth = fourth << 4 | digit
      }
    }
    // SHA-1 ends in the middle of its third number.
    if form == .sha1 { third <<= 32 }
  }

  private static func digit(_ byte: UInt8) -> UInt64? {
    switch byte {
    case 0x30...0x39: UInt64(byte - 0x30)
    case 0x41...0x46: UInt64(byte - 0x41 + 10)
    case 0x61...0x66: UInt64(byte - 0x61 + 10)
    default: nil
    }
  }

  // A digest is random already; one part of it tells enough.
  func hash(into hasher: inout Hasher) { hasher.combine(first) }

  var hexadecimal: String {
    var text: [UInt8] = []
    write(to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  private static let digits = Array("0123456789abcdef".utf8)

  /// Lower-case hexadecimal.
  func write(to output: inout [UInt8]) {
    for place in 0..<form.length {
      let part =
        switch place / 8 {
        case 0: first
        case 1: second
        case 2: third
        default: fourth
        }
      let byte = UInt8(truncatingIfNeeded: part >> (56 - 8 * UInt64(place % 8)))
      output.append(Self.digits[Int(byte >> 4)])
      output.append(Self.digits[Int(byte & 15)])
    }
  }
}

/// In the order of their texts, as `sort` has it.
extension Member: Comparable {
  static func < (left: Member, right: Member) -> Bool {
    if left.first != right.first { return left.first < right.first }
    if left.second != right.second { return left.second < right.second }
    if left.third != right.third { return left.third < right.third }
    if left.fourth != right.fourth { return left.fourth < right.fourth }
    return left.form.length < right.form.length
  }
}
