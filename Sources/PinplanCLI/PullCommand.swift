import AdsModel
import Applying
import ArgumentParser
import Diagnostics
import Documents
import ManifestModel
import ManifestWriting
import Planning
import Rendering
import Rules
import StateStore

struct PullCommand: AsyncParsableCommand, ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "pull", abstract: "Write what was changed on Pinterest into the YAML.",
    discussion: """
      Only the values that differ change; comments and layout stay. What cannot be written in \
      place, or would be refused by a plan, is told with its reason, and the exit is 4.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var asking: AskingOptions
  @OptionGroup var output: FormatOptions<PullReport>

  @Flag(help: "Show what would be written, and write nothing.")
  var dryRun = false

  var reporter: Reporter { common.reporter(output) }

  func run() async throws {
    defer { asking.tellRequests(common.console) }
    let project = try common.project(for: "pull")
    guard
      let state = try await common.storedState(of: project, expected: true)
    else {
      throw Failure(
        .stateNothingStored, "nothing is stored yet, so there is nothing to pull", exit: .refused)
    }
    try await common.refuseUnsettled(state)
    let manifest = project.manifest
    let live = try await common.observe(state, of: manifest)
    let drift = Drift(state: state, live: live, ignoring: manifest.ignoredChanges)
    let now = common.time
    let pull = Pull(drift, project: project, state: state) { Rule.judge($0.manifest, now: now) }
    if !dryRun {
      try await common.adopt(pull.adopted, over: state, as: .pull, purpose: "pull", of: project) {
        try common.write(pull.edits.files, over: project)
      }
    }
    let report = PullReport(
      pull.edits, keeping: pull.kept, isDryRun: dryRun, currency: manifest.account.currency,
      notCarried: live.notCarried(below: state))
    try reporter.show(report)
    if !pull.edits.notPulled.isEmpty { throw Ending(.stopped) }
  }

  func report(of failure: Failure) -> any Report {
    FailureReport { PullDocument.encodeFailure(failure.diagnostics, isDryRun: dryRun) }
  }
}

extension Failure {
  /// That a command is about an account where the target has none beside its state.
  init(noAccountOf target: TargetKind, for command: String) {
    self.init(
      .targetNoAccount,
      "target \(target.rawValue) has no account beside its state, so there is nothing to \(command)",
      exit: .refused)
  }
}

extension CommonOptions {
  /// The declared project, for a command that needs target pinterest; shows what is wrong with it.
  ///
  /// `tolerated` are codes of mistakes that do not stand in the way.
  func project(for command: String, tolerating tolerated: Set<DiagnosticCode> = []) throws
    -> Project
  {
    let (project, diagnostics) = workspace.project()
    let wrong = diagnostics.filter { $0.severity == .error && !tolerated.contains($0.code) }
    guard wrong.isEmpty else {
      throw Failure(diagnostics, of: project)
    }
    let target = project.manifest.target
    guard target.hasAccount else { throw Failure(noAccountOf: target, for: command) }
    return project
  }

  /// Records resources as owned, after `body` under the lock has written the files.
  func adopt(
    _ resources: [StoredResource], over state: StoredState?, as kind: ApplyRecord.Kind,
    purpose: String, of project: Project, after body: () throws -> Void
  ) async throws {
    guard !resources.isEmpty else { return try body() }
    let manifest = project.manifest
    try await underLock(
      manifest.account, manifest.target, purpose: purpose, wasRead: state != nil
    ) { session, author in
      // Nothing is written over the files of a state that takes nothing in.
      try session.refuseUnsettled()
      try body()
      try await session.adopt(resources, forgetting: [], kind: kind, by: author, now: time)
    }
  }
}
