import AdsModel
import Applying
import ArgumentParser
import Diagnostics
import ManifestLoading
import StateStore

/// A file that an option names for something to be written to.
struct Output {
  /// As it is written, `--out`.
  let option: String
  let path: String

  init(_ option: String, _ path: String) {
    self.option = option
    self.path = path
  }

  /// None where the option is not given.
  init?(_ option: String, _ path: String?) {
    guard let path else { return nil }
    self.init(option, path)
  }
}

/// What no output may go to: the files of the project, the state, customer lists, the plan at hand.
///
/// Files are told apart by what they are on disk, so that no spelling and no link leads past it.
struct OutputGuard {
  private var files: [FileIdentity: String] = [:]
  private var names: [OutputPlace.Name: String] = [:]
  private var folders: [FileIdentity: String] = [:]
  private var places: [(folder: FileIdentity, place: ProjectReach.Place)] = []

  /// Looks at the project as it is on disk; `plan` is the saved one that is applied or shown.
  init(of common: CommonOptions, plan: (path: String, what: String)?) {
    protect(common.path(Project.rootFile), "\(Project.rootFile), a file of the project")
    let isThere = common.workspace.folder.entry(Project.rootFile) != nil
    let project = Project.load(common.workspace.folder, name: common.directory)
    let kept = common.states().backend(project.manifest.state).files
    for file in kept { protect(file, "the state") }
    for path in [common.path(".pinplan")] + kept.map({ OutputPlace.split($0).folder })
    where OutputPlace.split(path).name == ".pinplan" {
      protect(path, "the state's folder")
      if let folder = FileIdentity(path: path) { folders[folder] = "a file in the state's folder" }
    }
    if let plan { protect(plan.path, plan.what) }
    guard isThere else { return }
    for file in project.reach.files.dropFirst() {
      protect(common.path(file), "\(file), a file of the project")
    }
    for audience in project.manifest.audiences {
      guard case .customerList(let list) = audience.value.definition, let list = list.file
      else { continue }
      protect(common.path(list), "\(list), the customer list of \(audience.address)")
    }
    for place in project.reach.places {
      let path = place.folder.isEmpty ? common.directory : common.path(place.folder)
      if let folder = FileIdentity(path: path) { places.append((folder, place)) }
    }
  }

  private mutating func protect(_ path: String, _ what: String) {
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
        return "become a file of the project, which reads \(place)"
      }
    }
    return nil
  }
}

extension CommonOptions {
  /// Refuses outputs that would write over what the command reads, or over each other, and those
  /// that cannot be written: before anything else is done.
  func check(_ outputs: [Output?], plan: (path: String, what: String)? = nil) throws {
    let outputs = outputs.compactMap { $0.map { ($0, OutputPlace($0.path)) } }
    guard !outputs.isEmpty else { return }
    let guarded = OutputGuard(of: self, plan: plan)
    for (index, (output, place)) in outputs.enumerated() {
      if let objection = guarded.objection(to: place) {
        console.say(
          "error: \(output.option) \(output.path) would \(objection); name another file")
        throw Ending(.usage)
      }
      if let (other, _) = outputs[..<index].first(where: { place.isSame(as: $0.1) }) {
        console.say(
          "error: \(other.option) \(other.path) and \(output.option) \(output.path) are one file; name two"
        )
        throw Ending(.usage)
      }
    }
    for (output, place) in outputs {
      do throws(OutputFile.Failure) {
        try OutputFile.probe(place)
      } catch {
        // Tried already: what happened goes to the other places only.
        if output.option == "--summary" { WrittenResult.ofThisRun.isSummarised = true }
        throw failed(output, error)
      }
    }
  }

  /// Writes an output, or ends the command with exit 4.
  func write(_ bytes: [UInt8], to option: String, _ path: String) throws(Failure) {
    do throws(OutputFile.Failure) { try OutputFile.replace(path, with: bytes) } catch {
      throw failed(Output(option, path), error)
    }
  }

  /// That an output cannot be written, and how the command ends then.
  func failed(_ output: Output, _ failure: OutputFile.Failure) -> Failure {
    Failure(
      .outputUnwritable, "\(output.option) \(output.path) cannot be written: \(failure.reason)",
      exit: .stopped)
  }
}
