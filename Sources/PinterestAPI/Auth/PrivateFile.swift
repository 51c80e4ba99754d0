import Foundation

/// A file that its owner alone can read, written whole or not at all.
enum PrivateFile {
  /// The bytes, or nil if there is no such file.
  static func read(_ path: String) throws(AuthError) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw .unreadable(path: path, reason: reason)
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .unreadable(path: path, reason: reason) }
    guard status.st_uid == getuid() else { throw .notOurs(path: path) }
    guard status.st_mode & 0o077 == 0 else { throw .readableByOthers(path: path) }
    var bytes = [UInt8](repeating: 0, count: min(Int(status.st_size), 1 << 20))
    var offset = 0
    while offset < bytes.count {
      let count = bytes.withUnsafeMutableBytes { buffer in
        Foundation.read(descriptor, buffer.baseAddress.map { $0 + offset }, buffer.count - offset)
      }
      if count < 0, errno != EINTR { throw .unreadable(path: path, reason: reason) }
      if count == 0 { break }
      offset += max(0, count)
    }
    return Array(bytes.prefix(offset))
  }

  /// Writes beside the file and renames, with the bytes on disk before the name.
  static func write(_ bytes: [UInt8], to path: String) throws(AuthError) {
    try makeFolder(of: path)
    let temporary = path + ".new-\(getpid())"
    unlink(temporary)
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .unwritable(path: path, reason: reason) }
    var isWritten = writeAll(bytes, to: descriptor) && fsync(descriptor) == 0
    var failure = reason
    if close(descriptor) != 0, isWritten { (isWritten, failure) = (false, reason) }
    if isWritten, rename(temporary, path) != 0 { (isWritten, failure) = (false, reason) }
    guard isWritten else {
      unlink(temporary)
      throw .unwritable(path: path, reason: failure)
    }
    syncFolder(of: path)
  }

  /// Waits for a lock beside the file, at most half a minute; it is free when the value goes.
  static func lock(_ path: String) async throws(AuthError) -> FileLock {
    try makeFolder(of: path)
    let descriptor = open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .unwritable(path: path, reason: reason) }
    let lock = FileLock(descriptor)
    for _ in 0..<300 {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return lock }
      do { try await Task.sleep(for: .milliseconds(100)) } catch { break }
    }
    throw .locked(path: path)
  }

  private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var offset = 0
    while offset < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Foundation.write(descriptor, buffer.baseAddress.map { $0 + offset }, buffer.count - offset)
      }
      if count < 0, errno != EINTR { return false }
      offset += max(0, count)
    }
    return true
  }

  private static func folder(of path: String) -> String {
    let folder = (path as NSString).deletingLastPathComponent
    return folder.isEmpty ? "." : folder
  }

  private static func makeFolder(of path: String) throws(AuthError) {
    do {
      try FileManager.default.createDirectory(
        atPath: folder(of: path), withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
    } catch {
      throw .unwritable(path: path, reason: "its folder cannot be made")
    }
  }

  private static func syncFolder(of path: String) {
    let descriptor = open(folder(of: path), O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  /// In the system's words.
  private static var reason: String { String(cString: strerror(errno)).lowercased() }
}

/// A lock that the system frees with the process, however it ends.
final class FileLock: Sendable {
  private let descriptor: Int32

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  deinit { close(descriptor) }
}
