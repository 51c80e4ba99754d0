import Diagnostics

/// Turns places in a file into offsets into its bytes, for those who change the text.
public struct SourceOffsets: Sendable {
  private let source: [UInt8]
  /// The offset that each line begins at.
  private let starts: [Int]

  public init(_ source: [UInt8]) {
    self.source = source
    starts = source.withUnsafeBufferPointer { source in
      var starts: [Int] = []
      var lines = SourceLines(source)
      while let line = lines.next() { starts.append(line.lowerBound) }
      return starts
    }
  }

  /// The offset of the character at a place; the end of the text for a place beyond it.
  public func offset(of place: SourcePosition) -> Int {
    guard starts.indices.contains(place.line - 1) else { return source.count }
    var offset = starts[place.line - 1]
    var column = 1
    while column < place.column, offset < source.count {
      offset += 1
      while offset < source.count, source[offset] & 0xC0 == 0x80 { offset += 1 }
      column += 1
    }
    return offset
  }

  /// The offset that the line of some offset begins at.
  public func lineStart(at offset: Int) -> Int { starts[line(at: offset)] }

  /// The offset behind the break of the line of some offset; none when the text ends without one.
  public func nextLineStart(at offset: Int) -> Int? {
    let next = line(at: offset) + 1
    return next < starts.count ? starts[next] : nil
  }

  /// Index of the line that an offset is on.
  private func line(at offset: Int) -> Int {
    var (low, high) = (0, starts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }
}
