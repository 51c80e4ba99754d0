import ManifestModel

/// One search for the files of a pattern: each real folder is looked into once, whatever leads there.
struct GlobWalk {
  /// A file by the name that was found first, real names before links.
  struct File {
    let path: String
    let identity: FileIdentity?
    /// Whether a link is the file or leads to its folder.
    let isAlias: Bool
  }

  /// What a search found.
  struct Found {
    var files: [File] = []
    /// Links that lead out of the project.
    var outside: [String] = []
    /// Folders and links that could not be looked into, and why.
    var faults: [(path: String, reason: String)] = []
    /// Where a file would be found, were it there.
    var places: [ProjectReach.Place] = []
  }

  /// Deeper, and more, than any real project; the places of what goes beyond are told.
  static let deepest = 64
  static let mostFolders = 20_000

  private struct Position: Hashable {
    let identity: FileIdentity?
    /// In bytes, and only where there is no identity.
    let path: [UInt8]
    let partsLeft: Int
  }

  private let folder: ProjectFolder
  private(set) var found = Found()
  private var visited: Set<Position> = []
  private var folderCount = 0
  /// Links to folders wait until all that is real is found, so that a file goes by its real name.
  private var links: [(path: String, parts: ArraySlice<Substring>)] = []

  init(folder: ProjectFolder) { self.folder = folder }

  mutating func run(_ parts: ArraySlice<Substring>) {
    visit("", parts, isAlias: false)
    while !links.isEmpty {
      let next = links.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
      links = []
      for link in next { visit(link.path, link.parts, isAlias: true) }
    }
  }

  private mutating func visit(_ path: String, _ parts: ArraySlice<Substring>, isAlias: Bool) {
    guard let part = parts.first, isWithinDepth(path) else { return }
    let identity = folder.identity(path.isEmpty ? "." : path)?.identity
    let position = Position(
      identity: identity, path: identity == nil ? Array(path.utf8) : [], partsLeft: parts.count)
    guard visited.insert(position).inserted, isWithinCount(path) else { return }
    let rest = parts.dropFirst()
    if part == "**" {
      visit(path, rest, isAlias: isAlias)
      for name in names(in: path) {
        let next = Self.join(path, name)
        switch folder.entry(next) {
        case .folder: descend(next, parts, isAlias: isAlias)
        // Whether it was a folder nobody can tell; passing over it would look like a removal.
        case .broken: found.faults.append((next, ProjectFolder.Entry.broken.fault ?? ""))
        case .outside(isFolder: true): found.outside.append(next)
        case .unreadable(let reason): found.faults.append((next, reason))
        case .file, .outside, .other, nil: break
        }
      }
      return
    }
    if rest.isEmpty { found.places.append(ProjectReach.Place(folder: path, pattern: part)) }
    let isPattern = part.utf8.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") }
    let candidates =
      isPattern ? names(in: path).filter { Glob.matches($0, part) } : [String(part)]
    for name in candidates {
      let next = Self.join(path, name)
      switch folder.entry(next) {
      case .folder: descend(next, rest, isAlias: isAlias)
      case .outside: found.outside.append(next)
      case .unreadable(let reason): found.faults.append((next, reason))
      // Reading what is no file tells what is wrong; passing over it would look like a removal.
      case .file, .broken, .other: if rest.isEmpty { add(next, isAlias: isAlias) }
      case nil: break
      }
    }
  }

  private mutating func descend(_ path: String, _ parts: ArraySlice<Substring>, isAlias: Bool) {
    if folder.identity(path)?.isLink == true {
      links.append((path, parts))
    } else {
      visit(path, parts, isAlias: isAlias)
    }
  }

  private mutating func add(_ path: String, isAlias: Bool) {
    let name = folder.identity(path)
    found.files.append(
      File(path: path, identity: name?.identity, isAlias: isAlias || name?.isLink == true))
  }

  private mutating func isWithinDepth(_ path: String) -> Bool {
    let depth = path.isEmpty ? 0 : path.utf8.count { $0 == UInt8(ascii: "/") } + 1
    guard depth > Self.deepest else { return true }
    found.faults.append((path, "it lies more than \(Self.deepest) folders deep"))
    return false
  }

  private mutating func isWithinCount(_ path: String) -> Bool {
    folderCount += 1
    if folderCount == Self.mostFolders + 1 {
      found.faults.append((path, "\(Self.mostFolders) folders were looked into before it"))
    }
    return folderCount <= Self.mostFolders
  }

  /// The names in a folder that are not hidden, in the order of their bytes.
  private mutating func names(in path: String) -> [String] {
    do throws(ProjectFolder.ReadingError) {
      return try folder.list(path).filter { $0.utf8.first != UInt8(ascii: ".") }
        .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    } catch {
      found.faults.append((path.isEmpty ? "." : path, error.reason))
      return []
    }
  }

  private static func join(_ path: String, _ name: String) -> String {
    path.isEmpty ? name : path + "/" + name
  }
}
