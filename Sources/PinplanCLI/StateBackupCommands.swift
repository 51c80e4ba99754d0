import AdsModel
import Applying
import ArgumentParser
import Diagnostics
import Foundation
import ManifestModel
import Rendering
import StateStore

extension StateCommand {
  struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "backup", abstract: "Write all of the state into one file.",
      discussion: "It goes into every backend: `state restore` puts it back.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: FormatOptions<PlainText>
    @Argument(help: "The file.", completion: .file()) var file: String

    func run() async throws {
      try common.check([Output("the backup", file)])
      _ = try await common.storedState(sharing: true)
      guard let document = try await common.backend.snapshot()?.portable else {
        throw Failure(
          .stateNothingStored, "there is no state yet, so there is nothing to back up",
          exit: .refused)
      }
      // Who may read the state may read its copy.
      try common.write(document.bytes, to: "the backup", file, mode: 0o600)
      try common.reporter(output).show(
        PlainText("Wrote \(document.contents) to \(file).\n"))
    }
  }

  struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "restore", abstract: "Put a backup in the place of the state.",
      discussion: """
        All of it or nothing. A backup of another project's state is refused, and one that is older than \
        what is stored needs --force.
        """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: FormatOptions<PlainText>
    @Argument(help: "What `state backup` wrote.", completion: .file()) var file: String
    @Flag(help: "Restore although what is stored is newer, and forget what was applied since.")
    var force = false

    func run() async throws {
      let document = try StateDocument(backup: try bytes(), at: file)
      try common.refuse(document, at: file)
      let settings = try common.checkedSettings
      let restoring = StateRestoring(common.states(without: .replaced), settings)
      try await restoring.restore(document, isForced: force, now: common.time) {
        common.console.say($0)
      }
      try common.reporter(output).show(
        PlainText("Restored \(document.contents) in \(restoring.place).\n"))
    }

    private func bytes() throws -> [UInt8] {
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: file, isDirectory: &isFolder), isFolder.boolValue {
        throw StateError.backup(file, .unreadable(reason: "it is a folder"))
      }
      guard let data = FileManager.default.contents(atPath: file) else {
        throw StateError.backup(file, .unreadable(reason: OutputFile.Failure.last.reason))
      }
      return Array(data)
    }
  }
}

extension StateDocument {
  /// What it holds, in words.
  var contents: String {
    let resources = resourceCount == 1 ? "1 resource" : "\(resourceCount) resources"
    let entries = entryCount == 1 ? "1 entry" : "\(entryCount) entries"
    return "\(resources) and \(entries) of the history, state serial \(serial),"
  }
}

extension CommonOptions {
  /// Refuses the state of another account or target than the project declares.
  func refuse(_ document: StateDocument, at file: String) throws {
    let project = workspace.load()
    guard !project.manifest.account.name.isEmpty else { return }
    try StateError.refuse(
      document.account, document.target, unlessOf: project.manifest.account,
      on: project.isValid ? project.manifest.target : nil, at: file)
  }
}
