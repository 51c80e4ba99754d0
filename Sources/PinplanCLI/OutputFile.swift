import Foundation

/// Writes whole files: a reader sees the old one or the new one, never half of one.
enum OutputFile {
  struct Failure: Error {
    /// In the system's words.
    let reason: String

    static var last: Self { .because(errno) }

    static func because(_ number: Int32) -> Self { Self(reason: String(cString: strerror(number))) }
  }

  /// Writes beside the file and renames, with the bytes on disk before the name.
  ///
  /// A link keeps leading to its file. What is no regular file, such as a pipe, cannot be renamed
  /// over and is written to as it is.
  static func replace(
    _ path: String, with bytes: [UInt8], mode: mode_t = 0o644
  ) throws(Failure) {
    let place = OutputPlace(path)
    if let descriptor = place.descriptor {
      try write(bytes, to: descriptor)
    } else if place.isSpecial {
      try write(bytes, to: place.path, flags: O_WRONLY)
    } else {
      let temporary = place.temporary
      do throws(Failure) {
        try write(bytes, to: temporary, flags: O_WRONLY | O_CREAT | O_EXCL, mode: mode)
        guard rename(temporary, place.path) == 0 else { throw .last }
      } catch {
        unlink(temporary)
        throw error
      }
    }
  }

  /// Finds out whether a place can be written to, without touching what is there.
  static func probe(_ place: OutputPlace) throws(Failure) {
    if let descriptor = place.descriptor {
      let flags = fcntl(descriptor, F_GETFL)
      guard flags >= 0 else { throw .last }
      guard flags & O_ACCMODE != O_RDONLY else { throw .because(EBADF) }
    } else if place.isSpecial {
      guard !place.isFolder else { throw .because(EISDIR) }
      guard access(place.path, W_OK) == 0 else { throw .last }
    } else {
      guard !place.path.isEmpty else { throw .because(ENOENT) }
      let descriptor = open(place.temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
      guard descriptor >= 0 else { throw .last }
      close(descriptor)
      unlink(place.temporary)
    }
  }

  /// Writes a file that must not exist yet.
  static func create(_ path: String, with text: String) throws(Failure) {
    try create(path, with: Array(text.utf8))
  }

  static func create(_ path: String, with bytes: [UInt8]) throws(Failure) {
    try write(bytes, to: path, flags: O_WRONLY | O_CREAT | O_EXCL)
  }

  private static func write(
    _ bytes: [UInt8], to path: String, flags: Int32, mode: mode_t = 0o644
  ) throws(Failure) {
    let descriptor = open(path, flags | O_CLOEXEC, mode)
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

extension OutputPlace {
  fileprivate var temporary: String { path + ".new-\(getpid())" }

  /// Whether something is there that is no regular file.
  fileprivate var isSpecial: Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG
  }

  fileprivate var isFolder: Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
