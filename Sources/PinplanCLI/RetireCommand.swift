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

struct RetireCommand: AsyncParsableCommand, ReportingCommand {
  static let configuration = CommandConfiguration(
    commandName: "retire", abstract: "Archive something on Pinterest that is nobody's.",
    discussion: """
      For a copy that the plan calls a look-alike, or a campaign of another time: shows what would \
      be archived and asks. What the project owns is taken out of the YAML instead.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var asking: AskingOptions
  @OptionGroup var output: FormatOptions<RetireReport>

  @Argument(help: "Its id on Pinterest.") var id: String

  @Option(help: "campaign, ad_group, keyword or ad, where the id alone is not clear.")
  var kind: String?

  @Flag(help: "Do not ask; needed where no terminal is.")
  var autoApprove = false

  var reporter: Reporter { common.reporter(output) }

  private static let kinds: [ResourceKind] = [.campaign, .adGroup, .keyword, .ad]

  private var wanted: Set<ResourceKind> {
    kind.flatMap(ResourceKind.init(rawValue:)).map { [$0] } ?? Set(Self.kinds)
  }

  func validate() throws {
    guard !id.isEmpty, id.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { throw ValidationError("\(quoted(id)) is not an id, which is all digits") }
    guard let kind else { return }
    guard let known = ResourceKind(rawValue: kind), Self.kinds.contains(known) else {
      let words = Self.kinds.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("--kind: \(quoted(kind)) is not one of \(words)")
    }
  }

  func run() async throws {
    defer { asking.tellRequests(common.console) }
    let project = try common.project(for: "retire", tolerating: [.includeNoMatch])
    let manifest = project.manifest
    // A state would know whether it is the project's own.
    let state = try await common.storedState(of: project, expected: true)
    let target = try await connect(project)
    let stranger = try await find(target, state, manifest)
    try refuseOwned(stranger, in: state)
    var report = RetireReport(
      stranger, of: manifest.account, now: common.time, outcome: .alreadyArchived,
      lineage: state?.lineage, serial: state?.serial ?? 0)
    if stranger.live.status != .archived {
      try confirm(&report)
      try await archive(&report, target, state, manifest)
    } else if try await common.backend.unsettledCount() > 0 {
      // What was cut off may be the very archiving.
      try await settle(target, state, manifest)
    }
    try reporter.show(report)
    guard report.outcome == .failed else { return }
    let renderer = RetireTextRenderer(style: common.console.messageStyle)
    reporter.say("error: " + renderer.renderFailure(report))
    throw Ending(.stopped)
  }

  /// Connects to the declared account, or ends with what is wrong with it.
  private func connect(_ project: Project) async throws -> any AdsTarget {
    let target = try await common.connect(project.manifest.target, project.manifest.account)
    let found = try await target.preflight(project.manifest, isWriting: true)
    guard !found.contains(where: { $0.severity == .error }) else {
      throw Failure(found, of: project)
    }
    return target
  }

  private func find(_ target: any AdsTarget, _ state: StoredState?, _ manifest: Manifest)
    async throws -> Stranger
  {
    let archived = try await common.backend.recentEffect(at: .current)?.archived ?? []
    let found = try await target.strangers(id, kinds: wanted, manifest, state)
      .map { $0.knowing(archived) }
    if found.count > 1 {
      let words = found.map { "\($0.live.kind.title)\($0.name.map { " " + quoted($0) } ?? "")" }
      throw Failure(
        .retireUnclear, "\(id) is \(words.joined(separator: " and "))",
        hint: "say which with --kind", exit: .refused)
    }
    guard let only = found.first else {
      let kinds = kind == nil ? "campaign, ad group or ad" : (wanted.first?.title ?? "")
      throw Failure(
        .retireNotFound,
        "the account has no \(kinds) \(quoted(id)), and no ad group that the project owns has such a keyword",
        exit: .refused)
    }
    return only
  }

  private func refuseOwned(_ stranger: Stranger, in state: StoredState?) throws {
    guard let (live, address) = stranger.owner(in: OwnedIDs(state?.resources ?? [])) else { return }
    let place = live.id == id && live.kind == stranger.live.kind ? "" : ", which lies below it,"
    throw Failure(
      .retireOwned, "\(live.kind.title) \(live.id)\(place) is the project's \(address)",
      hint: "take it out of the YAML, and the next apply archives it", exit: .refused)
  }

  private func confirm(_ report: inout RetireReport) throws {
    let console = common.console
    try reporter.show(RetireQuestion(report))
    guard !autoApprove else { return }
    report.outcome = .notApproved
    if console.isInteractive {
      if console.confirms("Archive it?") { return }
      console.say("Not approved; nothing was written.")
    } else {
      console.say("error: nobody is there to approve; say --auto-approve")
    }
    try reporter.show(FailureReport { [report] in RetireDocument.encode(report) })
    throw Ending(.refused)
  }

  /// Finds out what an earlier apply did, and does nothing else.
  private func settle(
    _ target: any AdsTarget, _ state: StoredState?, _ manifest: Manifest
  ) async throws {
    try await common.underLock(
      manifest.account, manifest.target, purpose: "retire", wasRead: state != nil
    ) { session, _ in
      let applier = try await common.applier(session, target)
      _ = try await ApplyWatch(console: common.console, events: nil)
        .settle(applier, in: session, isInterruptible: false)
    }
  }

  /// Archives under the lock; an earlier apply is settled first, which may have made it ours.
  private func archive(
    _ report: inout RetireReport, _ target: any AdsTarget, _ state: StoredState?,
    _ manifest: Manifest
  ) async throws {
    let stranger = report.stranger
    let result = try await common.underLock(
      manifest.account, manifest.target, purpose: "retire", wasRead: state != nil
    ) { session, author in
      let applier = try await common.applier(session, target)
      _ = try await ApplyWatch(console: common.console, events: nil)
        .settle(applier, in: session, isInterruptible: false)
      // Settling and the answer take their time: only what was shown is archived.
      let again = try await find(target, session.state, manifest)
      try refuseOwned(again, in: session.state)
      guard again.isAsShown(stranger) else {
        throw Failure(
          .planStale, "\(id) was changed on Pinterest after it was shown; nothing was archived",
          hint: "look at it again", exit: .stale)
      }
      let plan = stranger.plan(of: manifest.account, in: session.state)
      var start = ApplyStart(
        author: author, planDigest: "", configurationDigest: "", summary: plan.summary)
      start.kind = .retire
      return try await applier.apply(plan, start)
    }
    report.outcome = result.isComplete ? .archived : .failed
    report.error = result.failed.first?.error ?? result.notTried.first?.error ?? result.stopReason
    report.lineage = result.lineage
    report.serial = result.serial ?? 0
  }

  func report(of failure: Failure) -> any Report {
    FailureReport { [id] in RetireDocument.encodeFailure(failure.diagnostics, id: id) }
  }
}
