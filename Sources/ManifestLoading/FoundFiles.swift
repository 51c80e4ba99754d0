import AdsModel
import Diagnostics
import ManifestModel

/// What the includes of a project come upon: each file once, whatever its names are.
struct FoundFiles {
  struct File {
    let path: String
    /// Where it was asked for; none for the default includes.
    let include: SourceSpan?
    fileprivate let isAlias: Bool
  }

  private enum Key: Hashable {
    case identity(FileIdentity)
    /// In bytes: names that read alike may be two.
    case path([UInt8])
  }

  private let root: FileIdentity?
  private var files: [Key: File] = [:]
  private var names: [Key: [String]] = [:]
  private var rootNames: [String] = []

  /// - Parameter root: What `pinplan.yaml` is, which is read already.
  init(root: FileIdentity?) { self.root = root }

  mutating func add(_ found: [GlobWalk.File], from include: SourceSpan?) {
    for file in found {
      guard file.path != Project.rootFile, file.identity == nil || file.identity != root else {
        rootNames.append(file.path)
        continue
      }
      let key = file.identity.map(Key.identity) ?? .path(Array(file.path.utf8))
      names[key, default: []].append(file.path)
      guard let known = files[key] else {
        files[key] = File(path: file.path, include: include, isAlias: file.isAlias)
        continue
      }
      // A file goes by the name that is no link, and then by the first in path order.
      let isBetter =
        file.isAlias == known.isAlias
        ? file.path.utf8.lexicographicallyPrecedes(known.path.utf8) : known.isAlias
      if isBetter {
        files[key] = File(path: file.path, include: known.include, isAlias: file.isAlias)
      }
    }
  }

  /// Names that files do not go by, each with the one that its file goes by.
  var aliases: TextTable<String> {
    var aliases: TextTable<String> = [:]
    for name in rootNames where name != Project.rootFile { aliases[name] = Project.rootFile }
    for (key, file) in files {
      for name in names[key] ?? [] where !name.isExactly(file.path) { aliases[name] = file.path }
    }
    return aliases
  }

  var inPathOrder: [File] {
    files.values.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }
}
