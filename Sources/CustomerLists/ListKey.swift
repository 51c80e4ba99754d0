import Crypto
import Foundation

/// The 32 bytes that everything about people is sealed with; they never print.
public struct ListSecret: Hashable, Sendable {
  static let byteCount = 32

  let bytes: [UInt8]

  /// From what `PINPLAN_LIST_KEY` or the key file holds; `place` names that.
  public init(base64 text: String, from place: String) throws(ListKeyError) {
    var text = text[...]
    while let last = text.last, last.isWhitespace { text.removeLast() }
    guard let bytes = Data(base64Encoded: String(text)).map(Array.init) else {
      throw .notBase64(place: place)
    }
    guard bytes.count == Self.byteCount else {
      throw .wrongLength(place: place, count: bytes.count)
    }
    self.bytes = bytes
  }

  init(bytes: [UInt8]) { self.bytes = bytes }

  /// A new one, from the system's generator for keys.
  public static func random() -> Self {
    Self(bytes: SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) })
  }

  /// The form that it is kept in.
  public var base64: String { Data(bytes).base64EncodedString() }
}

extension ListSecret: CustomStringConvertible, CustomReflectable {
  public var description: String { "<redacted>" }
  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// The keys that are derived from a list secret: one to look people up, one to seal their digests.
public struct ListKey: Sendable {
  /// The beginnings of HMAC-SHA-256, with the key already in.
  private let inner: SHA256
  private let outer: SHA256
  /// The same as `inner` with a kind's number behind, by that number.
  private let kinds: [SHA256]
  let cipher: MemberCipher
  /// Tells keys apart without telling anything of them: 16 hexadecimal digits, to be kept beside what
  /// is sealed.
  public let identity: String

  public init(_ secret: ListSecret) {
    let secret = SymmetricKey(data: secret.bytes)
    func derived(_ purpose: String, bytes: Int = 32) -> SymmetricKey {
      HKDF<SHA256>.deriveKey(
        inputKeyMaterial: secret, info: Array("pinplan list key v1 \(purpose)".utf8),
        outputByteCount: bytes)
    }
    let lookup = derived("lookup").withUnsafeBytes { Array($0) }
    inner = Self.padded(lookup, with: 0x36)
    outer = Self.padded(lookup, with: 0x5C)
    kinds =
      [inner]
      + DigestKind.allCases.map { [inner] kind in
        var hasher = inner
        hasher.update(data: [kind.rawValue])
        return hasher
      }
    cipher = MemberCipher(key: derived("sealing"))
    identity = derived("identity", bytes: 8).withUnsafeBytes { bytes in
      bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
  }

  private static func padded(_ key: [UInt8], with pad: UInt8) -> SHA256 {
    var block = key.map { $0 ^ pad }
    block += Array(repeating: pad, count: SHA256.blockByteCount - block.count)
    var hasher = SHA256()
    hasher.update(data: block)
    return hasher
  }

  /// HMAC-SHA-256 of a person's digest and its kind: what people are looked up by.
  func lookup(_ digest: ListDigest, _ kind: DigestKind) -> ListDigest {
    var message = kinds[Int(kind.rawValue)]
    digest.withBytes {
      message.update(bufferPointer: UnsafeRawBufferPointer(rebasing: $0[..<kind.byteCount]))
    }
    return authenticated(message)
  }

  /// HMAC-SHA-256 of something longer, which `body` puts in.
  ///
  /// It begins with a text, so it is never that of one person, whose begins with 1, 2 or 3.
  func authenticate(_ purpose: String, _ body: (inout SHA256) -> Void) -> ListDigest {
    var message = inner
    message.update(data: Array("pinplan \(purpose)".utf8))
    body(&message)
    return authenticated(message)
  }

  private func authenticated(_ message: SHA256) -> ListDigest {
    var code = outer
    message.finalize().withUnsafeBytes { code.update(bufferPointer: $0) }
    return code.finalize().withUnsafeBytes(ListDigest.init(loading:))
  }
}

/// Why there is no list key, or not the right one.
public enum ListKeyError: Error, Hashable, Sendable {
  case notBase64(place: String)
  case wrongLength(place: String, count: Int)
  /// What is sealed was sealed with another key.
  case otherKey
  /// What is stored of people is damaged: out of order, or of no known form.
  case damaged
  case unreadable(path: String, reason: String)
  case unwritable(path: String, reason: String)
  case notOurs(path: String)
  case readableByOthers(path: String)
}

extension ListKeyError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notBase64(let place):
      "the list key in \(place) is not base64; `openssl rand -base64 32` makes one"
    case .wrongLength(let place, let count):
      "the list key in \(place) has \(count) bytes, not 32; `openssl rand -base64 32` makes one"
    case .otherKey: "the list was stored with another list key"
    case .damaged: "what is stored of the list's members is damaged"
    case .unreadable(let path, let reason): "the list key \(path) cannot be read: \(reason)"
    case .unwritable(let path, let reason): "the list key \(path) cannot be written: \(reason)"
    case .notOurs(let path): "the list key \(path) belongs to another user"
    case .readableByOthers(let path):
      "the list key \(path) can be read by others; run `chmod 600 \(path)`"
    }
  }
}
