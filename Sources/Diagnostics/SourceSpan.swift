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

  public static func < (left: Self, right: Self) -> Bool {
    (left.file, left.start, left.end) < (right.file, right.start, right.end)
  }
}

extension SourceSpan: CustomStringConvertible {
  /// `file:line:column`, the form that editors and terminals turn into a link.
  public var description: String { "\(file):\(start.line):\(start.column)" }
}
