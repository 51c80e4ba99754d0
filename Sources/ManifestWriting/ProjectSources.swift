import ManifestLoading

extension ProjectFolder {
  /// The files of a project as read, some of them with other bytes.
  static func sources(_ files: [String: [UInt8]]) -> Self {
    // The folders with what is in them, so that a large project is not searched for every glob.
    var folders: [String: Set<String>] = [:]
    for path in files.keys {
      var parts = path.split(separator: "/")
      while let name = parts.popLast() {
        folders[parts.joined(separator: "/"), default: []].insert(String(name))
      }
    }
    let listed = folders
    return Self(
      list: { Array(listed[$0] ?? []) },
      entry: { path in
        if let bytes = files[path] { return .file(size: bytes.count) }
        return listed[path].map { _ in .folder }
      },
      read: { (path) throws(ReadingError) in
        guard let bytes = files[path] else { throw ReadingError(reason: "No such file") }
        return bytes
      })
  }
}
