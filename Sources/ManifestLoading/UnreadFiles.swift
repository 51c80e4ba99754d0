import Diagnostics
import ManifestModel

/// Files that look like a part of the project and are not read, which nobody should find out later.
///
/// In the folders that the includes name every YAML file counts; elsewhere only what declares
/// something, as a project may share its folder with others' YAML. Links are left alone.
struct UnreadFiles {
  private let folder: ProjectFolder
  private let read: Set<String>
  /// What was read, by whatever path.
  private let identities: Set<FileIdentity>
  /// The folders that includes name.
  private let roots: [String]
  private var unread: [(file: String, isUnnameable: Bool)] = []
  /// How many more names are looked at: a project may lie in a folder of any size.
  private var patience = 20_000

  /// The most files that are named one by one.
  private static let mostNamed = 20
  private static let deepest = 40
  private static let declaring = ["campaigns:", "audiences:", "moved:"].map { Array($0.utf8) }

  /// Warnings of what is not read, in path order.
  static func diagnostics(
    in folder: ProjectFolder, read: [String], patterns: [String]
  ) -> [Diagnostic] {
    var files = Self(
      folder: folder, read: read, roots: patterns.map(Self.root).filter { !$0.isEmpty })
    files.visit("", depth: 0)
    let found = files.unread.sorted { $0.file < $1.file }
    var diagnostics = found.prefix(mostNamed).map { diagnostic($0.file, $0.isUnnameable) }
    if found.count > mostNamed {
      diagnostics.append(
        Diagnostic(
          .includeNotRead, .warning, "\(found.count - mostNamed) more files are not read",
          at: .start(of: Project.rootFile), hint: "let `include` match them, or move them away"))
    }
    return diagnostics
  }

  private init(folder: ProjectFolder, read: [String], roots: [String]) {
    self.folder = folder
    self.read = Set(read)
    identities = Set(read.compactMap { folder.identity($0)?.identity })
    self.roots = roots
  }

  private static func diagnostic(_ file: String, _ isUnnameable: Bool) -> Diagnostic {
    guard !isUnnameable else {
      return Diagnostic(
        .includeNotRead, .warning, "\(quoted(file)) is not read: its name is not UTF-8",
        at: .start(of: Project.rootFile), hint: "give it a name in UTF-8")
    }
    return Diagnostic(
      .includeNotRead, .warning, "\(file) is not read: no `include` matches it",
      at: .start(of: file), hint: "let `include` match it, or move it out of the project")
  }

  /// The folder that all files of a pattern are in, as far as it is written out.
  private static func root(of pattern: String) -> String {
    pattern.split(separator: "/").filter { $0 != "." }.dropLast()
      .prefix { !$0.contains("*") && !$0.contains("?") }.joined(separator: "/")
  }

  private mutating func visit(_ path: String, depth: Int) {
    guard depth < Self.deepest, let names = try? folder.list(path) else { return }
    let isNamed = roots.contains { path == $0 || path.hasPrefix($0 + "/") }
    for name in names.sorted() where !name.hasPrefix(".") && patience > 0 {
      patience -= 1
      let file = path.isEmpty ? name : path + "/" + name
      guard !read.contains(file) else { continue }
      if let found = folder.identity(file), found.isLink || identities.contains(found.identity) {
        continue
      }
      switch folder.entry(file) {
      case .folder:
        // A project inside this one is another project.
        if folder.entry(file + "/" + Project.rootFile) == nil { visit(file, depth: depth + 1) }
      case .file(let size):
        guard Self.isYAML(name), isNamed || declares(file, size) else { continue }
        unread.append((file, isUnnameable: false))
      case nil where isNamed && name.unicodeScalars.contains("\u{FFFD}"):
        unread.append((file, isUnnameable: true))
      case .broken, .other, .outside, .unreadable, nil: break
      }
    }
  }

  private static func isYAML(_ name: String) -> Bool {
    let name = name.lowercased()
    return name.hasSuffix(".yaml") || name.hasSuffix(".yml")
  }

  /// Whether a file has a key of ours at the beginning of a line.
  private func declares(_ file: String, _ size: Int) -> Bool {
    guard size <= 1 << 20, let bytes = try? folder.read(file) else { return false }
    return bytes.split(separator: UInt8(ascii: "\n")).contains { line in
      Self.declaring.contains { line.starts(with: $0) }
    }
  }
}
