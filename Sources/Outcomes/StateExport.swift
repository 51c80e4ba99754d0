import Planning

/// What is stored, for a comparison with another time.
public struct StateExport: Sendable {
  /// None before the first apply.
  public let state: StoredState?

  public init(_ state: StoredState?) { self.state = state }
}
