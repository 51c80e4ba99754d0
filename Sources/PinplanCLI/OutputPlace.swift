import Foundation
import ManifestLoading
import ManifestModel

/// Where an output really goes, however it is spelt and whatever links lead there.
struct OutputPlace {
  /// A name in a folder, by what the folder is.
  struct Name: Hashable {
    let folder: FileIdentity
    let name: String
  }

  /// The number in `fd:3`, `/dev/fd/3`, `/proc/self/fd/3` and `/dev/stdout`; none in a file's name.
  let descriptor: Int32?
  /// The path behind the links; as given where there are none.
  let path: String
  /// What is there; nothing when there is nothing yet, or no regular file.
  let regularFile: FileIdentity?
  /// The name as given and that of every link's target, the last one being where it goes.
  let names: [Name]
  /// The folders that it and the links to it lie in, each from the inside out, by their real paths.
  let folderPaths: [String]
  /// What those folders are.
  let folders: [FileIdentity]

  init(_ place: String) {
    descriptor = Self.descriptor(place)
    var status = stat()
    if let descriptor {
      path = place
      let isFile = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
      regularFile = isFile ? FileIdentity(status) : nil
      names = []
      // Where the system tells what a descriptor is of.
      let opened = isFile ? Self.linkTarget("/dev/fd/\(descriptor)") : nil
      folderPaths = opened.map { Self.ancestors(of: [Self.split($0).folder]) } ?? []
      folders = folderPaths.compactMap(FileIdentity.init(path:))
      return
    }
    let isFile = stat(place, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    regularFile = isFile ? FileIdentity(status) : nil
    var hop = place
    var names: [Name] = []
    var holders: [String] = []
    // More links in a row than any system follows.
    for _ in 0..<64 {
      let (folder, name) = Self.split(hop)
      if let identity = FileIdentity(path: folder) {
        names.append(Name(folder: identity, name: name))
        holders.append(folder)
      }
      guard let target = Self.linkTarget(hop) else { break }
      hop = target.hasPrefix("/") ? target : folder + "/" + target
    }
    path = hop
    self.names = names
    folderPaths = Self.ancestors(of: holders)
    folders = folderPaths.compactMap(FileIdentity.init(path:))
  }

  /// Whether two outputs would be written to one file; a terminal or a pipe may take several.
  func isSame(as other: Self) -> Bool {
    if let regularFile { return regularFile == other.regularFile }
    guard other.regularFile == nil, let name = names.last, name == other.names.last
    else { return false }
    return access(path, F_OK) != 0
  }

  private static let standard: [String: Int32] = [
    "/dev/stdin": STDIN_FILENO, "/dev/stdout": STDOUT_FILENO, "/dev/stderr": STDERR_FILENO,
  ]

  private static func descriptor(_ place: String) -> Int32? {
    if let number = standard[place] { return number }
    let prefixes = ["fd:", "/dev/fd/", "/proc/self/fd/", "/proc/\(getpid())/fd/"]
    return prefixes.first { place.hasPrefix($0) }.flatMap { Int32(place.dropFirst($0.count)) }
  }

  /// The folder that a path is in and the name there.
  static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return (".", path) }
    let folder = String(path[..<slash])
    return (folder.isEmpty ? "/" : folder, String(path[path.utf8.index(after: slash)...]))
  }

  private static func linkTarget(_ path: String) -> String? {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink(path, &buffer, buffer.count)
    guard count > 0 else { return nil }
    return String(decoding: buffer.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  private static func ancestors(of folders: [String]) -> [String] {
    var found: [String] = []
    for folder in folders {
      guard let resolved = realpath(folder, nil) else { continue }
      defer { free(resolved) }
      var path = String(cString: resolved)
      while !found.contains(path) {
        found.append(path)
        path = split(path).folder
      }
    }
    return found
  }
}
