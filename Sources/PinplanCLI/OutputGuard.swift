import AdsModel
import Applying
import ArgumentParser
import Diagnostics
import Foundation
import ManifestLoading
import ManifestModel

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

/// What no output may go to: the files of a project, its state, customer lists, the plan at hand.
struct OutputGuard {
  private var own: ProtectedProject
  private let folder: FileIdentity?

  /// Looks at the project as it is on disk; `plan` is the saved one that is applied or shown.
  init(of common: CommonOptions, plan: (path: String, what: String)?) {
    own = ProtectedProject(common.directory)
    folder = FileIdentity(path: common.directory)
    if let plan { own.protect(plan.path, plan.what) }
  }

  /// Why an output may not go where it is to go; none when it may.
  ///
  /// The folders that it lies in may be other projects', which are as dear to somebody.
  func objection(to place: OutputPlace) -> String? {
    if let objection = own.objection(to: place) { return objection }
    for path in place.folderPaths where FileIdentity(path: path) != folder {
      if OutputPlace.split(path).name == ".pinplan" {
        return "be a file in the state's folder \(Self.called(path))"
      }
      guard ProjectFolder.disk(path).entry(Project.rootFile) != nil else { continue }
      let project = ProtectedProject(path, called: Self.called(path))
      if let objection = project.objection(to: place) { return objection }
    }
    return nil
  }

  /// A folder as seen from the current one, where it lies in that.
  private static func called(_ path: String) -> String {
    let current = FileManager.default.currentDirectoryPath + "/"
    return path.hasPrefix(current) ? String(path.dropFirst(current.count)) : path
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
  ///
  /// `mode` is that of a file that is new.
  func write(
    _ bytes: [UInt8], to option: String, _ path: String, mode: mode_t = 0o644
  ) throws(Failure) {
    do throws(OutputFile.Failure) {
      try OutputFile.replace(path, with: bytes, mode: mode)
    } catch {
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
