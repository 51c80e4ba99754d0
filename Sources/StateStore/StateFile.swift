import Foundation

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The file on disk, as far as it can be judged without asking SQLite.
struct StateFile {
  let path: String
  /// The path before links were followed.
  let given: String
  let presence: StatePresence

  init(path: String, given: String? = nil, presence: StatePresence = .unlessTraces) {
    self.path = path
    self.given = given ?? path
    self.presence = presence
  }

  /// What SQLite calls the write-ahead log: what was committed and is not in the file yet.
  var logPath: String { path + "-wal" }
  var folder: String {
    let folder = (path as NSString).deletingLastPathComponent
    return folder.isEmpty ? "." : folder
  }

  /// When any of it differs, somebody wrote in between.
  struct Stamp: Equatable {
    fileprivate let inode: UInt64
    fileprivate let size: Int64
    fileprivate let modified: [Int]
    /// None when there is no log, or an empty one: then the file is complete by itself.
    fileprivate let log: Log?

    var hasLog: Bool { log != nil }

    /// Whether the file had the same log then, with possibly less at its end.
    ///
    /// Then whatever was carried over into the file meanwhile is in the log still.
    func continues(_ earlier: Self) -> Bool {
      guard let log, let earlierLog = earlier.log else { return false }
      return inode == earlier.inode && log.salt == earlierLog.salt && log.size >= earlierLog.size
    }
  }

  fileprivate struct Log: Equatable {
    let size: Int64
    let modified: [Int]
    /// New each time SQLite starts the log over.
    let salt: [UInt8]
  }

  /// Judges the file by its first bytes; none when there is no file.
  ///
  /// Nothing may be taken for "nothing is stored yet" but the absence of the file.
  func examine() throws(StateError) -> Stamp? {
    var info = stat()
    guard stat(path, &info) == 0 else {
      if errno == ENOENT {
        try judgeAbsence()
        return nil
      }
      throw .file(path, .unreadable(reason: String(cString: strerror(errno))))
    }
    switch info.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw .file(path, .isDirectory)
    default: throw .file(path, .foreign)
    }
    let log = Self.log(at: logPath)
    guard info.st_size > 0 else { throw .file(path, .empty) }
    try judge(header: try bytes(100), size: Int64(info.st_size), hasLog: log != nil)
    return Stamp(
      inode: UInt64(info.st_ino), size: Int64(info.st_size), modified: Self.times(info), log: log)
  }

  /// Reads the header as SQLite's file format describes it.
  ///
  /// Source: https://sqlite.org/fileformat.html, section 1.3.
  private func judge(header: [UInt8], size: Int64, hasLog: Bool) throws(StateError) {
    guard header.starts(with: Array("SQLite format 3\0".utf8).prefix(header.count)) else {
      throw .file(path, .foreign)
    }
    guard header.count == 100 else { throw .file(path, .truncated(size: size, expected: 8192)) }
    func number(_ offset: Int) -> UInt32 {
      header[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }
    guard Int32(bitPattern: number(68)) == Schema.applicationID else { throw .file(path, .foreign) }
    let version = Int(Int32(bitPattern: number(60)))
    guard version <= Schema.version else {
      throw .file(path, .newer(found: version, supported: Schema.version))
    }
    guard version > 0 else { throw .file(path, .damaged(detail: "its format is \(version)")) }
    let stated = Int64(header[16]) << 8 | Int64(header[17])
    let pageSize = stated == 1 ? 65_536 : stated
    let expected = Int64(number(28)) * pageSize
    // Until the log is carried over, pages may be in it alone.
    guard hasLog || size >= expected else {
      throw .file(path, .truncated(size: size, expected: expected))
    }
  }

  private func bytes(_ count: Int) throws(StateError) -> [UInt8] {
    guard let bytes = Self.head(of: path, count) else {
      throw .file(path, .unreadable(reason: String(cString: strerror(errno))))
    }
    return bytes
  }

  private static func log(at path: String) -> Log? {
    guard let header = head(of: path, 32), !header.isEmpty else { return nil }
    var info = stat()
    guard stat(path, &info) == 0 else { return nil }
    return Log(
      size: Int64(info.st_size), modified: times(info),
      salt: Array(header.dropFirst(16).prefix(8)))
  }

  /// When its content and its inode were last changed, to the nanosecond.
  private static func times(_ info: stat) -> [Int] {
    #if canImport(Darwin)
      let times = [info.st_mtimespec, info.st_ctimespec]
    #else
      let times = [info.st_mtim, info.st_ctim]
    #endif
    return times.flatMap { [$0.tv_sec, $0.tv_nsec] }
  }

  private static func head(of path: String, _ count: Int) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: count)
    let read = pread(descriptor, &buffer, count, 0)
    return read < 0 ? nil : Array(buffer.prefix(read))
  }
}
