/// A place in a text: line and column, both counted from 1, columns in characters.
public struct SourcePosition: Hashable, Comparable, Sendable {
  public let line: Int
  public let column: Int

  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  public static func < (left: Self, right: Self) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

/// A stretch of one file, from its first character to the one after its last.
public struct SourceSpan: Hashable, Comparable, Sendable {
  /// The file as the user knows it: relative to the project folder.
  public let file: String
  public let start: SourcePosition
  public let end: SourcePosition

  public init(file: String, start: SourcePosition, end: SourcePosition) {
    self.file = file
    self.start = start
    self.end = end
  }

  /// The first character of a file, for what is said of the file as a whole.
  public static func start(of file: String) -> Self {
    let first = SourcePosition(line: 1, column: 1)
    return Self(file: file, start: first, end: first)
  }

  /// Names of files are told apart by their bytes.
  public static func == (left: Self, right: Self) -> Bool {
    left.start == right.start && left.end == right.end
      && left.file.utf8.elementsEqual(right.file.utf8)
  }

  public func hash(into hasher: inout Hasher) {
    for byte in file.utf8 { hasher.combine(byte) }
    hasher.combine(start)
    hasher.combine(end)
  }

  public static func < (left: Self, right: Self) -> Bool {
    guard left.file.utf8.elementsEqual(right.file.utf8) else {
      return left.file.utf8.lexicographicallyPrecedes(right.file.utf8)
    }
    return (left.start, left.end) < (right.start, right.end)
  }
}

extension SourceSpan: CustomStringConvertible {
  /// `file:line:column`, the form that editors and terminals turn into a link.
  public var description: String { "\(file):\(start.line):\(start.column)" }
}
