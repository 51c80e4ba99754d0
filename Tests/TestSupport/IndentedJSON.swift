/// A JSON text with one value a line, so that a difference between two can be read.
///
/// Only white space outside of strings is another one: whatever stands there is kept as it was written.
public func indentedJSON(_ text: String) -> String {
  var layout = JSONLayout()
  for byte in text.utf8 { layout.take(byte) }
  if text.utf8.last == UInt8(ascii: "\n") { layout.bytes.append(UInt8(ascii: "\n")) }
  return String(decoding: layout.bytes, as: UTF8.self)
}

private struct JSONLayout {
  var bytes: [UInt8] = []
  private var depth = 0
  private var isInString = false
  private var isEscaped = false
  /// Whether a bracket was opened and nothing has followed it yet.
  private var isOpened = false

  mutating func take(_ byte: UInt8) {
    guard !isInString else { return takeInString(byte) }
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): break
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      depth -= 1
      if !isOpened { breakLine() }
      isOpened = false
      bytes.append(byte)
    case UInt8(ascii: ","):
      bytes.append(byte)
      breakLine()
    case UInt8(ascii: ":"): bytes += [byte, UInt8(ascii: " ")]
    default:
      if isOpened { breakLine() }
      isOpened = byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[")
      if isOpened { depth += 1 }
      isInString = byte == UInt8(ascii: "\"")
      bytes.append(byte)
    }
  }

  private mutating func takeInString(_ byte: UInt8) {
    bytes.append(byte)
    if isEscaped {
      isEscaped = false
    } else if byte == UInt8(ascii: "\\") {
      isEscaped = true
    } else if byte == UInt8(ascii: "\"") {
      isInString = false
    }
  }

  private mutating func breakLine() {
    bytes.append(UInt8(ascii: "\n"))
    bytes += Array(repeating: UInt8(ascii: " "), count: 2 * max(0, depth))
  }
}
