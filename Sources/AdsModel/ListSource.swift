/// Where the lines of a customer list come from.
public enum ListSource: Hashable, Sendable {
  /// A file, relative to the project folder.
  case file(String)
  /// The environment variable that has the path of a file, for lists that are not in git.
  case environment(String)
}

extension ListSource {
  /// What the YAML has before the name of a variable.
  public static let tag = "!env"

  /// As the YAML has it, and as it is kept and shown; no path begins with the tag and a space.
  public var text: String {
    switch self {
    case .file(let path): path
    case .environment(let name): "\(Self.tag) \(name)"
    }
  }

  /// Reads what is stored.
  public init(stored text: String) {
    let tag = Self.tag + " "
    self = text.hasPrefix(tag) ? .environment(String(text.dropFirst(tag.count))) : .file(text)
  }

  /// Whether a path could be taken for a variable.
  public static func isAmbiguous(_ path: String) -> Bool { path.hasPrefix(tag + " ") }
}

/// How an upload brings a list to what the file says.
public enum ListSync: String, Vocabulary {
  /// Who came is added, who went is removed.
  case delta
  /// Everybody is taken out and put in again.
  case replace
  /// Something else fills the list; pinplan leaves it alone.
  case external
}
