/// The three members of a line of a stream, as text in UTF-8.
struct StreamLine {
  var op: [UInt8]?
  var namespace: [UInt8]?
  var value: [UInt8]?
}

/// Reads one JSON object whose members of interest are texts; it keeps nothing of any other member.
///
/// Hardly any line has escapes, and of none is more than these three copied.
struct StreamLineScanner {
  /// That a line is no such object; it holds no part of it.
  struct Malformed: Error {}

  private let bytes: UnsafeRawBufferPointer
  private var place = 0

  private init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// How deep something that nobody reads may be nested.
  private static let deepest = 32

  static func read(_ bytes: UnsafeRawBufferPointer) throws(Malformed) -> StreamLine {
    var scanner = Self(bytes)
    var line = StreamLine()
    try scanner.object { (scanner, name) throws(Malformed) in
      switch name {
      case opName: try scanner.text(into: &line.op)
      case namespaceName: try scanner.text(into: &line.namespace)
      case valueName: try scanner.text(into: &line.value)
      default: try scanner.skipValue(depth: 1)
      }
    }
    scanner.skipSpace()
    guard scanner.place == bytes.count else { throw Malformed() }
    return line
  }

  private static let opName = Array("op".utf8)
  private static let namespaceName = Array("namespace".utf8)
  private static let valueName = Array("value".utf8)

  private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

  private mutating func skipSpace() {
    while let byte = next, byte == Byte.space || (0x09...0x0D).contains(byte) { place += 1 }
  }

  private mutating func take(_ byte: UInt8) throws(Malformed) {
    guard next == byte else { throw Malformed() }
    place += 1
  }

  private mutating func object(
    _ member: (inout Self, [UInt8]) throws(Malformed) -> Void
  ) throws(Malformed) {
    skipSpace()
    try take(UInt8(ascii: "{"))
    try elements(until: UInt8(ascii: "}")) { (scanner) throws(Malformed) in
      let name = try scanner.text()
      scanner.skipSpace()
      try scanner.take(UInt8(ascii: ":"))
      scanner.skipSpace()
      try member(&scanner, name)
    }
  }

  private mutating func elements(
    until end: UInt8, _ element: (inout Self) throws(Malformed) -> Void
  ) throws(Malformed) {
    skipSpace()
    if next == end {
      place += 1
      return
    }
    while true {
      skipSpace()
      try element(&self)
      skipSpace()
      if next == end {
        place += 1
        return
      }
      try take(UInt8(ascii: ","))
    }
  }

  /// A text for a member that is there once.
  private mutating func text(into member: inout [UInt8]?) throws(Malformed) {
    guard member == nil else { throw Malformed() }
    member = try text()
  }

  private mutating func skipValue(depth: Int) throws(Malformed) {
    guard depth <= Self.deepest, let byte = next else { throw Malformed() }
    switch byte {
    case Byte.quote: _ = try text()
    case UInt8(ascii: "{"):
      try object { (scanner, _) throws(Malformed) in try scanner.skipValue(depth: depth + 1) }
    case UInt8(ascii: "["):
      place += 1
      try elements(until: UInt8(ascii: "]")) { (scanner) throws(Malformed) in
        try scanner.skipValue(depth: depth + 1)
      }
    default: try skipWord()
    }
  }

  /// A number, `true`, `false` or `null`.
  private mutating func skipWord() throws(Malformed) {
    let start = place
    while let byte = next, Self.isOfWord(byte) { place += 1 }
    guard place > start else { throw Malformed() }
  }

  private static func isOfWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, Byte.hyphen, 0x2E: true
    default: false
    }
  }
}

// MARK: - Texts

extension StreamLineScanner {
  private mutating func text() throws(Malformed) -> [UInt8] {
    try take(Byte.quote)
    let start = place
    while let byte = next, byte >= 0x20, byte != Self.escape {
      guard byte == Byte.quote else {
        place += 1
        continue
      }
      place += 1
      return Array(bytes[start..<place - 1])
    }
    var text = Array(bytes[start..<place])
    while let byte = next {
      place += 1
      switch byte {
      case Byte.quote: return text
      case Self.escape: try unescape(into: &text)
      case ..<0x20: throw Malformed()
      default: text.append(byte)
      }
    }
    throw Malformed()
  }

  private static let escape = UInt8(ascii: "\\")

  private mutating func unescape(into text: inout [UInt8]) throws(Malformed) {
    guard let byte = next else { throw Malformed() }
    place += 1
    switch byte {
    case Byte.quote, Self.escape, UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(Byte.lineFeed)
    case UInt8(ascii: "r"): text.append(Byte.carriageReturn)
    case UInt8(ascii: "t"): text.append(Byte.tab)
    case UInt8(ascii: "u"): text += Array(try character().utf8)
    default: throw Malformed()
    }
  }

  /// What `\u` and four digits stand for, or two of them for a character beyond the first 65,536.
  private mutating func character() throws(Malformed) -> String {
    var units = [try unit()]
    if units[0] & 0xFC00 == 0xD800 {
      try take(Self.escape)
      try take(UInt8(ascii: "u"))
      units.append(try unit())
    }
    guard let text = String(validating: units, as: UTF16.self) else { throw Malformed() }
    return text
  }

  private mutating func unit() throws(Malformed) -> UInt16 {
    var unit: UInt16 = 0
    for _ in 0..<4 {
      guard let digit = next.map(ListDigest.value), digit < 16 else { throw Malformed() }
      unit = unit << 4 | UInt16(digit)
      place += 1
    }
    return unit
  }
}
