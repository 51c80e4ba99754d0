import AdsModel
import Applying
import Diagnostics
import ManifestModel
import PinterestAPI
import Planning
import StateStore

extension Workspace {
  /// Plans; none when the project has errors, which `diagnostics` tell.
  ///
  /// Everything is read and nothing is written, not a byte of the state's folder. Against target
  /// pinterest first what is declared is judged, then the account itself, then what it holds, then
  /// what the changes need of it.
  ///
  /// An apply (`isWriting`) needs more rights than a plan. `connect` is only called when the project
  /// is valid; `waiting` hears what the account does not show yet. What is thrown is a `StateError`,
  /// an `APIError`, or what `connect` throws.
  public func plan(
    _ request: PlanRequest, isWriting: Bool, waiting: (UnshownNotice) -> Void = { _ in },
    connect: (Account) async throws -> PinterestAccount
  ) async throws -> Planned {
    let (project, diagnostics) = project()
    func failed(_ more: [Diagnostic]) -> Planned {
      Planned(
        project: project,
        diagnostics: (diagnostics + more).sorted(by: Diagnostic.inReadingOrder), draft: nil)
    }
    guard !diagnostics.contains(where: { $0.severity == .error }) else { return failed([]) }
    let manifest = project.manifest
    let backend = states.backend(manifest.state)
    let state = try await backend.read(of: manifest.account, on: manifest.target)
    guard manifest.target == .pinterest else {
      var draft = request.draft(of: project, state: state, now: now, warnings: diagnostics)
      draft.plan.repeats = try await backend.repeated(draft.plan)
      return Planned(project: project, diagnostics: diagnostics, draft: draft)
    }
    let account = try await connect(manifest.account)
    let found = try await account.checkAccount(manifest, isWriting: isWriting)
    // Against another account nothing that follows would mean anything.
    guard !found.contains(where: { $0.severity == .error }) else { return failed(found) }
    let unsettled = try await backend.unsettledSummary()
    let live = try await account.observe(
      state, of: manifest, after: backend.recentEffect(at: .current), waiting: waiting)
    var request = request
    request.options.isUnsettled = unsettled != nil
    var draft = request.draft(
      of: project, state: state, live: live, now: now,
      warnings: diagnostics + found + [unsettled?.diagnostic].compactMap(\.self))
    draft.plan.repeats = try await backend.repeated(draft.plan)
    draft.plan.diagnostics = try await (draft.plan.diagnostics + account.checkChanges(draft))
      .sorted(by: Diagnostic.inReadingOrder)
    return Planned(project: project, diagnostics: diagnostics, draft: draft)
  }
}
