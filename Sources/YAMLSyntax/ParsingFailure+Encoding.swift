import Diagnostics

extension ParsingFailure {
  /// A mistake in the bytes themselves, at an offset from the start of the file.
  func explainedBytes(
    at offset: Int, _ source: UnsafeBufferPointer<UInt8>, file: String
  ) -> UnusableText {
    // libyaml points at the byte that breaks a character off; users know the byte it began with.
    var first = min(offset, source.count - 1)
    while first > 0, offset - first < 3, source[first] & 0xC0 == 0x80 { first -= 1 }
    if source[first] & 0xC0 != 0xC0 { first = offset }
    if problem.hasPrefix("invalid trailing"), first == offset { first = max(offset - 1, 0) }
    let span = Self.span(of: first, source, file: file)
    guard problem.hasPrefix("control characters"),
      let character = String(decoding: source[first...].prefix(4), as: UTF8.self)
        .unicodeScalars.first
    else {
      return .notUTF8(source[first], at: span)
    }
    return .controlCharacter(character, at: span)
  }

  private static func span(
    of offset: Int, _ source: UnsafeBufferPointer<UInt8>, file: String
  ) -> SourceSpan {
    var lines = SourceLines(source)
    var start = SourcePosition(line: 1, column: 1)
    while let line = lines.next(), line.lowerBound <= offset {
      let column = source.characters(in: line.lowerBound..<offset) + 1
      start = SourcePosition(line: lines.line - 1, column: column)
      guard offset > line.upperBound else { break }
    }
    let end = SourcePosition(line: start.line, column: start.column + 1)
    return SourceSpan(file: file, start: start, end: end)
  }
}

extension UnusableText {
  static func otherEncoding(_ name: String, file: String) -> Self {
    Self(
      .yamlEncoding, "the file is written in \(name)", at: .start(of: file),
      hint: "save the file as UTF-8")
  }

  fileprivate static func notUTF8(_ byte: UInt8, at span: SourceSpan) -> Self {
    Self(
      .yamlEncoding, "the byte 0x\(hexadecimal(UInt32(byte), digits: 2)) is no UTF-8 text",
      at: span, hint: "save the file as UTF-8")
  }

  fileprivate static func controlCharacter(
    _ character: Unicode.Scalar, at span: SourceSpan
  ) -> Self {
    let code = hexadecimal(character.value, digits: 4)
    guard character.value != 0 else {
      return Self(
        .yamlEncoding, "a NUL byte stands here, which no text has", at: span,
        hint: "save the file as UTF-8; editors that write UTF-16 leave such bytes")
    }
    return Self(
      .yamlEncoding, "the invisible control character U+\(code) stands here", at: span,
      hint: "delete it, or write it as an escape inside double quotes")
  }

  private static func hexadecimal(_ value: UInt32, digits: Int) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(digits - text.count, 0)) + text
  }
}
