import AdsModel
import Applying
import ArgumentParser
import Diagnostics
import Documents
import ManifestModel
import Outcomes
import Planning
import Rendering
import StateStore

extension WrittenDuration {
  /// Reads one from the command line.
  init(argument: String) throws {
    guard let written = Self(parsing: argument) else { throw ValidationError(Self.wanted) }
    self = written
  }
}

extension AudienceCommand {
  struct Status: AsyncParsableCommand, ReportingCommand {
    static let configuration = CommandConfiguration(
      commandName: "status", abstract: "Tell how far audiences are, and what helps.",
      discussion: "Exit 2 if one is not ready.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var asking: AskingOptions
    @OptionGroup var output: FormatOptions<AudienceStatuses>
    @OptionGroup var webhook: WebhookOptions

    @Argument(help: "Audiences, by their keys or addresses; all that are stored if left out.")
    var names: [AudienceName] = []

    @Option(
      help: ArgumentHelp(
        "Ask again until all are ready, for so long: 30s, 5m, 1h.", valueName: "duration"),
      transform: WrittenDuration.init(argument:))
    var wait: WrittenDuration?

    var reporter: Reporter { common.reporter(output) }

    func run() async throws {
      defer { asking.tellRequests(common.console) }
      let reading = try await AudienceStatusReading(common, names.map(\.address))
      var statuses = try await AudienceStatusWait(common.console, for: wait).statuses(
        after: try await reading.statuses()
      ) { try await reading.again() }
      statuses.accountNotices = await TargetFactory.ofThisRun.notices(now: common.time)
      if let warning = await webhook.post(
        NoticePosting(
          of: "audience status", account: reading.account, at: common.time, statuses.notices))
      {
        statuses.diagnostics.append(warning)
      }
      reporter.remark(statuses.diagnostics) { _, _ in nil }
      try reporter.show(statuses)
      if !statuses.isReady { throw Ending(.changes) }
    }

    func report(of failure: Failure) -> any Report {
      var statuses = AudienceStatuses([], now: common.time)
      statuses.diagnostics = failure.diagnostics
      return statuses
    }
  }
}

/// Reads how far the audiences of a project are, as often as it is asked to.
struct AudienceStatusReading: Sendable {
  /// The project's name for its account.
  let account: String?
  private let backend: any StateBackend
  private let target: (any AdsTarget)?
  private let state: StoredState?
  private let wanted: Set<Address>
  private let now: Instant

  /// Finds the audiences and connects to their account; it is not asked where none is stored.
  init(_ common: CommonOptions, _ names: [Address] = []) async throws {
    let project = common.workspace.load()
    state = try await common.storedState(of: project)
    backend = try common.backend
    now = common.time
    account = state?.account.name ?? project.manifest.account.name
    let stored = state?.audiences(counts: [:]).map(\.address) ?? []
    for name in names where !stored.contains(name) {
      throw Failure(
        unknown: name, among: stored,
        isDeclared: project.manifest.audiences.contains { $0.address == name })
    }
    wanted = Set(names.isEmpty ? stored : names)
    target =
      if let state, !wanted.isEmpty {
        try await common.connect(state.target, state.account)
      } else { nil }
  }

  /// All that are stored after an apply, whatever the project says by then; it need not be read for that.
  init(afterApplyOf common: CommonOptions) async throws {
    backend = try common.backend
    now = common.time
    state = try await backend.read()
    account = state?.account.name
    wanted = Set(state?.audiences(counts: [:]).map(\.address) ?? [])
    target =
      if let state, !wanted.isEmpty {
        try await common.connect(state.target, state.account)
      } else { nil }
  }

  /// As the state was found.
  func statuses() async throws -> AudienceStatuses { try await statuses(of: state) }

  /// As the state is by now.
  func again() async throws -> AudienceStatuses { try await statuses(of: backend.read()) }

  private func statuses(of state: StoredState?) async throws -> AudienceStatuses {
    guard let target, let state else {
      return AudienceStatuses([], now: now)
    }
    let counts = try await backend.memberCounts()
    return try await target.statuses(
      of: state.audiences(counts: counts).filter { wanted.contains($0.address) }, now: now)
  }
}

extension Failure {
  /// That no audience of a name is stored, with those that are.
  init(unknown name: Address, among stored: [Address], isDeclared: Bool) {
    let listed = stored.prefix(20).map { quoted($0.key) }.joined(separator: ", ")
    let more = stored.count > 20 ? " and \(stored.count - 20) more" : ""
    let verb = stored.count == 1 ? "is" : "are"
    let near = Suggestion.nearest(to: name.key, among: stored.map(\.key))
    self.init(
      .audienceUnknown,
      "no audience \(quoted(name.key)) is stored; "
        + (stored.isEmpty ? "none is" : "there \(verb) \(listed)\(more)"),
      hint: isDeclared
        ? "it is declared: `pinplan apply` makes it" : near.map { "did you mean `\($0)`?" },
      exit: .refused)
  }
}
