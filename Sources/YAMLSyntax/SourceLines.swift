import Diagnostics

/// Walks the lines of a text from its start, with libyaml's idea of what ends a line.
///
/// Besides LF, CR and CRLF those are NEL (U+0085) and the Unicode line and paragraph separators.
struct SourceLines {
  private let source: UnsafeBufferPointer<UInt8>
  /// The line that `next` returns, counted from 1.
  private(set) var line = 1
  private var offset: Int

  init(_ source: UnsafeBufferPointer<UInt8>) {
    self.source = source
    offset = source.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// The bytes of the next line, without its break; nil after the last.
  ///
  /// A text that ends in a line break has an empty last line, where its end is.
  mutating func next() -> Range<Int>? {
    guard offset <= source.count else { return nil }
    let start = offset
    line += 1
    var index = start
    while index < source.count {
      // Line breaks begin with one of these five bytes; everything else is passed quickly.
      let width = breakWidth(at: index)
      if width > 0 {
        offset = index + width
        return start..<index
      }
      index += 1
    }
    offset = source.count + 1
    return start..<source.count
  }

  /// The bytes of a line at or after the next one; nil beyond the last.
  mutating func range(of wanted: Int) -> Range<Int>? {
    while line < wanted {
      guard next() != nil else { return nil }
    }
    return next()
  }

  @inline(__always)
  private func breakWidth(at index: Int) -> Int {
    switch source[index] {
    case 0x0A: 1
    case 0x0D: byte(index + 1) == 0x0A ? 2 : 1
    case 0xC2: byte(index + 1) == 0x85 ? 2 : 0
    case 0xE2: byte(index + 1) == 0x80 && [0xA8, 0xA9].contains(byte(index + 2)) ? 3 : 0
    default: 0
    }
  }

  private func byte(_ index: Int) -> UInt8 {
    index < source.count ? source[index] : 0
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// How many characters, as libyaml counts columns, begin in a range of UTF-8.
  func characters(in range: Range<Int>) -> Int {
    range.reduce(0) { $0 + (self[$1] & 0xC0 == 0x80 ? 0 : 1) }
  }

  /// The end of a range of bytes without the blanks that close it.
  func endWithoutBlanks(_ range: Range<Int>) -> Int {
    var end = range.upperBound
    while end > range.lowerBound, self[end - 1] == 0x20 || self[end - 1] == 0x09 { end -= 1 }
    return end
  }
}
