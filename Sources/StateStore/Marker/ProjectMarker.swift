/// The project's marker of a state in one place.
public struct ProjectMarker: Sendable {
  /// Where the state is, from wherever pinplan is run.
  public let state: StatePlace
  private let file: MarkerFile

  /// `path` is the marker's own.
  public init(_ state: StatePlace, path: String) {
    self.state = state
    file = MarkerFile(path: path)
  }

  public var path: String { file.path }

  /// The lineage that the project remembers; none where it remembers none.
  public func lineage() throws(StateError) -> String? { try file.read()?.lineage }

  /// Refuses another state than the project remembers, or none where it remembers one.
  func hold(_ lineage: String?, in place: String) throws(StateError) {
    guard let marker = try file.read() else { return }
    let isSame = marker.place == state.place
    guard let lineage else {
      throw .marker(file.path, .lost(marker, place: place, isSame: isSame))
    }
    guard lineage == marker.lineage else {
      throw .marker(
        file.path, .exchanged(marker, place: place, isSame: isSame, lineage: lineage))
    }
  }

  /// Has the project remember a state of a lineage in this place.
  public func write(_ lineage: String) throws(StateError) {
    try file.write(
      StateMarker(lineage: lineage, backend: state.backend, place: state.place))
  }
}
