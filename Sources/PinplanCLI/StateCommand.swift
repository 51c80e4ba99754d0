import AdsModel
import Applying
import ArgumentParser
import Diagnostics
import Documents
import Foundation
import ManifestLoading
import ManifestModel
import Outcomes
import Planning
import Rendering
import StateStore

struct StateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "state", abstract: "Look at the state, mend it, and take it elsewhere.",
    subcommands: [
      List.self, Show.self, Move.self, Remove.self, Unlock.self, Check.self, Export.self,
      Backup.self, Restore.self, Migrate.self,
    ])
}

extension StateCommand {
  struct List: AsyncParsableCommand, ReportingCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List what is stored.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: FormatOptions<StateListing>

    @Argument(help: ArgumentHelp("An address with globs.", valueName: "selector"))
    var selector: String?

    var reporter: Reporter { common.reporter(output) }

    func validate() throws {
      if let selector, Selector(parsing: selector) == nil {
        throw ValidationError(
          "\(quoted(selector)) is not an address with globs, such as campaign/spring*")
      }
    }

    func run() async throws {
      let state = try await common.storedState(sharing: true)
      let wanted = selector.flatMap(Selector.init(parsing:))
      let resources = (state?.resources ?? []).filter { wanted?.matches($0.address) ?? true }
        .sorted { $0.address < $1.address }
      var listing = StateListing(
        lineage: state?.lineage, serial: state?.serial ?? 0, resources: resources)
      listing.diagnostics = try await common.unsettledWarning(of: state)
      common.console.show(listing.diagnostics) { _, _ in nil }
      try reporter.show(listing)
    }

    func report(of failure: Failure) -> any Report {
      FailureReport {
        var listing = StateListing(lineage: nil, serial: 0, resources: [])
        listing.diagnostics = failure.diagnostics
        return StateListDocument.encode(listing)
      }
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Show everything stored of one resource.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: FormatOptions<StoredResourceReport>
    @Argument(help: "The resource.") var address: Address

    func run() async throws {
      let state = try await common.storedState(sharing: true)
      let warnings = try await common.unsettledWarning(of: state)
      common.console.show(warnings) { _, _ in nil }
      guard let state, let resource = state.resources.first(where: { $0.address == address })
      else { throw StateError.notStored(address) }
      try common.reporter(output).show(
        StoredResourceReport(resource, currency: state.account.currency))
    }
  }

  struct Move: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "mv", abstract: "Give a stored resource another address.",
      discussion: "What lies below it moves along. The resource itself is not touched.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: FormatOptions<PlainText>
    @Argument(help: "The address that it has.") var from: Address
    @Argument(help: "The address that it gets.") var to: Address

    func run() async throws {
      try await common.write(purpose: "state mv") { session, author in
        try await session.move([AdsModel.Move(from: from, to: to)], by: author, now: common.time)
      }
      try common.reporter(output).show(PlainText("Moved \(from) to \(to).\n"))
    }
  }

  struct Remove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "rm", abstract: "Forget resources, and all below them; the target keeps them.",
      discussion: "What is still declared is created anew by the next apply.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: FormatOptions<PlainText>
    @Argument(help: "The resources.") var addresses: [Address]

    func run() async throws {
      var removed: [Address] = []
      try await common.write(purpose: "state rm", sharing: true) { session, author in
        removed = try await session.remove(addresses, by: author, now: common.time)
      }
      let list = removed.sorted().map { "  \($0)\n" }.joined()
      try common.reporter(output).show(
        PlainText("Forgot \(removed.count) resource\(removed.count == 1 ? "" : "s"):\n" + list))
    }
  }
}

extension CommonOptions {
  /// What is stored, if it is the project's: the way to the state for every command that reads it.
  ///
  /// `project` is left out where the files have not been read yet. A project that cannot be read
  /// leaves the state readable, since somebody has to mend it.
  /// `sharing` takes a state that has one id at two addresses, for looking at it and mending it.
  func storedState(
    of project: Project? = nil, expected: Bool = false, sharing: Bool = false
  ) async throws -> StoredState? {
    let project = project ?? workspace.load()
    let backend = try expected ? expectedBackend : backend(without: presence, sharing: sharing)
    let state = try await backend.read(of: project)
    // Where neither is there, somebody named the wrong folder.
    if state == nil, project.diagnostics.contains(where: { $0.code == .projectNotFound }) {
      throw Failure(project.diagnostics, of: project)
    }
    return state
  }

  /// Writes to an existing state under the lock.
  func write(
    purpose: String, sharing: Bool = false,
    _ body: (any StateSession, Author) async throws -> Void
  ) async throws {
    guard let state = try await storedState(sharing: sharing) else {
      throw Failure(
        .stateNothingStored, "there is no state yet, so there is nothing to change", exit: .refused)
    }
    try await underLock(
      state.account, state.target, purpose: purpose, wasRead: true, sharing: sharing, body)
  }
}
