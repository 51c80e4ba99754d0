import Diagnostics

/// Finds where the text of a block scalar (`|`, `>`) really ends.
///
/// libyaml puts the end at the start of the line that follows, past all blank lines. Block scalars
/// come in order, so one walk over the file serves them all.
struct BlockScalarEnds {
  private let source: UnsafeBufferPointer<UInt8>
  private var lines: SourceLines
  private var lastWritten: (line: Int, bytes: Range<Int>)?

  init(_ source: UnsafeBufferPointer<UInt8>) {
    self.source = source
    lines = SourceLines(source)
  }

  /// The place after the last character before a line that is not blank.
  mutating func lastCharacter(before line: Int) -> SourcePosition? {
    while lines.line < line {
      let number = lines.line
      guard let bytes = lines.next() else { break }
      let end = source.endWithoutBlanks(bytes)
      if end > bytes.lowerBound { lastWritten = (number, bytes.lowerBound..<end) }
    }
    guard let lastWritten else { return nil }
    return SourcePosition(
      line: lastWritten.line, column: source.characters(in: lastWritten.bytes) + 1)
  }
}
