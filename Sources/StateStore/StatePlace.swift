/// Where a state is: a backend and a place of it, as people know them.
public struct StatePlace: Hashable, Codable, Sendable {
  /// The kind of the backend, as the format calls it.
  public let backend: String
  public let place: String

  public init(backend: String, place: String) {
    self.backend = backend
    self.place = place
  }
}
