import AdsModel
import ManifestLoading
import ManifestModel

extension ProjectFolder {
  /// The files of a project as read, some of them with other bytes.
  static func sources(_ files: TextTable<[UInt8]>, of project: Project) -> Self {
    let aliases = project.reach.aliases
    let numbers = TextTable(files.keys.enumerated().map { ($1, $0) })
    // The folders with what is in them, so that a large project is not searched for every glob.
    var folders: [ExactText: Set<ExactText>] = [:]
    for path in files.keys + aliases.keys {
      var parts = path.utf8.split(separator: UInt8(ascii: "/")).compactMap { String($0) }
      while let name = parts.popLast() {
        let folder = ExactText(parts.joined(separator: "/"))
        folders[folder, default: []].insert(ExactText(name))
      }
    }
    let listed = folders
    return Self(
      list: { (listed[ExactText($0)] ?? []).map(\.text) },
      entry: { path in
        if let bytes = files[aliases[path] ?? path] { return .file(size: bytes.count) }
        return listed[ExactText(path)].map { _ in .folder }
      },
      identity: { path in
        numbers[aliases[path] ?? path].map {
          FileIdentity.Name(ofFile: $0, isLink: aliases[path] != nil)
        }
      },
      read: { (path) throws(ReadingError) in
        guard let bytes = files[path] else { throw ReadingError(reason: "No such file") }
        return bytes
      })
  }
}
