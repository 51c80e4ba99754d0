import Foundation

/// Where the bytes of a list come from: the one seam to the disk for reading lists.
public struct ByteSource {
  /// Why bytes cannot be had.
  public enum Failure: Error, Hashable, Sendable {
    case missing
    /// In the system's words.
    case unreadable(reason: String)
  }

  /// Fills a part of a buffer and tells how much; nothing at the end.
  public let read: (UnsafeMutableRawBufferPointer) throws(Failure) -> Int

  public init(read: @escaping (UnsafeMutableRawBufferPointer) throws(Failure) -> Int) {
    self.read = read
  }

  /// How much is asked for at once.
  static let chunk = 1 << 18

  /// Hands on chunk after chunk until the end, or until `body` has had enough.
  func visitChunks(_ body: (UnsafeRawBufferPointer) -> Bool) throws(Failure) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.chunk, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      let count = try read(buffer)
      guard count > 0, body(UnsafeRawBufferPointer(rebasing: buffer[..<count])) else { return }
    }
  }
}

extension ByteSource {
  /// A file or a pipe; it is closed when the value goes.
  public static func file(_ path: String) throws(Failure) -> Self {
    let file = try OpenFile(path)
    return Self { (buffer) throws(Failure) in try file.read(buffer) }
  }

  /// Bytes that are there already, `chunk` of them at a time.
  public static func bytes(_ bytes: [UInt8], chunk: Int = .max) -> Self {
    var offset = 0
    return Self { (buffer) throws(Failure) in
      let count = min(buffer.count, chunk, bytes.count - offset)
      buffer.copyBytes(from: bytes[offset..<offset + count])
      offset += count
      return count
    }
  }
}

/// A file that is open for reading.
private final class OpenFile {
  private let descriptor: Int32

  init(_ path: String) throws(ByteSource.Failure) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw errno == ENOENT || errno == ENOTDIR ? .missing : .unreadable(reason: Self.reason)
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  func read(_ buffer: UnsafeMutableRawBufferPointer) throws(ByteSource.Failure) -> Int {
    while true {
      let count = Foundation.read(descriptor, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      guard errno == EINTR else { throw .unreadable(reason: Self.reason) }
    }
  }

  private static var reason: String { String(cString: strerror(errno)).lowercased() }
}
