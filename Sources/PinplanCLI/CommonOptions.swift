import AdsModel
import Applying
import ArgumentParser
import CustomerLists
import Foundation
import ManifestLoading
import ManifestModel
import StateStore

extension Instant: ExpressibleByArgument {
  public init?(argument: String) { self.init(parsing: argument) }
}

extension Address: ExpressibleByArgument {
  public init?(argument: String) {
    guard let address = Address(parsing: argument) else { return nil }
    self = address.normalized
  }
}

/// What every command takes.
struct CommonOptions: ParsableArguments {
  @Option(
    name: [.customShort("C"), .customLong("directory")],
    help: ArgumentHelp("The project's folder.", valueName: "dir"), completion: .directory)
  var directory = "."

  @Option(
    help: ArgumentHelp(
      "The time to judge by, as RFC 3339, in place of the clock.", valueName: "time"))
  var now: Instant?

  @Flag(help: "Leave out colours (also with NO_COLOR set).")
  var noColor = false

  @Flag(help: "Say that nothing was ever applied, where traces tell of a state that is not there.")
  var firstRun = false

  var console: Console { Console(noColor: noColor) }

  /// The time of the command: given, or the clock's.
  var time: Instant {
    now ?? Instant(secondsSince1970: Int64(Date().timeIntervalSince1970))
  }

  /// The project with its state beside it.
  var workspace: Workspace {
    let (folder, name) = (folder, directory)
    return Workspace(states: states(without: presence), now: time, lists: lists) {
      Project.load(folder, name: name)
    }
  }

  var folder: ProjectFolder { .disk(directory) }

  /// The customer lists, with the key that lies beside a state of this machine.
  private var lists: ListAccess {
    let environment = ProcessInfo.processInfo.environment
    let file = path(Self.listKeyFile)
    let store = stateSettings.backend.isOnThisMachine ? ListKeyStore.file(file) : nil
    return ListAccess(
      environment: environment,
      keys: ListKeySource(environment: environment, store: store, place: file),
      bytes: folder.openList)
  }

  /// Where the project lies in its repository.
  var checkout: Checkout { Checkout(directory) }

  /// A path inside the project's folder, as the user would write it.
  func path(_ relative: String) -> String { Self.path(relative, in: directory) }

  static func path(_ relative: String, in directory: String) -> String {
    directory == "." ? relative : directory + (directory.hasSuffix("/") ? "" : "/") + relative
  }

  /// The state, by its path in the project's folder.
  static let stateFile = StateFactory.stateFile

  /// The list key, likewise.
  static let listKeyFile = ".pinplan/list.key"
}

extension StatePresence {
  /// What the flag says or, in jobs, PINPLAN_FIRST_RUN: `true` is the flag, anything else says that
  /// there is a state.
  static func presence(
    isFirstRun: Bool, environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> Self {
    switch environment["PINPLAN_FIRST_RUN"] ?? "" {
    case _ where isFirstRun: .firstRun
    case "": .unlessTraces
    case "true": .firstRun
    default: .expected
    }
  }
}

/// The git commit that a folder is at, and who is at work; for the history.
enum Provenance {
  /// None outside a git checkout, or without git.
  static func commit(of folder: String, environment: [String: String]) -> String? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git", "-C", folder, "rev-parse", "--verify", "--quiet", "HEAD"]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    // A runner without git still knows what it checked out.
    let told = environment["GITHUB_SHA"] ?? environment["CI_COMMIT_SHA"]
    guard (try? process.run()) != nil else { return told }
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let text = String(decoding: bytes, as: UTF8.self).filter { !$0.isWhitespace }
    return process.terminationStatus == 0 && !text.isEmpty ? text : told
  }

  static func author(
    _ holder: LockHolder, folder: String,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> Author {
    let users = ["GITHUB_ACTOR", "GITLAB_USER_LOGIN"].compactMap { environment[$0] }
    let user = users.first { !$0.isEmpty } ?? holder.user
    return Author(
      user: user, host: holder.host, runURL: holder.runURL,
      commit: commit(of: folder, environment: environment), toolVersion: Version.current)
  }
}
