import Foundation

/// Writes whole files: a reader sees the old one or the new one, never half of one.
enum OutputFile {
  struct Failure: Error {
    /// In the system's words.
    let reason: String

    static var last: Self { Self(reason: String(cString: strerror(errno))) }
  }

  /// Writes beside the file and renames, with the bytes on disk before the name.
  static func replace(_ path: String, with bytes: [UInt8]) throws(Failure) {
    // What is no regular file, such as /dev/stdout, cannot be renamed over.
    var status = stat()
    let isSpecial = stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
    let temporary = isSpecial ? path : path + ".new-\(getpid())"
    do throws(Failure) {
      try write(bytes, to: temporary, flags: isSpecial ? O_WRONLY : O_WRONLY | O_CREAT | O_EXCL)
      guard isSpecial || rename(temporary, path) == 0 else { throw .last }
    } catch {
      if !isSpecial { unlink(temporary) }
      throw error
    }
  }

  /// Writes a file that must not exist yet.
  static func create(_ path: String, with text: String) throws(Failure) {
    try create(path, with: Array(text.utf8))
  }

  static func create(_ path: String, with bytes: [UInt8]) throws(Failure) {
    try write(bytes, to: path, flags: O_WRONLY | O_CREAT | O_EXCL)
  }

  private static func write(_ bytes: [UInt8], to path: String, flags: Int32) throws(Failure) {
    let descriptor = open(path, flags | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw .last }
    var failure: Failure?
    do throws(Failure) { try write(bytes, to: descriptor) } catch { failure = error }
    // A pipe or a terminal has nothing to sync.
    if failure == nil, fsync(descriptor) != 0, errno != EINVAL, errno != EROFS { failure = .last }
    if close(descriptor) != 0, failure == nil { failure = .last }
    if let failure { throw failure }
  }

  /// Writes all bytes, however many calls that takes.
  static func write(_ bytes: [UInt8], to descriptor: Int32) throws(Failure) {
    var offset = 0
    while offset < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Foundation.write(descriptor, buffer.baseAddress.map { $0 + offset }, bytes.count - offset)
      }
      if count < 0, errno != EINTR { throw .last }
      offset += max(0, count)
    }
  }
}
