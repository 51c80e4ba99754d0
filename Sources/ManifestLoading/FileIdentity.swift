import Foundation

/// What a file or folder is on disk, whatever it is called: names with one identity are one file.
public struct FileIdentity: Hashable, Sendable {
  private let device: UInt64
  private let inode: UInt64

  private init(device: UInt64, inode: UInt64) {
    self.device = device
    self.inode = inode
  }

  public init(_ status: stat) {
    device = UInt64(truncatingIfNeeded: status.st_dev)
    inode = UInt64(truncatingIfNeeded: status.st_ino)
  }

  /// What lies at a path, links followed; nothing when there is none.
  public init?(path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  /// What a name is of.
  public struct Name: Sendable {
    public let identity: FileIdentity
    /// Whether the name is a symbolic link to it.
    public let isLink: Bool

    init(_ identity: FileIdentity, isLink: Bool) {
      self.identity = identity
      self.isLink = isLink
    }

    /// The name of a file that is no longer looked at on disk, by any number of its own.
    public init(ofFile number: Int, isLink: Bool) {
      self.init(FileIdentity(device: 0, inode: UInt64(number)), isLink: isLink)
    }
  }
}
