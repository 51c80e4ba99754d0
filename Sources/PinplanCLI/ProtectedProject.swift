import AdsModel
import Applying
import Foundation
import ManifestLoading
import ManifestModel
import StateStore

/// What of one project's folder no output may go over: its files, its state, its customer lists.
///
/// Files are told apart by what they are on disk, so that no spelling and no link leads past it.
struct ProtectedProject {
  /// Words after what is named, ` in DIR` for a project that the command does not work in.
  private let whose: String
  private var files: [FileIdentity: String] = [:]
  private var names: [OutputPlace.Name: String] = [:]
  private var folders: [FileIdentity: String] = [:]
  private var places: [(folder: FileIdentity, place: ProjectReach.Place)] = []
  /// What the project's folder is, where its files do not tell all that it reads.
  private var unreadable: FileIdentity?

  /// Looks at a project as it is on disk; `name` is what it is called, and none for the one that the
  /// command works in.
  init(_ directory: String, called name: String? = nil) {
    whose = name.map { " in \($0)" } ?? ""
    func path(_ file: String) -> String { CommonOptions.path(file, in: directory) }
    protect(path(Project.rootFile), "\(Project.rootFile), a file of the project\(whose)")
    let settings = Project.stateSettings(of: .disk(directory))
    let states = StateFactory(
      project: directory, file: path(CommonOptions.stateFile), presence: .unlessTraces)
    let kept = states.backend(settings).files
    for file in kept { protect(file, "the state\(whose)") }
    for path in [path(".pinplan")] + kept.map({ OutputPlace.split($0).folder })
    where OutputPlace.split(path).name == ".pinplan" {
      protect(path, "the state's folder\(whose)")
      if let folder = FileIdentity(path: path) {
        folders[folder] = "a file in the state's folder\(whose)"
      }
    }
    let folder = ProjectFolder.disk(directory)
    guard folder.entry(Project.rootFile) != nil else { return }
    let project = Project.load(folder, name: directory)
    for file in project.reach.files.dropFirst() {
      protect(path(file), "\(file), a file of the project\(whose)")
    }
    for audience in project.manifest.audiences {
      guard let list = audience.value.definition.customerList else { continue }
      for source in [list.source, list.suppress].compactMap(\.self) {
        let written: String? =
          switch source {
          case .file(let file): file
          case .environment(let name): ProcessInfo.processInfo.environment[name]
          }
        guard let written else { continue }
        let what = source == list.source ? "the customer list" : "the opt-outs"
        protect(
          path(written), "\(source.text), \(what) of \(audience.address)\(whose)")
      }
    }
    for place in project.reach.places {
      let path = place.folder.isEmpty ? directory : path(place.folder)
      if let folder = FileIdentity(path: path) { places.append((folder, place)) }
    }
    if !project.isValid { unreadable = FileIdentity(path: directory) }
  }

  mutating func protect(_ path: String, _ what: String) {
    let place = OutputPlace(path)
    if let file = place.regularFile, files[file] == nil { files[file] = what }
    for name in place.names where names[name] == nil { names[name] = what }
  }

  /// Why an output may not go where it is to go; none when it may.
  func objection(to place: OutputPlace) -> String? {
    if let what = place.regularFile.flatMap({ files[$0] }) { return "write over \(what)" }
    if let what = place.names.lazy.compactMap({ names[$0] }).first { return "write over \(what)" }
    if let what = place.folders.lazy.compactMap({ folders[$0] }).first { return "be \(what)" }
    for name in place.names {
      for (folder, place) in places where folder == name.folder && place.takes(name.name) {
        return "become a file of the project\(whose), which reads \(place)"
      }
    }
    guard let unreadable, place.folders.contains(unreadable) else { return nil }
    return objectionOfUnreadable(to: place)
  }

  /// What a project with mistakes reads is not known: anything that no output left there may be its.
  private func objectionOfUnreadable(to place: OutputPlace) -> String? {
    let why = "of the project\(whose), whose files have mistakes"
    if place.regularFile != nil, !EarlierOutput.mayGive(way: place.path) {
      return "write over what may be a file \(why)"
    }
    let isYAML = place.names.contains { name in
      [".yaml", ".yml"].contains { name.name.lowercased().hasSuffix($0) }
    }
    return isYAML ? "become what may be a file \(why)" : nil
  }
}

/// What outputs look like: a file that begins as one is not a project's.
private enum EarlierOutput {
  /// Of plans, results and events, of reports, of summaries, of SARIF and code quality.
  private static let beginnings = [
    #"{"format_version":"#, "<!doctype html>", "### ",
    #"{"$schema":"https://docs.oasis-open.org/sarif/"#, #"[{"description":"#, "[]",
  ]

  /// Whether a file holds nothing, or what an output left there.
  static func mayGive(way path: String) -> Bool {
    guard let file = FileHandle(forReadingAtPath: path) else { return false }
    defer { try? file.close() }
    guard let head = try? file.read(upToCount: 64) else { return true }
    return head.isEmpty || beginnings.contains { head.starts(with: $0.utf8) }
  }
}
