import AdsModel
import CustomerLists
import Diagnostics
import ManifestModel
import Planning
import StateStore

/// Gives the target that a project names, connected to its account.
public typealias ConnectTarget =
  @Sendable (TargetKind, Account) async throws(TargetFailure) -> any AdsTarget

/// Why there is no telling what a plan would be.
public enum PlanningFailure: Error, Sendable {
  case state(StateError)
  case target(TargetFailure)
  case list(ListFailure)
}

extension Workspace {
  /// Plans, against whatever target; no draft when the project has errors, which `diagnostics` tell.
  ///
  /// Everything is read and nothing is written, not a byte of the state's folder. First what is
  /// declared is judged, then the account itself, then what it holds, then what the changes need of it.
  ///
  /// An apply (`isWriting`) needs more rights than a plan. `connect` is only called when the project
  /// is valid; `waiting` hears what the account does not show yet.
  ///
  /// Nobody is locked out meanwhile: what somebody else applied between the two readings looks like drift, or like
  /// what is nobody's, and both are read again then. An apply gives up where that does not end.
  public func plan(
    _ request: PlanRequest, isWriting: Bool, waiting: (UnshownNotice) -> Void = { _ in },
    connect: ConnectTarget
  ) async throws(PlanningFailure) -> Planned {
    for attempt in 1... {
      let planned = try await planOnce(
        request, isWriting: isWriting, waiting: waiting, connect: connect)
      guard let draft = planned.draft, draft.looksTorn else { return planned }
      let backend = states.backend(planned.project.manifest.state)
      let head = try await PlanningFailure.ofState { () async throws(StateError) in
        try await backend.head()
      }
      guard head?.lineage != draft.plan.lineage || (head?.serial ?? 0) != draft.plan.serial else {
        return planned
      }
      guard attempt == Self.mostReadings else { continue }
      guard isWriting else { return planned }
      throw .state(.busy(place: backend.place))
    }
    preconditionFailure("it ends with the last attempt")
  }

  /// How often a state and an account are read that somebody else writes.
  private static let mostReadings = 3

  private func planOnce(
    _ request: PlanRequest, isWriting: Bool, waiting: (UnshownNotice) -> Void,
    connect: ConnectTarget
  ) async throws(PlanningFailure) -> Planned {
    let (project, diagnostics) = project()
    guard !diagnostics.contains(where: { $0.severity == .error }) else {
      return Planned(project: project, diagnostics: diagnostics, draft: nil)
    }
    let backend = states.backend(project.manifest.state)
    let state = try await PlanningFailure.ofState { () async throws(StateError) in
      try await backend.read(of: project.manifest.account, on: project.manifest.target)
    }
    var request = request
    request.options.replace.formUnion(state?.begunListCopies(in: project.manifest) ?? [])
    let people = isWriting ? ReadPeople() : nil
    let (lists, listed) = try await lists(
      of: project.manifest, state, request, backend, keeping: people)
    guard !listed.contains(where: { $0.severity == .error }) else {
      return Planned(
        project: project,
        diagnostics: (diagnostics + listed).sorted(by: Diagnostic.inReadingOrder), draft: nil)
    }
    let (target, found) = try await PlanningFailure.ofTarget { () async throws(TargetFailure) in
      let target = try await connect(project.manifest.target, project.manifest.account)
      return (target, try await target.preflight(project.manifest, isWriting: isWriting))
    }
    // Against another account nothing that follows would mean anything.
    guard !found.contains(where: { $0.severity == .error }) else {
      return Planned(
        project: project,
        diagnostics: (diagnostics + found).sorted(by: Diagnostic.inReadingOrder), draft: nil)
    }
    let (unsettled, recent) = try await underWay(on: target, backend)
    let live = try await PlanningFailure.ofTarget { () async throws(TargetFailure) in
      try await target.observeOwned(project.manifest, state, after: recent, waiting: waiting)
    }
    request.options.isUnsettled = unsettled != nil
    var draft = request.draft(
      of: project, state: state, live: live, lists: lists, now: now,
      warnings: diagnostics + listed + found + [unsettled].compactMap(\.self))
    draft.plan.repeats = try await PlanningFailure.ofState {
      [plan = draft.plan] () async throws(StateError) in
      try await backend.repeated(plan)
    }
    let needs = try await PlanningFailure.ofTarget { [draft] () async throws(TargetFailure) in
      try await target.preflight(draft)
    }
    if !needs.isEmpty {
      draft.plan.diagnostics = (draft.plan.diagnostics + needs)
        .sorted(by: Diagnostic.inReadingOrder)
    }
    return Planned(project: project, diagnostics: diagnostics, draft: draft, people: people)
  }

  /// What the customer lists have beside what is stored of them, and what is wrong with them.
  private func lists(
    of manifest: Manifest, _ state: StoredState?, _ request: PlanRequest,
    _ backend: any StateBackend, keeping people: ReadPeople?
  ) async throws(PlanningFailure) -> (PlanLists, [Diagnostic]) {
    let hasLists =
      manifest.audiences.contains { $0.value.type == .customerList }
      || state?.hasMemberList ?? false
    guard hasLists else { return (PlanLists(), []) }
    let key: ListKey?
    do throws(ListKeyError) { key = try lists.keys.key() } catch { throw .list(.key(error)) }
    let reading = ListReading(manifest: manifest, access: lists, key: key)
    var comparison = try await PlanningFailure.ofState { () async throws(StateError) in
      try await ListComparison(
        reading, state, backend, replacing: request.options.replace,
        reviewed: request.bindings, keeping: people)
    }
    try await comparison.compare()
    return (comparison.lists, comparison.diagnostics)
  }

  /// What an earlier apply may have done, and what may not be shown yet; nothing of it where operations
  /// happen as they are settled.
  private func underWay(
    on target: any AdsTarget, _ backend: any StateBackend
  ) async throws(PlanningFailure) -> (Diagnostic?, RecentEffect?) {
    guard target.delivery.isRemote else { return (nil, nil) }
    return try await PlanningFailure.ofState { () async throws(StateError) in
      (try await backend.unsettledDiagnostic(), try await backend.recentEffect(at: .current))
    }
  }
}

extension PlanningFailure {
  fileprivate static func ofState<Value>(
    _ body: () async throws(StateError) -> Value
  ) async throws(Self) -> Value {
    do { return try await body() } catch { throw .state(error) }
  }

  fileprivate static func ofTarget<Value>(
    _ body: () async throws(TargetFailure) -> Value
  ) async throws(Self) -> Value {
    do { return try await body() } catch { throw .target(error) }
  }
}

extension PlanDraft {
  /// Whether it may come of a state and an account of two moments.
  fileprivate var looksTorn: Bool {
    plan.target.hasAccount && plan.diagnostics.contains { Self.differences.contains($0.code) }
  }

  /// What the account has and the state does not tell of, or the other way round.
  private static let differences: Set<DiagnosticCode> = [
    .accountAlreadyThere, .accountLookAlike, .driftArchived, .driftUnresolved, .driftVanished,
  ]
}

extension StoredState {
  /// Whether a list of people belongs to anything in it.
  fileprivate var hasMemberList: Bool {
    resources.indices.contains {
      resources[$0].kind == .audience && resources[$0].privateValues.memberList != nil
    }
  }
}
