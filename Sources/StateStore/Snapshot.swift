import Foundation
import GRDB
import GRDBSQLite

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Reads the state without leaving a trace beside it.
///
/// A reader in WAL mode takes part in the log: SQLite creates it and its index, or, after a
/// killed apply, carries it over. So a file without a log is opened as immutable, and one with a
/// log is copied away together with it; either is done again when a writer got in between.
struct Snapshot {
  let file: StateFile
  /// Stands in for a writer at work in tests: called between the copies of the file and of its log.
  var betweenCopies: () throws -> Void = {}

  /// Holds a log that a killed writer left to what was written, before SQLite carries it over.
  func verifyLog() throws(StateError) {
    if try file.examine()?.hasLog == true { _ = try read { _ in } }
  }

  /// None when there is no file.
  func read<Result>(_ body: (Database) throws -> Result) throws(StateError) -> Result? {
    for attempt in 0..<20 {
      if attempt > 0 { usleep(UInt32(attempt) * 5_000) }
      guard let stamp = try file.examine() else { return nil }
      if let result = stamp.hasLog ? try readCopy(stamp, body) : try readInPlace(stamp, body) {
        return result
      }
    }
    throw .busy(place: file.path)
  }

  /// None when somebody wrote meanwhile, which may also be why it failed.
  private func readInPlace<R>(
    _ stamp: StateFile.Stamp, _ body: (Database) throws -> R
  ) throws(StateError) -> R? {
    guard sqlite3_compileoption_used("USE_URI") != 0,
      let path = file.path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed)
    else { return try readCopy(stamp, body) }
    let result: Result<R, StateError>
    do throws(StateError) {
      let connection = try SQLiteConnection(
        "file:\(path)?immutable=1", naming: file.path, mode: .immutable)
      result = .success(try connection.use { try checked($0, body) })
    } catch {
      result = .failure(error)
    }
    return try file.examine() == stamp ? try result.get() : nil
  }

  /// None when what was copied does not belong together.
  private func readCopy<R>(
    _ stamp: StateFile.Stamp, _ body: (Database) throws -> R
  ) throws(StateError) -> R? {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("pinplan-state-" + UUID().uuidString, isDirectory: true)
    let copy = StateFile(path: folder.appendingPathComponent("state.db").path)
    defer { try? FileManager.default.removeItem(at: folder) }
    do {
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
      // In this order: the log then has all that a writer carries over into the file meanwhile.
      try Self.copy(file.path, to: copy.path)
      try betweenCopies()
      if stamp.hasLog { try Self.copy(file.logPath, to: copy.logPath) }
    } catch {
      // The log is gone when its writer has just finished.
      if try file.examine() != stamp { return nil }
      throw .file(file.path, .unreadable(reason: "no copy can be made in \(folder.path)"))
    }
    guard let now = try file.examine(), now == stamp || now.continues(stamp) else { return nil }
    do {
      if let data = FileManager.default.contents(atPath: copy.logPath) {
        try WriteAheadLog(data)?.verify()
      }
    } catch {
      // A writer that spills goes over frames that it has not committed yet.
      if now != stamp { return nil }
      throw StateError(error, path: file.path, writing: false)
    }
    let connection = try SQLiteConnection(copy.path, naming: file.path, mode: .copy)
    return try connection.use { try checked($0, body) }
  }

  /// Copies up to wherever the file ends by then.
  ///
  /// Foundation's `copyItem` waits for as many bytes as there were at first: on Linux forever,
  /// when the writer cuts its log off meanwhile.
  private static func copy(_ source: String, to target: String) throws {
    let input = try FileHandle(forReadingFrom: URL(fileURLWithPath: source))
    defer { try? input.close() }
    guard FileManager.default.createFile(atPath: target, contents: nil) else {
      throw CocoaError(.fileWriteUnknown)
    }
    let output = try FileHandle(forWritingTo: URL(fileURLWithPath: target))
    defer { try? output.close() }
    while let chunk = try input.read(upToCount: 1 << 20), !chunk.isEmpty {
      try output.write(contentsOf: chunk)
    }
  }

  /// The log may hold a newer format than the file's header told.
  private func checked<R>(_ database: Database, _ body: (Database) throws -> R) throws -> R {
    let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    guard version <= Schema.version else {
      throw StateError.file(file.path, .newer(found: version, supported: Schema.version))
    }
    return try body(database)
  }
}
