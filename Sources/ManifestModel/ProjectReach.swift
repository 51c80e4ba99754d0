import AdsModel

/// What of a folder belongs to a project: the files that it reads, and where it would read more.
public struct ProjectReach: Sendable {
  /// A folder, by its path in the project, and the pattern of the names in it that are read.
  public struct Place: Sendable, CustomStringConvertible {
    public let folder: String
    package let pattern: Substring

    package init(folder: String, pattern: Substring) {
      self.folder = folder
      self.pattern = pattern
    }

    public var description: String { folder.isEmpty ? "\(pattern)" : "\(folder)/\(pattern)" }
  }

  /// By their paths in the project, `pinplan.yaml` first; also what could not be read.
  public package(set) var files = [Project.rootFile]
  /// Further names of files that are read, each with the name that the file goes by.
  public package(set) var aliases: TextTable<String> = [:]
  public package(set) var places: [Place] = []

  package init() {}
}
