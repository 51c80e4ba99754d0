/// A pattern over paths: `*` and `?` stay within one name, `**` stands for any folders.
struct Glob {
  let pattern: String
  private let parts: [Substring]

  /// Reads a pattern; nothing when it leads out of the folder that it is for.
  init?(_ pattern: String) {
    let parts = pattern.split(separator: "/", omittingEmptySubsequences: false)
      .filter { $0 != "." }
    guard !pattern.hasPrefix("/"), !parts.contains(".."), !pattern.hasPrefix("~") else {
      return nil
    }
    self.pattern = pattern
    // A second `**` in a row finds nothing new, and would look for it again and again.
    self.parts = parts.enumerated().filter { $0 == 0 || $1 != "**" || parts[$0 - 1] != "**" }.map(
      \.1)
  }

  /// The files that match, in path order, and the links on the way that lead out of the project.
  func files(in folder: ProjectFolder) throws(ProjectFolder.ReadingError) -> (
    files: [String], outside: [String]
  ) {
    var walk = Walk(folder: folder)
    try walk.visit("", parts[...])
    return (walk.files.sorted(), walk.outside.sorted())
  }

  /// The state of one search; names are looked up only where the pattern has globs.
  private struct Walk {
    let folder: ProjectFolder
    var files: Set<String> = []
    var outside: Set<String> = []
    /// Deeper than any real project; a loop of links ends here.
    static let deepest = 40

    mutating func visit(_ path: String, _ parts: ArraySlice<Substring>)
      throws(ProjectFolder.ReadingError)
    {
      guard let part = parts.first, path.utf8.count < 4096,
        path.utf8.count(where: { $0 == UInt8(ascii: "/") }) < Self.deepest
      else { return }
      let rest = parts.dropFirst()
      if part == "**" {
        try visit(path, rest)
        for name in try names(in: path) where folder.entry(Self.join(path, name)) == .folder {
          try visit(Self.join(path, name), parts)
        }
        return
      }
      let candidates =
        part.contains { $0 == "*" || $0 == "?" }
        ? try names(in: path).filter { Self.matches(Array($0.utf8)[...], Array(part.utf8)[...]) }
        : [String(part)]
      for name in candidates {
        let next = Self.join(path, name)
        switch folder.entry(next) {
        case .file: if rest.isEmpty { files.insert(next) }
        case .folder: try visit(next, rest)
        case .outside: outside.insert(next)
        // Reading it tells what is wrong; passing over it would look like a removal.
        case .other: if rest.isEmpty { files.insert(next) }
        case nil: break
        }
      }
    }

    /// The names in a folder that are not hidden; none when it does not exist.
    private func names(in path: String) throws(ProjectFolder.ReadingError) -> [String] {
      guard path.isEmpty || folder.entry(path) == .folder else { return [] }
      return try folder.list(path).filter { !$0.hasPrefix(".") }
    }

    private static func join(_ path: String, _ name: String) -> String {
      path.isEmpty ? name : path + "/" + name
    }

    private static func matches(_ name: ArraySlice<UInt8>, _ pattern: ArraySlice<UInt8>) -> Bool {
      var name = name
      var pattern = pattern
      var star: (pattern: ArraySlice<UInt8>, name: ArraySlice<UInt8>)?
      while let byte = name.first {
        if pattern.first == UInt8(ascii: "*") {
          pattern.removeFirst()
          star = (pattern, name)
        } else if let expected = pattern.first, expected == byte || expected == UInt8(ascii: "?") {
          pattern.removeFirst()
          name.removeFirst()
        } else if let last = star {
          name = last.name.dropFirst()
          star = (last.pattern, name)
          pattern = last.pattern
        } else {
          return false
        }
      }
      return pattern.allSatisfy { $0 == UInt8(ascii: "*") }
    }
  }
}
