import AdsModel
import Foundation
import GRDB

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension StateFile {
  private static let draftMark = ".new-"

  /// Makes a state that nobody has used, unless there is one by now.
  ///
  /// It is built under another name and linked into place when it is complete and on disk: killed
  /// at any point, this leaves either no state or a good one, and it never writes over one.
  func create(_ fill: (Database) throws -> Void) throws(StateError) {
    guard access(folder, F_OK) == 0 else { return try createWithFolder(fill) }
    let draft = path + Self.draftMark + UUID().uuidString
    defer { Self.remove(draft) }
    do throws(StateError) {
      try claim(draft)
      try build(draft, fill)
      try flush(draft)
      if link(draft, path) != 0, errno != EEXIST { throw failure(errno) }
      try flush(folder)
    } catch {
      // Whoever was faster may have cleared the draft away.
      if access(path, F_OK) != 0 { throw error }
    }
  }

  /// Makes the folder with the state in it at once: a folder without one tells of a lost state.
  private func createWithFolder(_ fill: (Database) throws -> Void) throws(StateError) {
    let draft = folder + Self.draftMark + UUID().uuidString
    let inside = Self(
      path: draft + "/" + (path as NSString).lastPathComponent, given: path, presence: presence)
    defer { Self.removeFolder(draft) }
    do throws(StateError) {
      guard mkdir(draft, 0o700) == 0 else { throw failure(errno) }
      try claim(inside.path)
      try build(inside.path, fill)
      try flush(inside.path)
      try flush(draft)
      // Whoever was faster has made a folder that is not empty.
      guard rename(draft, folder) == 0 || errno == EEXIST || errno == ENOTEMPTY else {
        throw failure(errno)
      }
      let parent = (folder as NSString).deletingLastPathComponent
      try flush(parent.isEmpty ? "." : parent)
    } catch {
      if access(path, F_OK) != 0 { throw error }
    }
  }

  func isNameOfDraft(_ name: String) -> Bool {
    name.hasPrefix((path as NSString).lastPathComponent + Self.draftMark)
  }

  /// Removes what killed creations left behind; only for the holder of the lock.
  func removeDrafts() {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names where isNameOfDraft(name) || name == ArchiveFile.unappliedMark {
      unlink(folder + "/" + name)
    }
    let parent = (folder as NSString).deletingLastPathComponent
    let prefix = (folder as NSString).lastPathComponent + Self.draftMark
    let path = parent.isEmpty ? "." : parent
    let siblings = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    for name in siblings where name.hasPrefix(prefix) { Self.removeFolder(path + "/" + name) }
  }

  /// Gives the file, and what SQLite keeps beside it, another name.
  func setAside() throws(StateError) -> String {
    var number = 1
    while access(path + ".damaged-\(number)", F_OK) == 0 { number += 1 }
    let other = path + ".damaged-\(number)"
    for suffix in ["", "-wal", "-shm"] where access(path + suffix, F_OK) == 0 {
      guard rename(path + suffix, other + suffix) == 0 else { throw failure(errno) }
    }
    try flush(folder)
    return other
  }

  /// SQLite copies the mode of the file to those that it keeps beside it.
  private func claim(_ draft: String) throws(StateError) {
    let descriptor = open(draft, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw failure(errno) }
    fchmod(descriptor, 0o600)
    close(descriptor)
  }

  private func build(_ draft: String, _ fill: (Database) throws -> Void) throws(StateError) {
    try SQLiteConnection(draft, naming: path).use { database in
      try database.execute(
        sql: "PRAGMA page_size = 8192; PRAGMA application_id = \(Schema.applicationID)")
      try database.inTransaction(.immediate) {
        try Schema.migrate(database, from: 0)
        try fill(database)
        return .commit
      }
      // Kept in the header, so every later connection logs ahead too.
      try database.execute(sql: "PRAGMA journal_mode = WAL")
    }
  }

  private func flush(_ path: String) throws(StateError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(errno) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw failure(errno) }
  }

  private func failure(_ code: Int32) -> StateError {
    code == ENOSPC || code == EDQUOT
      ? .file(path, .diskFull)
      : .file(path, .unwritable(reason: String(cString: strerror(code))))
  }

  /// Removes a draft's folder; nothing else is ever in one.
  private static func removeFolder(_ draft: String) {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: draft)) ?? [] {
      unlink(draft + "/" + name)
    }
    rmdir(draft)
  }

  private static func remove(_ draft: String) {
    for suffix in ["", "-journal", "-wal", "-shm"] { unlink(draft + suffix) }
  }
}
