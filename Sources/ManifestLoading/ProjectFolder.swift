import CustomerLists
import Foundation

/// The files of a project, by paths relative to its folder: the one seam to the disk for reading.
public struct ProjectFolder: Sendable {
  /// What a folder holds under one name.
  public enum Entry: Hashable, Sendable {
    case file(size: Int)
    case folder
    /// A link that leads out of the project, to a file or a folder.
    case outside(isFolder: Bool)
    /// A link to nothing, or in a circle.
    case broken
    /// A socket, a pipe, a device.
    case other
    /// What it is cannot be found out, in the system's words.
    case unreadable(String)
  }

  /// Why a file or folder could not be read.
  public struct ReadingError: Error, Hashable, Sendable {
    /// In the system's words.
    public let reason: String

    public init(reason: String) { self.reason = reason }
  }

  /// The names in a folder, in no order; `""` is the project's own folder.
  public let list: @Sendable (_ folder: String) throws(ReadingError) -> [String]
  /// What lies at a path; nothing when there is none.
  public let entry: @Sendable (_ path: String) -> Entry?
  /// What a file or folder is, by whatever path; nothing where there are no links.
  public let identity: @Sendable (_ path: String) -> FileIdentity.Name?
  public let read: @Sendable (_ path: String) throws(ReadingError) -> [UInt8]
  /// Opens a customer list, which is never in memory whole; an absolute path leads out of the folder.
  public let openList: @Sendable (_ path: String) throws(ByteSource.Failure) -> ByteSource

  public init(
    list: @escaping @Sendable (_ folder: String) throws(ReadingError) -> [String],
    entry: @escaping @Sendable (_ path: String) -> Entry?,
    identity: @escaping @Sendable (_ path: String) -> FileIdentity.Name? = { _ in nil },
    openList: @escaping @Sendable (_ path: String) throws(ByteSource.Failure) -> ByteSource = {
      (_) throws(ByteSource.Failure) in throw .missing
    },
    read: @escaping @Sendable (_ path: String) throws(ReadingError) -> [UInt8]
  ) {
    self.list = list
    self.entry = entry
    self.identity = identity
    self.openList = openList
    self.read = read
  }
}

extension ProjectFolder {
  /// A folder on disk; links are followed as long as they stay inside it.
  public static func disk(_ root: String) -> Self {
    let realRoot = realPath(root)
    return Self(
      list: { (folder) throws(ReadingError) in
        guard let stream = opendir(joined(root, folder)) else { throw .lastError }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
          let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
          }
          if name != ".", name != ".." { names.append(name) }
        }
        return names
      },
      entry: { path in entry(at: joined(root, path), inside: realRoot) },
      identity: { path in
        let full = joined(root, path)
        var own = stat()
        var target = stat()
        guard lstat(full, &own) == 0, stat(full, &target) == 0 else { return nil }
        return FileIdentity.Name(FileIdentity(target), isLink: own.st_mode & S_IFMT == S_IFLNK)
      },
      openList: { (path) throws(ByteSource.Failure) in
        guard !path.hasPrefix("/") else { return try .file(path) }
        switch entry(at: joined(root, path), inside: realRoot) {
        case .broken: throw .missing
        case .other: throw .unreadable(reason: Entry.other.fault ?? "")
        case .file, .folder, .outside, .unreadable, nil: return try .file(joined(root, path))
        }
      },
      read: { (path) throws(ReadingError) in try readFile(joined(root, path)) })
  }

  /// Files that exist only in memory, for examples and tests.
  public static func memory(_ files: [String: String]) -> Self {
    Self(
      list: { folder in
        let prefix = folder.isEmpty ? "" : folder + "/"
        let names = files.keys.filter { $0.hasPrefix(prefix) }.compactMap {
          $0.dropFirst(prefix.count).split(separator: "/").first.map(String.init)
        }
        return Array(Set(names))
      },
      entry: { path in
        if let text = files[path] { return .file(size: text.utf8.count) }
        return files.keys.contains { $0.hasPrefix(path + "/") } ? .folder : nil
      },
      openList: { (path) throws(ByteSource.Failure) in
        guard let text = files[path] else { throw .missing }
        return .bytes(Array(text.utf8))
      },
      read: { (path) throws(ReadingError) in
        guard let text = files[path] else { throw ReadingError(reason: "No such file") }
        return Array(text.utf8)
      })
  }

  private static func entry(at path: String, inside realRoot: String?) -> Entry? {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      return errno == ENOENT || errno == ENOTDIR
        ? nil : .unreadable(ReadingError.lastError.reason)
    }
    if status.st_mode & S_IFMT == S_IFLNK {
      guard stat(path, &status) == 0, let realRoot, let target = realPath(path) else {
        return errno == ENOENT || errno == ENOTDIR || errno == ELOOP
          ? .broken : .unreadable(ReadingError.lastError.reason)
      }
      let isInside =
        target.utf8.elementsEqual(realRoot.utf8)
        || target.utf8.starts(with: (realRoot == "/" ? realRoot : realRoot + "/").utf8)
      guard isInside else { return .outside(isFolder: status.st_mode & S_IFMT == S_IFDIR) }
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file(size: Int(status.st_size))
    case S_IFDIR: return .folder
    default: return .other
    }
  }

  private static func joined(_ root: String, _ path: String) -> String {
    path.isEmpty ? root : root + "/" + path
  }

  private static func realPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  private static func readFile(_ path: String) throws(ReadingError) -> [UInt8] {
    // A pipe put there meanwhile is not waited for.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .lastError }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .lastError }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw ReadingError(reason: Entry.other.fault ?? "")
    }
    // One byte more than the size, so that a file that grows meanwhile is read to its end.
    var bytes: [UInt8] = []
    var room = max(4096, Int(status.st_size) + 1)
    while true {
      var result = 0
      let chunk = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
        result = read(descriptor, into: buffer)
        count = max(result, 0)
      }
      guard result >= 0 else { throw .lastError }
      if result == 0 { return bytes }
      if bytes.isEmpty { bytes = chunk } else { bytes += chunk }
      room = 4096
    }
  }

  /// What `read` of the system returns, once no signal comes between.
  private static func read(
    _ descriptor: Int32, into buffer: UnsafeMutableBufferPointer<UInt8>
  ) -> Int {
    var result = 0
    repeat {
      result = Foundation.read(descriptor, buffer.baseAddress, buffer.count)
    } while result < 0 && errno == EINTR
    return result
  }
}

extension ProjectFolder.Entry {
  /// Why it cannot be read; none when it can, or is a matter of where it leads.
  var fault: String? {
    switch self {
    case .file, .folder, .outside: nil
    case .broken: "it is a link to nothing"
    case .other: "it is no file but a pipe, a socket or a device"
    case .unreadable(let reason): reason
    }
  }
}

extension ProjectFolder.ReadingError {
  static var lastError: Self { Self(reason: String(cString: strerror(errno))) }
}
