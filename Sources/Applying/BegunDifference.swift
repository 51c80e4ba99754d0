import AdsModel

/// One thing that a later run finds otherwise than an apply that was begun left it, or reviewed it.
public struct BegunDifference: Hashable, Sendable, CustomStringConvertible {
  /// What was done and is another one since; none where something else moved.
  public let undone: Address?
  public let description: String

  init(_ description: String, undone: Address? = nil) {
    self.description = description
    self.undone = undone
  }
}
