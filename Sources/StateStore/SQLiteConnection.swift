import GRDB

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// One connection to the file, whose failures say what to do.
struct SQLiteConnection {
  enum Mode {
    /// The file itself, with a log beside it.
    case writing
    /// Nothing is created or changed, and nobody else may write meanwhile.
    case immutable
    /// A copy of our own, which may change as it likes.
    case copy
  }

  private let queue: DatabaseQueue
  private let path: String
  private let mode: Mode

  /// Opens a path, or a URI when immutable; messages name the other path.
  init(_ path: String, naming name: String, mode: Mode = .writing) throws(StateError) {
    var configuration = Configuration()
    configuration.label = "pinplan state"
    configuration.readonly = mode == .immutable
    configuration.foreignKeysEnabled = false
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { database in
      try database.execute(sql: "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON")
      guard mode == .writing else { return }
      // The second matters on macOS, where a flush is otherwise only a wish.
      try database.execute(sql: "PRAGMA synchronous = FULL; PRAGMA fullfsync = ON")
      // In KiB: a batch of an apply that does not fit is written out and read back in its middle.
      try database.execute(sql: "PRAGMA cache_size = -16384")
    }
    self.path = name
    self.mode = mode
    do {
      queue = try DatabaseQueue(path: path, configuration: configuration)
    } catch {
      throw StateError(error, path: name, writing: mode == .writing)
    }
  }

  func run<Result>(_ body: (Database) throws -> Result) throws(StateError) -> Result {
    do {
      return try queue.inDatabase(body)
    } catch {
      throw StateError(error, path: path, writing: mode == .writing)
    }
  }

  /// Closing the last connection to a file carries its log over and removes it.
  func close() throws(StateError) {
    do {
      try queue.close()
    } catch {
      throw StateError(error, path: path, writing: mode == .writing)
    }
  }

  /// Runs and closes, also after a failure.
  func use<Result>(_ body: (Database) throws -> Result) throws(StateError) -> Result {
    let result: Result
    do {
      result = try run(body)
    } catch {
      try? close()
      throw error
    }
    try close()
    return result
  }
}

extension StateError {
  /// What a failure inside a connection means for whoever ran the command.
  init(_ error: any Error, path: String, writing: Bool) {
    switch error {
    case let error as Self: self = error
    case let error as SharedIDs: self = .file(path, .idsShared(error.conflicts))
    case let error as ResourceTable.Damage: self = .file(path, .damaged(detail: error.detail))
    case let error as DatabaseError:
      let reason = error.message ?? "\(error.resultCode)"
      switch error.resultCode {
      case .SQLITE_FULL: self = .file(path, .diskFull)
      // The index of the log cannot grow, which SQLite calls an I/O error.
      case .SQLITE_IOERR where writing && Self.isDiskFull(at: path): self = .file(path, .diskFull)
      case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(place: path)
      case .SQLITE_READONLY, .SQLITE_PERM: self = .file(path, .unwritable(reason: reason))
      case .SQLITE_CANTOPEN, .SQLITE_IOERR, .SQLITE_NOMEM, .SQLITE_AUTH:
        self =
          writing
          ? .file(path, .unwritable(reason: reason)) : .file(path, .unreadable(reason: reason))
      default: self = .file(path, .damaged(detail: reason))
      }
    default: self = .file(path, .damaged(detail: "\(error)"))
    }
  }

  private static func isDiskFull(at path: String) -> Bool {
    var disk = statvfs()
    return statvfs(path, &disk) == 0 && UInt64(disk.f_bavail) * UInt64(disk.f_frsize) < 1 << 16
  }
}
