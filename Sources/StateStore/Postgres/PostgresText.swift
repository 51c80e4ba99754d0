#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Texts as PostgreSQL takes them: it refuses the zero byte, which a text of ours may have.
///
/// A zero byte is stored as U+E000 with `0` after it, and U+E000, a sign that nobody else has a use for, with `1`.
enum PostgresText {
  private static let mark: [UInt8] = [0xEE, 0x80, 0x80]

  static func isStoredOtherwise(_ text: UnsafeRawBufferPointer) -> Bool {
    guard let start = text.baseAddress, !text.isEmpty else { return false }
    return memchr(start, 0, text.count) != nil || hasMark(text)
  }

  static func stored(_ text: [UInt8]) -> [UInt8] {
    guard text.withUnsafeBytes(isStoredOtherwise) else { return text }
    var stored: [UInt8] = []
    var place = 0
    while place < text.count {
      if text[place] == 0 {
        stored += mark + [UInt8(ascii: "0")]
      } else if text[place...].starts(with: mark) {
        stored += mark + [UInt8(ascii: "1")]
        place += 2
      } else {
        stored.append(text[place])
      }
      place += 1
    }
    return stored
  }

  /// Whether `original` gives other bytes.
  static func hasMark(_ text: UnsafeRawBufferPointer) -> Bool {
    guard let start = text.baseAddress, !text.isEmpty, memchr(start, 0xEE, text.count) != nil
    else { return false }
    return text.indices.contains { text[$0...].starts(with: mark) }
  }

  static func original(_ stored: UnsafeRawBufferPointer) -> [UInt8] {
    var text: [UInt8] = []
    var place = 0
    while place < stored.count {
      if place + 3 < stored.count, stored[place...].starts(with: mark) {
        text += stored[place + 3] == UInt8(ascii: "0") ? [0] : mark
        place += 4
      } else {
        text.append(stored[place])
        place += 1
      }
    }
    return text
  }
}
