import Diagnostics

/// Where and why libyaml gave up, in its own words.
struct ParsingFailure {
  enum Cause {
    /// The bytes are no text; the offset counts from the start of the file.
    case bytes(offset: Int)
    case grammar
    case memory
  }

  let cause: Cause
  let problem: String
  var place: SourcePosition
  /// What libyaml was reading, such as "while parsing a block mapping".
  let context: String?
  /// Where that began; means nothing without a context.
  var contextPlace: SourcePosition
}

extension ParsingFailure {
  /// The same with no place behind the end of the text, where libyaml adds a line of its own.
  func within(_ source: UnsafeBufferPointer<UInt8>) -> Self {
    var lines = SourceLines(source)
    var last = source.startIndex..<source.startIndex
    while let line = lines.next() { last = line }
    let end = SourcePosition(line: lines.line - 1, column: source.characters(in: last) + 1)
    var failure = self
    failure.place = min(place, end)
    failure.contextPlace = min(contextPlace, end)
    return failure
  }
}
