import Foundation

/// Writes JSON without white space, keys in the order they are given, into one buffer.
///
/// The same calls give the same bytes on any machine, which is what a digest needs. For files
/// that people read there is a form with one member a line.
public struct JSONWriter: Sendable {
  public private(set) var bytes: [UInt8] = []
  private var needsComma = false
  private var followsKey = false
  private var depth = 0
  /// Spaces a level; zero writes no white space at all.
  private let indentation: Int

  public init(indentation: Int = 0) { self.indentation = indentation }

  public mutating func reserve(_ capacity: Int) { bytes.reserveCapacity(capacity) }

  /// Empties the buffer and keeps its memory, for writing many small documents.
  public mutating func clear() {
    bytes.removeAll(keepingCapacity: true)
    needsComma = false
    followsKey = false
    depth = 0
  }

  /// Hands out what is written since the last time, for a document that is not to be held whole.
  public mutating func takeBytes() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  /// Whether just these bytes have been written.
  public func equals(_ other: [UInt8]) -> Bool {
    guard bytes.count == other.count else { return false }
    return bytes.withUnsafeBytes { left in
      other.withUnsafeBytes { right in
        guard let first = left.baseAddress, let second = right.baseAddress else { return true }
        return memcmp(first, second, left.count) == 0
      }
    }
  }

  /// Ends the document with a line break, as text files end.
  public mutating func endLine() { bytes.append(UInt8(ascii: "\n")) }

  public mutating func object(_ body: (inout Self) -> Void) {
    open(UInt8(ascii: "{"))
    body(&self)
    close(UInt8(ascii: "}"))
  }

  public mutating func array(_ body: (inout Self) -> Void) {
    open(UInt8(ascii: "["))
    body(&self)
    close(UInt8(ascii: "]"))
  }

  /// Opens an object that `endObject` closes, for callers that cannot nest a closure.
  public mutating func beginObject() { open(UInt8(ascii: "{")) }

  public mutating func endObject() { close(UInt8(ascii: "}")) }

  /// Opens an array that `endArray` closes.
  public mutating func beginArray() { open(UInt8(ascii: "[")) }

  public mutating func endArray() { close(UInt8(ascii: "]")) }

  /// Writes a key; exactly one value follows.
  public mutating func key(_ key: String) {
    string(key)
    endKey()
  }

  /// Writes a key that is quoted already, as `quoted` returns it.
  public mutating func key(quoted key: UnsafeRawBufferPointer) {
    separate()
    bytes.append(contentsOf: key)
    endKey()
  }

  /// A text as it stands in JSON, for what is written often.
  public static func quoted(_ text: String) -> [UInt8] {
    var json = Self()
    json.string(text)
    return json.bytes
  }

  private mutating func endKey() {
    bytes.append(UInt8(ascii: ":"))
    if indentation > 0 { bytes.append(UInt8(ascii: " ")) }
    needsComma = false
    followsKey = true
  }

  public mutating func null() { literal("null") }

  public mutating func bool(_ value: Bool) { literal(value ? "true" : "false") }

  public mutating func integer(_ value: some BinaryInteger) {
    // Most are small, and a text of each would cost more than the rest.
    guard value >= 0, value < 10 else { return literal(String(value)) }
    separate()
    bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value))
    needsComma = true
  }

  public mutating func string(_ value: String) {
    beginString()
    text(value)
    endString()
  }

  /// Opens a string that is written in pieces with `text`, and that `endString` closes.
  public mutating func beginString() {
    separate()
    bytes.append(UInt8(ascii: "\""))
  }

  /// Writes a piece of the string that is open.
  public mutating func text(_ piece: String) {
    let isWritten: Void? = piece.utf8.withContiguousStorageIfAvailable { appendEscaped($0) }
    if isWritten == nil { appendEscaped(Array(piece.utf8)) }
  }

  /// Closes the string that `beginString` opened.
  public mutating func endString() {
    bytes.append(UInt8(ascii: "\""))
    needsComma = true
  }

  private mutating func literal(_ text: String) {
    separate()
    bytes.append(contentsOf: text.utf8)
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    if indentation > 0, depth > 0, !followsKey { breakLine() }
    followsKey = false
  }

  private mutating func breakLine() {
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: depth * indentation))
  }

  private mutating func open(_ bracket: UInt8) {
    separate()
    bytes.append(bracket)
    depth += 1
    needsComma = false
  }

  private mutating func close(_ bracket: UInt8) {
    depth -= 1
    if indentation > 0, needsComma { breakLine() }
    bytes.append(bracket)
    needsComma = true
  }

  private mutating func appendEscaped(_ text: [UInt8]) {
    text.withUnsafeBufferPointer { appendEscaped($0) }
  }

  /// Escapes what JSON demands and the control characters that a terminal would obey.
  private mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>) {
    // Hardly any text has something to escape.
    guard !Self.isPlain(text) else {
      bytes.append(contentsOf: text)
      return
    }
    var start = 0
    for (index, byte) in text.enumerated() where Self.isEscaped(byte) {
      bytes.append(contentsOf: text[start..<index])
      appendEscape(of: byte)
      start = index + 1
    }
    bytes.append(contentsOf: text[start...])
  }

  /// Whether nothing in a text is escaped, looked at eight bytes at a time.
  private static func isPlain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let bytes = UnsafeRawBufferPointer(text)
    var offset = 0
    while offset + 8 <= bytes.count {
      let word = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      // A byte's highest bit is set where it is none of those, but for bytes of 0x80 and more, which
      // are no signs of ASCII.
      let odd =
        (word &- 0x2020_2020_2020_2020) | zeroBytes(word ^ 0x7F7F_7F7F_7F7F_7F7F)
        | zeroBytes(word ^ 0x2222_2222_2222_2222) | zeroBytes(word ^ 0x5C5C_5C5C_5C5C_5C5C)
      guard odd & ~word & 0x8080_8080_8080_8080 == 0 else { return false }
      offset += 8
    }
    while offset < bytes.count {
      if isEscaped(bytes[offset]) { return false }
      offset += 1
    }
    return true
  }

  /// Sets the highest bit of a byte that is zero; perhaps of some that are not, never of none.
  private static func zeroBytes(_ word: UInt64) -> UInt64 {
    (word &- 0x0101_0101_0101_0101) & ~word
  }

  private static func isEscaped(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == 0x7F || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  private mutating func appendEscape(of byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): bytes.append(contentsOf: #"\""#.utf8)
    case UInt8(ascii: "\\"): bytes.append(contentsOf: #"\\"#.utf8)
    case UInt8(ascii: "\n"): bytes.append(contentsOf: #"\n"#.utf8)
    case UInt8(ascii: "\r"): bytes.append(contentsOf: #"\r"#.utf8)
    case UInt8(ascii: "\t"): bytes.append(contentsOf: #"\t"#.utf8)
    default:
      let hex = Array("0123456789abcdef".utf8)
      bytes.append(contentsOf: #"\u00"#.utf8)
      bytes.append(hex[Int(byte >> 4)])
      bytes.append(hex[Int(byte & 0xF)])
    }
  }
}

extension JSONWriter {
  /// Writes a key and its text, or null when there is none.
  public mutating func member(_ name: String, _ value: String?) {
    key(name)
    if let value { string(value) } else { null() }
  }

  /// Writes a key and its number, or null when there is none.
  public mutating func member(_ name: String, _ value: (some BinaryInteger)?) {
    key(name)
    if let value { integer(value) } else { null() }
  }
}
