/// A place in a part of a JSON text; what the part ends too early for is left for the next one.
///
/// Each step gives nil where the part ends before it is done, and the place is then of no use.
struct JSONCursor {
  let bytes: UnsafeBufferPointer<UInt8>
  private(set) var position: Int

  init(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int) {
    self.bytes = bytes
    self.position = position
  }

  /// The next byte that is no space.
  mutating func peek() -> UInt8? {
    while position < bytes.count {
      let byte = bytes[position]
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return byte }
      position += 1
    }
    return nil
  }

  mutating func advance() { position += 1 }

  /// The bytes of a string between its quotes; escapes stay as they are.
  mutating func string() throws(UnreadableRows) -> (
    text: Slice<UnsafeBufferPointer<UInt8>>, hasEscapes: Bool
  )? {
    guard let quote = peek() else { return nil }
    guard quote == UInt8(ascii: "\"") else { throw UnreadableRows(reason: "it is not JSON") }
    var index = position + 1
    var hasEscapes = false
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") {
        let text = bytes[(position + 1)..<index]
        position = index + 1
        return (text, hasEscapes)
      }
      guard byte >= 0x20 else { throw UnreadableRows(reason: "it is not JSON") }
      if byte == UInt8(ascii: "\\") {
        hasEscapes = true
        index += 1
      }
      index += 1
    }
    return nil
  }

  /// The bytes of a number, `true`, `false` or `null`.
  mutating func scalar() throws(UnreadableRows) -> Slice<UnsafeBufferPointer<UInt8>>? {
    guard peek() != nil else { return nil }
    let start = position
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"), 0x20, 0x0A, 0x0D, 0x09:
        guard position > start else { throw UnreadableRows(reason: "it is not JSON") }
        return bytes[start..<position]
      default: position += 1
      }
    }
    return nil
  }

  /// Passes over a value of any kind; whether the part holds all of it.
  mutating func skip() throws(UnreadableRows) -> Bool {
    var depth = 0
    // One bit for each object or list that is open: whether it is an object.
    var objects: UInt64 = 0
    repeat {
      guard let byte = peek() else { return false }
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        guard depth < UInt64.bitWidth else {
          throw UnreadableRows(reason: "it is nested too deeply")
        }
        objects = objects << 1 | (byte == UInt8(ascii: "{") ? 1 : 0)
        depth += 1
        advance()
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        guard depth > 0, (objects & 1 == 1) == (byte == UInt8(ascii: "}")) else {
          throw UnreadableRows(reason: "it is not JSON")
        }
        objects >>= 1
        depth -= 1
        advance()
      case UInt8(ascii: "\""): guard try string() != nil else { return false }
      case UInt8(ascii: ","), UInt8(ascii: ":"):
        guard depth > 0 else { throw UnreadableRows(reason: "it is not JSON") }
        advance()
      default: guard try scalar() != nil else { return false }
      }
    } while depth > 0
    return true
  }

  /// A string with its escapes resolved; nil for escapes that are none.
  static func text(_ raw: Slice<UnsafeBufferPointer<UInt8>>, hasEscapes: Bool) -> String? {
    guard hasEscapes else { return String(decoding: raw, as: UTF8.self) }
    var units: [UInt16] = []
    var index = raw.startIndex
    var plain: [UInt8] = []
    var text = ""
    func flush() {
      text += String(decoding: units, as: UTF16.self) + String(decoding: plain, as: UTF8.self)
      units = []
      plain = []
    }
    while index < raw.endIndex {
      guard raw[index] == UInt8(ascii: "\\") else {
        if !units.isEmpty { flush() }
        plain.append(raw[index])
        index += 1
        continue
      }
      if !plain.isEmpty { flush() }
      guard let (unit, length) = escape(raw[(index + 1)...]) else { return nil }
      units.append(unit)
      index += 1 + length
    }
    flush()
    return text
  }

  /// What an escape stands for, and how long it is behind its backslash.
  private static func escape(_ rest: Slice<UnsafeBufferPointer<UInt8>>) -> (UInt16, Int)? {
    switch rest.first {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
      return rest.first.map { (UInt16($0), 1) }
    case UInt8(ascii: "b"): return (0x08, 1)
    case UInt8(ascii: "f"): return (0x0C, 1)
    case UInt8(ascii: "n"): return (0x0A, 1)
    case UInt8(ascii: "r"): return (0x0D, 1)
    case UInt8(ascii: "t"): return (0x09, 1)
    case UInt8(ascii: "u"):
      let digits = rest.dropFirst().prefix(4)
      guard digits.count == 4,
        let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
      else { return nil }
      return (unit, 5)
    default: return nil
    }
  }
}
