/// A stretch of a file's bytes that gives way to others; an empty one inserts.
struct TextChange: Hashable {
  let range: Range<Int>
  let text: [UInt8]

  init(_ range: Range<Int>, _ text: some StringProtocol) {
    self.range = range
    self.text = Array(text.utf8)
  }
}

extension [UInt8] {
  /// The text after all changes; none when two of them want the same bytes.
  func applying(_ changes: [TextChange]) -> Self? {
    // Of those at one place, what is inserted comes first, in the order in which it was asked for.
    let ordered = changes.enumerated().sorted {
      ($0.element.range.lowerBound, $0.element.range.upperBound, $0.offset)
        < ($1.element.range.lowerBound, $1.element.range.upperBound, $1.offset)
    }
    var result: Self = []
    result.reserveCapacity(count + 64 * changes.count)
    var copied = 0
    for (_, change) in ordered {
      guard change.range.lowerBound >= copied else { return nil }
      result += self[copied..<change.range.lowerBound]
      result += change.text
      copied = change.range.upperBound
    }
    result += self[copied...]
    return result
  }
}
