import CanonicalJSON
import Foundation
import Planning

/// What a project remembers of its state: which one it is, and where.
///
/// It lies in the project's folder and is kept in git, so that a state that is lost, emptied or exchanged
/// is not taken for a new project. It has neither a serial nor a secret, so it is the same bytes after every apply.
public struct StateMarker: Hashable, Sendable {
  public let lineage: String
  /// The kind of the backend.
  public let backend: String
  /// Where the state was, for telling people.
  public let place: String

  public init(lineage: String, backend: String, place: String) {
    self.lineage = lineage
    self.backend = backend
    self.place = place
  }
}

extension StateMarker {
  var bytes: [UInt8] {
    var json = JSONWriter(indentation: 2)
    json.object { json in
      json.member("lineage", lineage)
      json.member("backend", backend)
      json.member("place", place)
    }
    json.endLine()
    return json.bytes
  }

  init?(bytes: Data) {
    guard let form = try? JSONDecoder().decode(Form.self, from: bytes) else { return nil }
    self.init(lineage: form.lineage, backend: form.backend, place: form.place)
  }

  private struct Form: Decodable {
    let lineage: String
    let backend: String
    let place: String
  }
}

/// The file that the marker is in.
struct MarkerFile: Sendable {
  let path: String

  /// None where there is none; throws where it cannot be told.
  func read() throws(StateError) -> StateMarker? {
    guard let data = FileManager.default.contents(atPath: path) else {
      guard access(path, F_OK) != 0, errno == ENOENT || errno == ENOTDIR else {
        throw .marker(path, .unreadable(reason: String(cString: strerror(errno))))
      }
      return nil
    }
    guard let marker = StateMarker(bytes: data) else { throw .marker(path, .damaged) }
    return marker
  }

  /// Writes it where it says something else; the folder that it is in is there.
  func write(_ marker: StateMarker) throws(StateError) {
    guard try read() != marker else { return }
    let folder = (path as NSString).deletingLastPathComponent
    do {
      try FileManager.default.createDirectory(
        atPath: folder.isEmpty ? "." : folder, withIntermediateDirectories: true)
      try Data(marker.bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw .marker(path, .unwritable(reason: error.localizedDescription))
    }
  }
}

/// What is wrong between a project's marker and its state; each says what to do.
public enum MarkerFault: Hashable, Sendable {
  case unreadable(reason: String)
  case unwritable(reason: String)
  case damaged
  /// There is no state in a place, though the marker knows one; with whether it was in that place.
  case lost(StateMarker, place: String, isSame: Bool)
  /// The state in a place is another one; likewise.
  case exchanged(StateMarker, place: String, isSame: Bool, lineage: String)
}

extension MarkerFault {
  func description(of path: String) -> String {
    switch self {
    case .unreadable(let reason):
      """
      \(path), which says which state is this project's, cannot be read: \(reason); give yourself \
      access to it, then try again
      """
    case .unwritable(let reason):
      """
      \(path), which says which state is this project's, cannot be written: \(reason); make it and its \
      folder writable, then try again
      """
    case .damaged:
      """
      \(path), which says which state is this project's, is not what pinplan wrote; put it back as it \
      is in git
      """
    case .lost(let marker, let place, let isSame):
      """
      there is no state in \(place), and the project had one, of lineage \(marker.lineage)\
      \(isSame ? "" : " in \(marker.place)"); put it back, and remove \(path) only if nothing was ever applied
      """
    case .exchanged(let marker, let place, let isSame, let lineage):
      """
      the state in \(place) is of lineage \(lineage), and the project's is of lineage \
      \(marker.lineage)\(isSame ? "" : " in \(marker.place)"); put the project's own back, and remove \(path) only if \
      the state there is meant
      """
    }
  }
}
