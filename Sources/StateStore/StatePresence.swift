import Foundation

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Whether a state may be missing.
public enum StatePresence: Hashable, Sendable {
  /// It may as long as nothing tells that there was one: a project that is new.
  case unlessTraces
  /// It may not: whoever asks makes no sense without one, or knows that there is one.
  case expected
  /// Somebody said that nothing was ever applied.
  case firstRun
  /// It may, and one that has moved away may come back: whatever is there is to be replaced.
  case replaced
}

/// Why a missing state is not taken for a new project.
public enum StateTrace: Hashable, Sendable {
  /// Nothing is left of it, and it was expected.
  case nothing
  /// The folder is there, with nothing in it or with other things.
  case folder(String, isEmpty: Bool)
  /// The folder or the file is a link to nothing.
  case link(String, to: String)
  /// What SQLite keeps beside the file is there without it.
  case log(String)
}

extension StateFile {
  /// Judges that there is no file.
  func judgeAbsence() throws(StateError) {
    if let trace { throw .file(given, .missing(trace)) }
  }

  /// What tells that a state was there; none where there may be none.
  private var trace: StateTrace? {
    // Not even a first run writes over what was logged and is nowhere else.
    for log in [logPath, path + "-shm"] where Self.isThere(log) { return .log(log) }
    if let target = Self.danglingLink(folder) { return .link(folder, to: target) }
    guard presence != .firstRun, presence != .replaced else { return nil }
    if let target = Self.danglingLink(given) { return .link(given, to: target) }
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
      return presence == .expected ? .nothing : nil
    }
    // A creation that was killed leaves its draft and nothing else.
    let isDraft = !names.isEmpty && names.allSatisfy(isNameOfDraft)
    // A folder that was made for the archive of insights, before there was a state, tells so.
    let isOfArchive = names.contains(ArchiveFile.unappliedMark)
    if isDraft || isOfArchive, presence == .unlessTraces { return nil }
    return .folder(folder, isEmpty: names.isEmpty)
  }

  private static func isThere(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  /// Where a link leads that leads to nothing.
  private static func danglingLink(_ path: String) -> String? {
    guard let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path),
      access(path, F_OK) != 0
    else { return nil }
    return target
  }
}
