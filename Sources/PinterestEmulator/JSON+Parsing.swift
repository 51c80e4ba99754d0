extension JSON {
  /// Why a text is not JSON, and at which byte.
  struct SyntaxError: Error {
    let message: String
    let offset: Int
  }

  init(parsing bytes: some Collection<UInt8>) throws(SyntaxError) {
    var reader = Reader(bytes: Array(bytes))
    self = try reader.document()
  }

  init(parsing text: String) throws(SyntaxError) { try self.init(parsing: text.utf8) }
}

/// Reads strict JSON: no comments, no trailing commas, no names given twice.
private struct Reader {
  let bytes: [UInt8]
  var position = 0
  var depth = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func document() throws(JSON.SyntaxError) -> JSON {
    let value = try value()
    skipSpace()
    guard position == bytes.count else { throw failure("unexpected text after the value") }
    return value
  }

  private mutating func value() throws(JSON.SyntaxError) -> JSON {
    skipSpace()
    guard position < bytes.count else { throw failure("the text ends early") }
    depth += 1
    defer { depth -= 1 }
    guard depth < 200 else { throw failure("nested too deeply") }
    switch bytes[position] {
    case UInt8(ascii: "{"): return .object(try members())
    case UInt8(ascii: "["): return .array(try items())
    case UInt8(ascii: "\""): return .string(try text())
    case UInt8(ascii: "t"): return try word("true", .boolean(true))
    case UInt8(ascii: "f"): return try word("false", .boolean(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func members() throws(JSON.SyntaxError) -> [String: JSON] {
    position += 1
    var members: [String: JSON] = [:]
    skipSpace()
    if take(UInt8(ascii: "}")) { return members }
    while true {
      skipSpace()
      guard peek() == UInt8(ascii: "\"") else { throw failure("expected a name") }
      let name = try text()
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw failure("expected a colon") }
      guard members.updateValue(try value(), forKey: name) == nil else {
        throw failure("the name \"\(name)\" is given twice")
      }
      skipSpace()
      if take(UInt8(ascii: "}")) { return members }
      guard take(UInt8(ascii: ",")) else { throw failure("expected a comma") }
    }
  }

  private mutating func items() throws(JSON.SyntaxError) -> [JSON] {
    position += 1
    var items: [JSON] = []
    skipSpace()
    if take(UInt8(ascii: "]")) { return items }
    while true {
      items.append(try value())
      skipSpace()
      if take(UInt8(ascii: "]")) { return items }
      guard take(UInt8(ascii: ",")) else { throw failure("expected a comma") }
    }
  }

  private mutating func text() throws(JSON.SyntaxError) -> String {
    position += 1
    let start = position
    // A list of records is one long text, so this loop asks the buffer and not the array.
    position = bytes.withUnsafeBufferPointer { buffer in
      var end = start
      while end < buffer.count {
        let byte = buffer[end]
        if byte == 0x22 || byte == 0x5C || byte < 0x20 { break }
        end += 1
      }
      return end
    }
    var collected = Array(bytes[start..<position])
    while let byte = peek(), byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw failure("a control character in a text") }
      position += 1
      guard byte == UInt8(ascii: "\\") else {
        collected.append(byte)
        continue
      }
      collected += String(try escape()).utf8
    }
    guard take(UInt8(ascii: "\"")) else { throw failure("a text does not end") }
    guard let text = String(validating: collected, as: UTF8.self) else {
      throw failure("a text is not UTF-8")
    }
    return text
  }

  private mutating func escape() throws(JSON.SyntaxError) -> Character {
    guard let byte = peek() else { throw failure("a text does not end") }
    position += 1
    switch byte {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "/"), UInt8(ascii: "\\"), UInt8(ascii: "\""):
      return Character(Unicode.Scalar(byte))
    case UInt8(ascii: "u"):
      var code = UInt32(try hexadecimal())
      if (0xD800..<0xDC00).contains(code) {
        guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
          throw failure("half a surrogate pair")
        }
        let low = UInt32(try hexadecimal())
        guard (0xDC00..<0xE000).contains(low) else { throw failure("half a surrogate pair") }
        code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(code) else { throw failure("half a surrogate pair") }
      return Character(scalar)
    default: throw failure("an unknown escape")
    }
  }

  private mutating func hexadecimal() throws(JSON.SyntaxError) -> UInt16 {
    guard position + 4 <= bytes.count,
      let code = UInt16(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
    else { throw failure("an unknown escape") }
    position += 4
    return code
  }

  private mutating func number() throws(JSON.SyntaxError) -> JSON {
    let start = position
    while let byte = peek(), "+-.0123456789eE".utf8.contains(byte) { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if let value = Int(text), !text.hasPrefix("+") { return .integer(value) }
    guard let value = Double(text), value.isFinite, !text.hasPrefix("+"), !text.hasPrefix(".")
    else { throw failure("expected a value") }
    return .number(value)
  }

  private mutating func word(_ word: String, _ value: JSON) throws(JSON.SyntaxError) -> JSON {
    guard bytes[position...].starts(with: word.utf8) else { throw failure("expected a value") }
    position += word.utf8.count
    return value
  }

  private func peek() -> UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard peek() == byte else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = peek(), byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      position += 1
    }
  }

  private func failure(_ message: String) -> JSON.SyntaxError {
    JSON.SyntaxError(message: message, offset: position)
  }
}
