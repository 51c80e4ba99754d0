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
    if mkdir(folder, 0o700) != 0, errno != EEXIST { throw failure(errno) }
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

  /// Removes what killed creations left behind; only for the holder of the lock.
  func removeDrafts() {
    let prefix = (path as NSString).lastPathComponent + Self.draftMark
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names where name.hasPrefix(prefix) { unlink(folder + "/" + name) }
  }

  /// SQLite copies the mode of the file to those that it keeps beside it.
  private func claim(_ draft: String) throws(StateError) {
    let descriptor = open(draft, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw failure(errno) }
    fchmod(descriptor, 0o600)
    close(descriptor)
  }

  private func build(_ draft: String, _ fill: (Database) throws -> Void) throws(StateError) {
    try Connection(draft, naming: path).use { database in
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
      ? .diskFull(path: path)
      : .unwritable(path: path, reason: String(cString: strerror(code)))
  }

  private static func remove(_ draft: String) {
    for suffix in ["", "-journal", "-wal", "-shm"] { unlink(draft + suffix) }
  }
}
