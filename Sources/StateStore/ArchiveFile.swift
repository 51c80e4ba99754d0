import AdsModel
import Foundation
import GRDB
import Insights

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Days of an account in one SQLite file beside the state, `.pinplan/insights.db`.
///
/// It has no log beside it: what is committed is in the file, and reading leaves nothing behind.
public struct ArchiveFile: InsightsArchive {
  public let path: String
  /// The ad account's id.
  private let account: String

  public init(path: String, account: String) {
    self.path = path
    self.account = account
  }

  /// Beside the state of a project.
  public static let name = "insights.db"
  /// Tells that the folder was made for the archive, before there was a state.
  static let unappliedMark = "insights.unapplied"

  public func days(
    _ range: DayRange, _ filters: InsightsFilters, split: InsightsFilter?
  ) throws -> [String: [DayNumbers]] {
    guard exists else { return [:] }
    let key = SeriesKey(filters, split: split)
    return try run(writing: false) { database in
      try ArchiveTable.days(database, key, range)
    }
  }

  public func store(_ days: [SeriesKey: [DayNumbers]]) throws -> (added: Int, changed: Int) {
    if !exists { try create() }
    return try run(writing: true) { database in
      var counts = (added: 0, changed: 0)
      try database.inTransaction(.immediate) {
        // Whoever made the file may have been killed before anything was in it.
        if try ArchiveTable.isNew(database) { try ArchiveTable.create(database, account) }
        for (key, days) in days.sorted(by: { "\($0.key)" < "\($1.key)" }) {
          let stored = try ArchiveTable.store(database, key, days)
          counts = (counts.added + stored.added, counts.changed + stored.changed)
        }
        // Nothing is written where nothing differs.
        return counts == (0, 0) ? .rollback : .commit
      }
      return counts
    }
  }

  private var exists: Bool { access(path, F_OK) == 0 }

  /// Makes the file, and the folder with it at once: a folder without a state tells of a lost one.
  private func create() throws {
    let folder = (path as NSString).deletingLastPathComponent
    guard !folder.isEmpty, access(folder, F_OK) != 0 else { return try build(at: path) }
    let draft = folder + ".new-" + UUID().uuidString
    let inside = draft + "/" + Self.name
    guard mkdir(draft, 0o700) == 0 else { throw failure(errno) }
    defer {
      for name in [Self.name, Self.unappliedMark] { unlink(draft + "/" + name) }
      rmdir(draft)
    }
    try build(at: inside)
    let mark = open(draft + "/" + Self.unappliedMark, O_CREAT | O_WRONLY | O_CLOEXEC, 0o600)
    guard mark >= 0 else { throw failure(errno) }
    close(mark)
    guard rename(draft, folder) != 0 else { return }
    // Whoever was faster has made the folder.
    guard errno == EEXIST || errno == ENOTEMPTY else { throw failure(errno) }
    if !exists { try build(at: path) }
  }

  private func build(at place: String) throws {
    let descriptor = open(place, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw failure(errno) }
    close(descriptor)
    try run(at: place, writing: true) { database in
      try database.inTransaction(.immediate) {
        if try ArchiveTable.isNew(database) { try ArchiveTable.create(database, account) }
        return .commit
      }
    }
  }

  private func failure(_ code: Int32) -> ArchiveFault {
    ArchiveFault(
      path,
      code == ENOSPC || code == EDQUOT
        ? .diskFull : .unwritable(reason: String(cString: strerror(code))))
  }

  private func run<Result>(
    at place: String? = nil, writing: Bool, _ body: (Database) throws -> Result
  ) throws -> Result {
    var configuration = Configuration()
    configuration.label = "pinplan archive"
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { database in
      try database.execute(sql: "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON")
      try database.execute(sql: "PRAGMA synchronous = FULL; PRAGMA fullfsync = ON")
    }
    do {
      let queue = try DatabaseQueue(path: place ?? path, configuration: configuration)
      let result = try queue.inDatabase { database in
        try ArchiveTable.judge(database, account, path)
        return try body(database)
      }
      try queue.close()
      return result
    } catch let error as DatabaseError {
      throw ArchiveFault(path, Self.reason(error, writing: writing))
    }
  }

  private static func reason(_ error: DatabaseError, writing: Bool) -> ArchiveFault.Reason {
    let words = error.message ?? "\(error.resultCode)"
    return switch error.resultCode {
    case .SQLITE_FULL: .diskFull
    case .SQLITE_BUSY, .SQLITE_LOCKED: .busy
    case .SQLITE_NOTADB: .foreign
    case .SQLITE_READONLY, .SQLITE_PERM: .unwritable(reason: words)
    case .SQLITE_CANTOPEN, .SQLITE_IOERR, .SQLITE_NOMEM, .SQLITE_AUTH:
      writing ? .unwritable(reason: words) : .unreadable(reason: words)
    default: .damaged(detail: words)
    }
  }
}
