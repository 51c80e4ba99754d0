import Foundation

/// Where a project lies in its repository, as services name its files.
struct Checkout {
  private let directory: String
  private let environment: [String: String]

  init(
    _ directory: String, environment: [String: String] = ProcessInfo.processInfo.environment
  ) {
    self.directory = directory
    self.environment = environment
  }

  /// What a file's path is appended to: the folder from the checkout's root, or else as it was given.
  var folder: String { fromRoot ?? (directory == "." ? "" : directory) }

  /// What tells this project from others of the repository; none where no root is known and the
  /// folder is named from that of the machine.
  var project: String? {
    if folder.hasPrefix("/") { return nil }
    let parts = folder.split(separator: "/").filter { $0 != "." }
    return parts.isEmpty ? "." : parts.joined(separator: "/")
  }

  /// The path from the root, empty for the root itself; none outside of a checkout.
  private var fromRoot: String? {
    guard let real = Self.realPath(directory), let root = root(above: real) else { return nil }
    guard real != root else { return "" }
    return String(real.dropFirst(root == "/" ? 1 : root.utf8.count + 1))
  }

  /// The innermost folder with a `.git`; where none is, as in an archive, what the job says.
  private func root(above path: String) -> String? {
    var folder = path
    while true {
      if access(folder == "/" ? "/.git" : folder + "/.git", F_OK) == 0 { return folder }
      guard folder != "/", let slash = folder.lastIndex(of: "/") else { break }
      folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
    }
    return ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"].lazy
      .compactMap { environment[$0].flatMap { $0.isEmpty ? nil : Self.realPath($0) } }
      .first { path == $0 || path.hasPrefix($0 + "/") }
  }

  private static func realPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
