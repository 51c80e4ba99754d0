import AdsModel
import Diagnostics
import ManifestModel
import YAMLSyntax

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension Project {
  /// The most that all files of a project may hold together, in bytes.
  static let projectBytes = 512 << 20

  /// The text of a line of one of the project's files, for showing it in a diagnostic; none of one that holds a
  /// secret.
  public func line(_ number: Int, of file: String) -> String? {
    if file == Self.rootFile, manifest.state.secretLines.contains(number) { return nil }
    return sources[file].flatMap { YAMLDocument.lineText(number, in: $0) }
  }

  /// Reads `pinplan.yaml` and every file that its includes match.
  ///
  /// `name` is what people call the folder.
  public static func load(_ folder: ProjectFolder, name: String = ".") -> Self {
    var loading = ProjectLoading(folder: folder)
    loading.load(name: name)
    return Self(
      manifest: loading.reader.manifest,
      diagnostics: (loading.diagnostics + loading.reader.nodes.diagnostics)
        .sorted(by: Diagnostic.inReadingOrder),
      sources: loading.sources, reach: loading.reach)
  }
}

extension Project {
  /// Where the project keeps its state, for what needs nothing else of it.
  ///
  /// Only a root file that may have the block is parsed: most have none, and some are large.
  public static func stateSettings(of folder: ProjectFolder) -> StateSettings {
    guard case .file? = folder.entry(rootFile), let bytes = try? folder.read(rootFile),
      bytes.mayHold("state"), let document = YAMLDocument.parse(bytes, file: rootFile).document
    else { return StateSettings() }
    return ManifestReader().stateSettings(in: document)
  }
}

extension [UInt8] {
  /// Whether a YAML text may have a word in it, written out or with escapes.
  fileprivate func mayHold(_ word: StaticString) -> Bool {
    withUnsafeBytes { bytes in
      guard var place = bytes.baseAddress else { return false }
      let end = place + bytes.count
      if memchr(place, 0x5C, bytes.count) != nil { return true }
      while let found = memchr(place, Int32(word.utf8Start.pointee), end - place) {
        let start = UnsafeRawPointer(found)
        guard end - start >= word.utf8CodeUnitCount else { return false }
        if memcmp(start, word.utf8Start, word.utf8CodeUnitCount) == 0 { return true }
        place = start + 1
      }
      return false
    }
  }
}

/// One pass over a project's files.
private struct ProjectLoading {
  let folder: ProjectFolder
  let reader = ManifestReader()
  var diagnostics: [Diagnostic] = []
  var sources: TextTable<[UInt8]> = [:]
  var reach = ProjectReach()
  /// What the includes could not look into.
  private var faults: [(path: String, reason: String, place: SourceSpan?)] = []
  private var bytesLeft = Project.projectBytes

  init(folder: ProjectFolder) { self.folder = folder }

  mutating func load(name: String) {
    guard let entry = folder.entry(Project.rootFile) else {
      diagnostics.append(
        Diagnostic(
          .projectNotFound, "there is no \(Project.rootFile) in \(quoted(name))", at: nil,
          hint: "go to the project's folder, name it with -C, or make one with `pinplan init`"))
      return
    }
    if case .outside = entry {
      diagnostics.append(
        Diagnostic(
          .includeOutsideProject, "\(Project.rootFile) is a link that leads out of the project",
          at: .start(of: Project.rootFile), hint: "put the file itself into the project"))
      return
    }
    guard let root = document(Project.rootFile, from: nil) else { return }
    // Its includes are read as nodes once the rest is, and the manifest does not keep a document.
    defer { withExtendedLifetime(root) {} }
    reader.readRoot(root)
    let mistakes = diagnostics.count
    let files = includedFiles(of: root)
    reader.manifest.isComplete =
      !diagnostics[mistakes...].contains { $0.severity == .error }
    for (index, (file, place)) in files.enumerated() {
      if index.nonzeroBitCount == 1 {
        reader.manifest.makeRoom(filesRead: index, of: files.count)
      }
      if let document = document(file, from: place) {
        reader.read(document)
      } else {
        reader.manifest.isComplete = false
      }
    }
  }

  /// Reads and parses one file; nothing when nothing in it can be used.
  private mutating func document(_ file: String, from include: SourceSpan?) -> YAMLDocument? {
    let notes = include.map { [Diagnostic.Note("included here", at: $0)] } ?? []
    if case .file(let size)? = folder.entry(file) {
      let limit = min(YAMLLimits.standard.fileBytes, bytesLeft)
      guard size <= limit else {
        diagnostics.append(
          Diagnostic(
            .fileTooLarge, "\(file) has \(size) bytes, more than the \(limit) that may be read",
            at: .start(of: file), hint: "split it into several files", notes: notes))
        return nil
      }
      bytesLeft -= size
    }
    do throws(ProjectFolder.ReadingError) {
      if let fault = folder.entry(file)?.fault { throw ProjectFolder.ReadingError(reason: fault) }
      let bytes = try folder.read(file)
      sources[file] = bytes
      let (document, mistakes) = YAMLDocument.parse(bytes, file: file)
      diagnostics += mistakes
      return document
    } catch {
      diagnostics.append(
        Diagnostic(
          .fileUnreadable, "\(file) cannot be read: \(error.reason)", at: .start(of: file),
          hint: "make it a file that you may read, or leave it out of `include`", notes: notes))
      return nil
    }
  }

  /// The files that the includes match, in path order, each with the place that asked for it.
  private mutating func includedFiles(of root: YAMLDocument) -> [(String, SourceSpan?)] {
    let written = root.root.flatMap { $0.kind == .mapping ? $0["include"] : nil }
    var found = FoundFiles(root: folder.identity(Project.rootFile)?.identity)
    var patterns = Self.defaultIncludes
    if let written, !written.isNone {
      for item in reader.nodes.list(written, "include") where !item.isNone {
        guard let pattern = reader.nodes.text(item, "include") else { continue }
        patterns.append(pattern)
        found.add(match(pattern, at: item.span), from: item.span)
      }
    } else {
      for pattern in Self.defaultIncludes { found.add(match(pattern, at: nil), from: nil) }
    }
    let files = found.inPathOrder
    // What is a file for one pattern is told when it is read.
    for fault in faults where !files.contains(where: { $0.path.isExactly(fault.path) }) {
      report(
        Diagnostic(
          .fileUnreadable, "\(fault.path) cannot be looked into: \(fault.reason)",
          at: fault.place ?? .start(of: Project.rootFile),
          hint: "make it a folder that you may read, or leave it out of `include`"))
    }
    reach.aliases = found.aliases
    reach.files += files.map(\.path)
    diagnostics += UnreadFiles.diagnostics(
      in: folder, read: [Project.rootFile] + files.map(\.path), patterns: patterns)
    return files.map { ($0.path, $0.include) }
  }

  private static let defaultIncludes = ["campaigns", "audiences"].flatMap { folder in
    ["yaml", "yml"].map { "\(folder)/**/*.\($0)" }
  }

  /// The files that one pattern matches; a written one has to match something.
  private mutating func match(_ pattern: String, at place: SourceSpan?) -> [GlobWalk.File] {
    guard let glob = Glob(pattern) else {
      diagnostics.append(
        Diagnostic(
          .includeOutsideProject, "include \(quoted(pattern)) leads out of the project", at: place,
          hint: "write a path inside the project, such as campaigns/*.yaml"))
      return []
    }
    let found = glob.files(in: folder)
    reach.places += found.places
    for link in found.outside {
      report(
        Diagnostic(
          .includeOutsideProject, "\(link) is a link that leads out of the project",
          at: place ?? .start(of: Project.rootFile),
          hint: "put the file itself into the project, or leave it out of `include`"))
    }
    for (path, reason) in found.faults { faults.append((path, reason, place)) }
    if found.files.isEmpty, found.outside.isEmpty, found.faults.isEmpty, let place {
      diagnostics.append(
        Diagnostic(
          .includeNoMatch, "include \(quoted(pattern)) matches no file", at: place,
          hint: "correct the path, or take the line out"))
    }
    return found.files
  }

  /// Adds what several patterns come upon only once.
  private mutating func report(_ diagnostic: Diagnostic) {
    if !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
  }
}
