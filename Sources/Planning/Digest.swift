import Crypto
import Foundation

/// SHA-256 in hexadecimal, the form in which digests are shown and stored.
public enum Digest {
  public static func sha256(_ bytes: [UInt8]) -> String { text(of: SHA256.hash(data: bytes)) }

  /// The form in which a Content-Security-Policy names a script or a style.
  public static func sourceHash(_ text: String) -> String {
    "sha256-" + Data(SHA256.hash(data: Data(text.utf8))).base64EncodedString()
  }

  static func text(of digest: SHA256Digest) -> String { digest.withUnsafeBytes(hexadecimal) }

  /// Two digits a byte.
  static func hexadecimal(_ bytes: UnsafeRawBufferPointer) -> String {
    String(unsafeUninitializedCapacity: 2 * bytes.count) { text in
      for index in bytes.indices {
        text[2 * index] = digit(bytes[index] >> 4)
        text[2 * index + 1] = digit(bytes[index] & 0xF)
      }
      return 2 * bytes.count
    }
  }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }
}
