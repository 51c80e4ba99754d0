import AdsModel
import Applying
import ArgumentParser
import Diagnostics
import ManifestModel
import Rendering
import StateStore

extension StateBackendKind: ExpressibleByArgument {}

extension StateCommand {
  struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "migrate", abstract: "Move the state to another backend.",
      discussion: """
        Copies everything under both locks, reads it back, and marks where it was as moved, so that an old \
        checkout is refused and told where it went. Then change `state:` in pinplan.yaml and commit it \
        together with .pinplan/state.json. The way back is the same.
        """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: FormatOptions<PlainText>
    @Option(help: "The backend that gets the state.") var to: StateBackendKind
    @Option(help: ArgumentHelp("Of backend http: where the server keeps it.", valueName: "url"))
    var address: String?
    @Option(help: ArgumentHelp("Of backend git: the branch.", valueName: "name"))
    var branch: String?
    @Option(
      help: ArgumentHelp("The name of the state among others of one place.", valueName: "name"))
    var workspace: String?

    func validate() throws {
      guard to == .http else {
        if address != nil { throw ValidationError("--address is of backend http") }
        return
      }
      guard let address else {
        throw ValidationError("--to http needs --address, where the server keeps the state")
      }
      switch StateAddress.fault(of: address) {
      case nil: break
      case .secret?:
        throw ValidationError(
          "--address has a user or a password in it; give them as PINPLAN_STATE_USER and PINPLAN_STATE_PASSWORD"
        )
      case .insecure?:
        throw ValidationError(
          "--address \(quoted(address)) would send the password in the clear; write https://")
      case .notAnAddress?:
        throw ValidationError(
          "--address \(quoted(address)) is no address of a server; write one that begins with https://"
        )
      }
    }

    func run() async throws {
      _ = try await common.storedState()
      let settings = try common.checkedSettings
      let other = other(than: settings)
      let migration = StateMigration(
        from: settings, of: common.states(without: common.presence), to: other,
        of: common.states(without: .replaced))
      let document = try await migration.run(now: common.time) { common.console.say($0) }
      guard let document else {
        throw Failure(
          .stateNothingStored, "there is no state yet, so there is nothing to move",
          hint: "write `\(other.block)` in pinplan.yaml and apply",
          exit: .refused)
      }
      try common.reporter(output).show(PlainText(words(document, migration, other)))
    }

    private func other(than settings: StateSettings) -> StateSettings {
      var other = settings
      other.backend = to
      // Not every project was read for it.
      other.accountName = common.workspace.load().manifest.account.name
      if let address {
        other.address = address
        (other.lockAddress, other.lockMethod, other.unlockMethod) = (nil, nil, nil)
      }
      if let branch { other.branch = branch }
      if let workspace { other.writtenWorkspace = workspace }
      return other
    }

    private func words(
      _ document: StateDocument, _ migration: StateMigration, _ settings: StateSettings
    ) -> String {
      var text = """
        Moved \(document.contents) from \(migration.sourcePlace) to \(migration.place.place).
        Write `\(settings.block)` in pinplan.yaml, and commit it together with .pinplan/state.json. \
        What is left in \(migration.sourcePlace) is refused from now on.

        """
      if document.keepsMembers, !to.isOnThisMachine {
        text +=
          "Who is on customer lists is sealed with the list key: give it to jobs as PINPLAN_LIST_KEY.\n"
      }
      return text
    }
  }
}

extension CommonOptions {
  /// Where the project keeps its state; throws where that is written wrongly.
  var checkedSettings: StateSettings {
    get throws {
      let settings = stateSettings
      guard settings.mistakes.isEmpty else {
        throw Failure(settings.mistakes, of: workspace.project().project)
      }
      return settings
    }
  }
}
