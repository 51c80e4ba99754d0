import AdsModel
import Applying
import Diagnostics
import ManifestModel
import Planning
import StateStore

/// Looks at the account once more where a plan alone cannot be trusted.
extension CommonOptions {
  /// Campaigns that appeared under the names of those that a plan creates, a sentence each: other
  /// checkouts of the project create them too.
  func appeared(since plan: Plan, _ state: StoredState?) async throws -> [String] {
    let created = plan.changes.creatingCampaigns
    guard !created.isEmpty,
      !plan.overrides.contains(where: { $0.code == .accountAlreadyThere }),
      let live = try await connect(plan.target, plan.account).observe(.campaigns)
    else { return [] }
    let archived = try await backend.recentEffect(at: .current)?.archived ?? []
    let (names, owned) = (Set(created.map(\.name)), OwnedIDs(state?.resources ?? []))
    return live.leavingOut(archived).resources.values.sorted {
      ($0.id.count, $0.id) < ($1.id.count, $1.id)
    }
    .compactMap { campaign in
      guard let name = campaign.fields.label, names.contains(name),
        owned[.campaign, campaign.id] == nil
      else { return nil }
      return "campaign \(campaign.id) \(quoted(name)) is on Pinterest by now, and nobody's"
    }
  }

  /// What applies plans under the lock, and knows what was archived a short while ago.
  func applier(
    _ session: any StateSession, _ target: any AdsTarget
  ) async throws -> Applier {
    var applier = Applier(session: session, target: target, now: time)
    if target.delivery.isRemote {
      applier.archived = try await backend.recentEffect(at: .current)?.archived ?? []
    }
    return applier
  }

  /// What is there twice after an apply that could not be certain of everything.
  func lookAlikes(after plan: Plan) async -> [Diagnostic] {
    let (project, _) = workspace.project()
    do {
      let backend = try backend
      guard let state = try await backend.read() else { return [] }
      let recent = try await backend.recentEffect(at: .current)
      guard
        let live = try await connect(plan.target, plan.account)
          .observe(.owned(project.manifest, state))?.leavingOut(recent?.archived ?? [])
      else { return [] }
      let found = Strangers(live, manifest: project.manifest, state: state).diagnostics
      guard let override = plan.overrides.first(where: { $0.code == .accountLookAlike }) else {
        return found
      }
      return found.map { $0.overridden(override.reason) }
    } catch {
      console.say(
        "warning: whether anything is on Pinterest twice could not be looked for: \(error); `pinplan plan` looks again"
      )
      return []
    }
  }
}
