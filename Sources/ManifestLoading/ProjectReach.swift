import AdsModel

/// What of a folder belongs to a project: the files that it reads, and where it would read more.
public struct ProjectReach: Sendable {
  /// A folder, by its path in the project, and the pattern of the names in it that are read.
  public struct Place: Sendable, CustomStringConvertible {
    public let folder: String
    let pattern: Substring

    public var description: String { folder.isEmpty ? "\(pattern)" : "\(folder)/\(pattern)" }

    /// Whether a file of this name would be read.
    public func takes(_ name: String) -> Bool { Glob.matches(name, pattern) }
  }

  /// By their paths in the project, `pinplan.yaml` first; also what could not be read.
  public internal(set) var files = [Project.rootFile]
  /// Further names of files that are read, each with the name that the file goes by.
  public internal(set) var aliases: TextTable<String> = [:]
  public internal(set) var places: [Place] = []
}
