/// A part of one parsed file: a number that its parser gave it, of use to that file alone.
public struct SourceNode: Hashable, Sendable {
  public let number: UInt32

  @inlinable
  public init(_ number: UInt32) {
    self.number = number
  }
}

/// A parsed file, for whoever wants to know where in it something was written.
public protocol SourceFile: Sendable {
  /// The file as spans name it.
  var file: String { get }

  func span(of node: SourceNode) -> SourceSpan

  /// The line, counted from 1, that a node starts on.
  func line(of node: SourceNode) -> Int

  /// Whether a node holds nothing: no value, an empty list or an empty mapping.
  func isNone(_ node: SourceNode) -> Bool

  /// The node at the end of a path of keys, such as `budget.daily`; for a part that was left out, the
  /// last that was written.
  ///
  /// None when not even the first key was written.
  func node(at path: String, in node: SourceNode) -> SourceNode?

  /// The item of a list that is just some text; none when there is none, or no list.
  func item(_ text: String, of list: SourceNode) -> SourceNode?
}
