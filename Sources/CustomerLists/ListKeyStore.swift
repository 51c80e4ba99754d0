import Foundation

/// Where the list key is kept beside a state of its own: the seam to the disk for it.
public struct ListKeyStore: Sendable {
  /// The key's text; nothing where there is no key yet.
  public let read: @Sendable () throws(ListKeyError) -> String?
  /// Keeps a text where there is none yet, and tells what is kept then: what somebody else put there
  /// meanwhile wins.
  public let keep: @Sendable (_ text: String) throws(ListKeyError) -> String

  public init(
    read: @escaping @Sendable () throws(ListKeyError) -> String?,
    keep: @escaping @Sendable (_ text: String) throws(ListKeyError) -> String
  ) {
    self.read = read
    self.keep = keep
  }
}

extension ListKeyStore {
  /// A file that its owner alone can read, such as `.pinplan/list.key`.
  public static func file(_ path: String) -> Self {
    let file = KeyFile(path: path)
    return Self(
      read: { () throws(ListKeyError) in try file.read() },
      keep: { (text) throws(ListKeyError) in
        try file.create(text)
        guard let kept = try file.read() else {
          throw .unreadable(path: path, reason: "it was there and is gone")
        }
        return kept
      })
  }
}

/// Where the key of a project's lists comes from.
public struct ListKeySource: Sendable {
  /// The variable that goes before the file.
  public static let variable = "PINPLAN_LIST_KEY"

  private let variable: String?
  private let store: ListKeyStore?
  private let place: String

  /// `store` is left out where the state has no place of its own on this machine; `place` is what messages
  /// call the file.
  public init(environment: [String: String], store: ListKeyStore?, place: String) {
    variable = environment[Self.variable].flatMap { $0.isEmpty ? nil : $0 }
    self.store = store
    self.place = place
  }

  /// The key that there is; looking makes none.
  public func key() throws(ListKeyError) -> ListKey? {
    if let variable { return ListKey(try ListSecret(base64: variable, from: Self.variable)) }
    guard let text = try store?.read() else { return nil }
    return ListKey(try ListSecret(base64: text, from: place))
  }

  /// The key that there is, or a new one, kept from now on; none where there is no place to keep one.
  public func makeKey() throws(ListKeyError) -> ListKey? {
    if let key = try key() { return key }
    guard let store else { return nil }
    let text = try store.keep(ListSecret.random().base64 + "\n")
    return ListKey(try ListSecret(base64: text, from: place))
  }
}

/// The key's file, which is written once.
private struct KeyFile: Sendable {
  let path: String

  /// The most that such a file can hold, in bytes.
  private static let longest = 1024

  func read() throws(ListKeyError) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw .unreadable(path: path, reason: Self.reason)
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw .unreadable(path: path, reason: Self.reason)
    }
    guard status.st_uid == getuid() else { throw .notOurs(path: path) }
    guard status.st_mode & 0o077 == 0 else { throw .readableByOthers(path: path) }
    var bytes = [UInt8](repeating: 0, count: Self.longest)
    let count = Foundation.read(descriptor, &bytes, bytes.count)
    guard count >= 0 else { throw .unreadable(path: path, reason: Self.reason) }
    return String(decoding: bytes.prefix(count), as: UTF8.self)
  }

  /// Writes beside the file and links, with the bytes on disk before the name; a file that is there stays.
  func create(_ text: String) throws(ListKeyError) {
    let folder = (path as NSString).deletingLastPathComponent
    let temporary = path + ".new-\(getpid())"
    unlink(temporary)
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .unwritable(path: path, reason: Self.reason) }
    defer { unlink(temporary) }
    let bytes = Array(text.utf8)
    let isWritten = write(descriptor, bytes, bytes.count) == bytes.count && fsync(descriptor) == 0
    let failure = Self.reason
    close(descriptor)
    guard isWritten else { throw .unwritable(path: path, reason: failure) }
    guard link(temporary, path) == 0 || errno == EEXIST else {
      throw .unwritable(path: path, reason: Self.reason)
    }
    let parent = open(folder.isEmpty ? "." : folder, O_RDONLY | O_CLOEXEC)
    guard parent >= 0 else { return }
    fsync(parent)
    close(parent)
  }

  private static var reason: String { String(cString: strerror(errno)).lowercased() }
}
