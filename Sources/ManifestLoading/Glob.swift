import ManifestModel

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

  /// The files that match, each once, and all that stands in the way of finding more.
  func files(in folder: ProjectFolder) -> GlobWalk.Found {
    var walk = GlobWalk(folder: folder)
    walk.run(parts[...])
    return walk.found
  }

  /// Whether a name in a folder fits one part of a pattern.
  static func matches(_ name: String, _ part: Substring) -> Bool {
    matches(Array(name.utf8)[...], Array(part.utf8)[...])
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

extension ProjectReach.Place {
  /// Whether a file of this name would be read.
  public func takes(_ name: String) -> Bool { Glob.matches(name, pattern) }
}
