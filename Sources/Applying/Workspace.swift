import AdsModel
import Diagnostics
import ManifestModel
import Planning
import Rules
import StateStore

/// A project folder with its state, at one moment: what every command works on.
public struct Workspace: Sendable {
  public let states: StateFactory
  public let now: Instant
  public let lists: ListAccess
  /// Reads the project's files as they are then.
  public let load: @Sendable () -> Project

  public init(
    states: StateFactory, now: Instant, lists: ListAccess = .none,
    load: @escaping @Sendable () -> Project
  ) {
    self.states = states
    self.lists = lists
    self.now = now
    self.load = load
  }

  /// The project as declared, and everything wrong with it that needs no state.
  public func project() -> (project: Project, diagnostics: [Diagnostic]) {
    let project = load()
    let judged = Rule.judge(project.manifest, now: now)
    return (project, (project.diagnostics + judged).sorted(by: Diagnostic.inReadingOrder))
  }
}

extension StateBackend {
  /// What is stored, if it is the project's, as far as that can be read.
  public func read(of project: Project) async throws(StateError) -> StoredState? {
    let manifest = project.manifest
    guard !manifest.account.name.isEmpty else { return try await read() }
    // A misspelt target reads as the default one.
    return try await read(of: manifest.account, on: project.isValid ? manifest.target : nil)
  }
}

/// What a user asks of a plan.
public struct PlanRequest: Sendable {
  public var options = PlanOptions()
  /// Codes of guardrails to let through, with the one reason for all of them.
  public var overrides: Set<DiagnosticCode> = []
  public var reason = ""
  /// Whether a project that declares nothing may archive everything.
  public var allowsEmpty = false
  /// What is left of an apply that was begun, when the plan is to go on with it.
  public var rest: BegunRest?
  /// What stood for the people of lists when they were reviewed: the same people are bound by it again, also
  /// where there is a key by now.
  public var bindings: [Address: String] = [:]

  public init() {}

  /// A judged plan: its diagnostics hold the warnings and whatever refuses it.
  ///
  /// `live` is what a remote target holds; none for target local, whose state is the account.
  package func draft(
    of project: Project, state: StoredState?, live: LiveAccount? = nil,
    lists: PlanLists = PlanLists(), now: Instant, warnings: [Diagnostic]
  ) -> PlanDraft {
    var draft = PlanDraft(
      manifest: project.manifest, state: state, live: live, options: options, lists: lists,
      now: now)
    var request = self
    // A whole plan is a beginning as long as nothing was done under its digest.
    if let rest, !rest.hasEffect, draft.plan.digest() == rest.digest { request.rest = nil }
    let judged = request.judge(
      draft,
      asBegun: request.rest.map { $0.configurationDigest == project.configurationDigest } ?? false)
    draft.plan.overrides = judged.overrides
    draft.plan.diagnostics =
      (warnings + judged.diagnostics).sorted(by: Diagnostic.inReadingOrder)
    return draft
  }

  /// What the rules say of a draft once overrides are let through.
  ///
  /// `isAsBegun` says that the files are still those that the apply was begun with whose rest this is.
  func judge(
    _ draft: PlanDraft, asBegun isAsBegun: Bool = false
  ) -> (diagnostics: [Diagnostic], overrides: [Override]) {
    var used: Set<DiagnosticCode> = []
    var draft = draft
    if let rest { draft.plan.spendBefore = rest.spendBefore }
    let diagnostics = Rule.judge(draft).compactMap { found -> Diagnostic? in
      // These compare with what was stored before the whole; its beginning was judged by them.
      if isAsBegun, Self.ofTheWhole.contains(found.code) { return nil }
      if found.code == .planNothingDeclared, allowsEmpty { return nil }
      // What is exempt is a warning already and needs no override.
      guard found.severity == .error, overrides.contains(found.code) else { return found }
      used.insert(found.code)
      return found.overridden(reason)
    }
    // What is made beside something on purpose is its look-alike from then on.
    if used.contains(.accountAlreadyThere), overrides.contains(.accountLookAlike) {
      used.insert(.accountLookAlike)
    }
    let records = used.map { Override(code: $0, reason: reason) }
      .sorted { $0.code.rawValue < $1.code.rawValue }
    return (diagnostics, records)
  }
}

/// A plan, or why there is none.
public struct Planned {
  public let project: Project
  /// What is wrong with the project as declared; the plan carries its own.
  public let diagnostics: [Diagnostic]
  /// None when the project has errors.
  public let draft: PlanDraft?
  /// Who is on the lists that it changes; none where it is not to be carried out.
  public let people: ReadPeople?

  package init(
    project: Project, diagnostics: [Diagnostic], draft: PlanDraft?, people: ReadPeople? = nil
  ) {
    self.project = project
    self.diagnostics = diagnostics
    self.draft = draft
    self.people = people
  }

  /// The plan, for looking at.
  public var plan: Plan? { draft?.plan }

  /// The plan with the digests of the files that it was made from, for saving and applying.
  public var boundPlan: Plan? {
    guard var plan = draft?.plan else { return nil }
    plan.configuration = project.configuration
    return plan
  }

  /// The bound plan with its forecast, for documents and reports.
  public var documentedPlan: Plan? {
    guard var plan = boundPlan else { return nil }
    plan.forecast = draft?.forecast
    return plan
  }
}

extension PlanRequest {
  private static let ofTheWhole: Set<DiagnosticCode> = [
    .adCampaignNotRunning, .guardrailMaxBidChange, .guardrailMaxBudgetChange,
    .guardrailMaxArchiveShare,
  ]
}

extension [ConfigurationFile] {
  /// One digest over all files.
  public var digest: String {
    Digest.sha256(flatMap { [UInt8]("\($0.sha256)  \($0.file)\n".utf8) })
  }
}

extension Project {
  public var configurationDigest: String { configuration.digest }

  /// The project's files with their digests, in path order.
  public var configuration: [ConfigurationFile] {
    sources.sorted.map { ConfigurationFile(file: $0.key, sha256: Digest.sha256($0.value)) }
  }
}

extension Diagnostic {
  /// What was let through, as a warning that says why.
  public func overridden(_ reason: String) -> Self {
    Self(
      code, .warning, "\(message); overridden: \(reason)", at: span, address: address,
      notes: notes)
  }
}
