import AdsModel
import Applying
import Diagnostics
import ManifestLoading
import ManifestModel
import Outcomes
import Planning
import StateStore
import Testing

/// What every target promises: the same scenarios against each of them.
public struct TargetContract {
  /// A target on the account that belongs to a scene, as a new run finds it.
  public typealias MakeTarget = (any StateSession) async throws -> any AdsTarget

  private let head: String
  private let target: MakeTarget

  /// - Parameters:
  ///   - head: The text of `pinplan.yaml` without a campaign; its account has no resources yet.
  ///   - target: Connects to that account.
  public init(
    head: String = "version: 1\naccount: { name: n, country: GB }\n",
    target: @escaping MakeTarget
  ) {
    self.head = head
    self.target = target
  }

  /// The Pins that the scenarios promote; the account has them.
  public static let pins = ["813744226420795884", "813744226420795885"]

  private func manifest(_ campaigns: String) throws -> Manifest {
    let project = Project.load(.memory(["pinplan.yaml": head, "campaigns/a.yaml": campaigns]))
    try #require(project.diagnostics.isEmpty, "\(project.diagnostics.map(\.message))")
    return project.manifest
  }

  private static func campaign(
    _ key: String, bid: String = "0.35", women: Bool = true, status: String = "active",
    name: String = "UK men"
  ) -> String {
    let group = [
      "budget: { daily: 25.00 }", "bid: \(bid)", "targeting: { locations: [GB] }",
      "keywords: [velvet sofa, { text: corner sofa, match: exact }]",
      "ads: { hero: { pin: \"\(pins[0])\" }, second: { pin: \"\(pins[1])\", name: Second } }",
    ].map { "        \($0)\n" }.joined()
    return "campaigns:\n  \(key):\n    objective: traffic\n    status: \(status)\n    ad_groups:\n"
      + (women ? "      women:\n" + group : "") + "      men:\n        name: \(name)\n" + group
  }

  /// Applies a project, and demands that nothing is left to do.
  private func apply(
    _ text: String, _ scene: ApplyScene, replace: Set<Address> = []
  ) async throws {
    let manifest = try manifest(text)
    let result = try await scene.apply(manifest, replace: { _ in replace }, to: target)
    #expect(result.isComplete, "\(result.stopReason ?? "") \(result.failed)")
    #expect(try scene.plan(manifest).isEmpty)
  }

  /// Creates, changes, takes out and replaces; after each the plan is empty.
  public func lives() async throws {
    let scene = try ApplyScene()
    try await apply(Self.campaign("spring"), scene)
    let first = try scene.resources()
    #expect(first.count == 11)
    #expect(Set(first.map { "\($0.address.kind) \($0.id)" }).count == first.count)
    #expect(first.allSatisfy { !$0.id.isEmpty })
    try await apply(Self.campaign("spring", bid: "0.40", name: "Men of the UK"), scene)
    #expect(try scene.resources().map(\.id) == first.map(\.id))
    try await apply(Self.campaign("spring", women: false), scene)
    #expect(try scene.resources().count == 6)
    let men = Address.adGroup("spring", "men")
    try await apply(Self.campaign("spring", women: false), scene, replace: [men])
    let replaced = try scene.resources()
    for resource in replaced {
      let isNew = resource.address.kind != .campaign
      #expect(first.contains { $0.id == resource.id } != isNew, "\(resource.address)")
      #expect(resource.replaces == nil)
    }
    try await apply(Self.campaign("spring", women: false, status: "paused"), scene)
  }

  /// What was applied is observed and nothing else, and the account has what a next plan needs.
  ///
  /// A target without an account beside the state has nothing to observe.
  public func observesWhatIsStored() async throws {
    let scene = try ApplyScene()
    let text = Self.campaign("observed")
    try await apply(text, scene)
    let manifest = try manifest(text)
    let session = try scene.open(manifest)
    let target = try await target(session)
    let state = session.state
    try await session.close()
    let found = try await target.preflight(manifest, isWriting: true)
    #expect(found.isEmpty, "\(found.map(\.message))")
    let live = try await target.observe(.owned(manifest, state))
    #expect((live != nil) == target.delivery.isRemote)
    let draft = PlanDraft(
      manifest: manifest, state: state, live: live, options: PlanOptions(), now: ApplyScene.now)
    #expect(draft.plan.isEmpty && draft.plan.refreshes.isEmpty)
    let needs = try await target.preflight(draft)
    #expect(needs.isEmpty, "\(needs.map(\.message))")
    for scope in [ObservedScope.owned(manifest, state), .everything(manifest, state)] {
      guard let live = try await target.observe(scope) else { continue }
      // Audiences are made elsewhere.
      let observed = Set(live.resources.keys.filter { $0.kind != .audience })
      #expect(observed == Set(state.resources.map { LiveAccount.Key($0.address.kind, $0.id) }))
    }
    guard let campaigns = try await target.observe(.campaigns) else { return }
    #expect(campaigns.resources.values.map(\.fields.label) == ["observed"])
  }

  /// What is journalled and was never sent is found not to have happened, and done then.
  public func settlesWhatWasNeverSent() async throws {
    let scene = try ApplyScene()
    let manifest = try manifest(Self.campaign("cut-off"))
    try await cutOff(scene, manifest, sending: false)
    let session = try scene.open(manifest)
    let applier = Applier(
      session: session, target: try await target(session), now: ApplyScene.now)
    let found = try await applier.settleEarlierApply()
    #expect(found.absentCount > 0)
    #expect(found.count == found.absentCount)
    try await session.close()
    #expect(try scene.resources().isEmpty)
    try await apply(Self.campaign("cut-off"), scene)
  }

  /// What a remote target did and nobody recorded is found, and not done again.
  public func adoptsWhatHappened() async throws {
    let scene = try ApplyScene()
    let manifest = try manifest(Self.campaign("adopted"))
    let id = try await cutOff(scene, manifest, sending: true)
    let session = try scene.open(manifest)
    let applier = Applier(
      session: session, target: try await target(session), now: ApplyScene.now)
    let found = try await applier.settleEarlierApply()
    #expect(found.happenedCount == 1)
    #expect(found.count == 1)
    try await session.close()
    #expect(try scene.resources().map(\.id) == [id])
    try await apply(Self.campaign("adopted"), scene)
    #expect(try scene.resources().first { $0.address.kind == .campaign }?.id == id)
  }

  /// Journals the first operation of a plan and ends like a process that is killed then.
  @discardableResult
  private func cutOff(
    _ scene: ApplyScene, _ manifest: Manifest, sending: Bool
  ) async throws -> String? {
    let session = try scene.open(manifest)
    let plan = try scene.plan(manifest)
    let target = try await target(session)
    let killed = KilledTarget(target, sends: sending)
    let applier = Applier(session: session, target: killed, now: ApplyScene.now)
    _ = try await applier.apply(plan, ApplyScene.start(of: plan))
    try await session.close()
    return await killed.id
  }
}
