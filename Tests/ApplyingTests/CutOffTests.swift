import AdsModel
import ManifestLoading
import ManifestModel
import Outcomes
import Planning
import StateStore
import TestSupport
import Testing

@testable import Applying

/// Applies of every kind, at every level, that are killed at each step and then settled.
struct CutOffTests {
  /// A project before a change and after it.
  struct Story: CustomTestStringConvertible, Sendable {
    let testDescription: String
    var before = Story.text()
    var after = Story.text()
    var replace: Set<Address> = []

    static func text(
      campaigns: String? = nil, campaign: String = "", adGroup: String = "", bid: String = "0.35",
      keywords: String = "[sofa, lamp]", ad: String = "", other: String = ""
    ) -> String {
      let declared = """
          spring:
            objective: traffic
            budget: { daily: 25.00 }
        \(campaign)
            ad_groups:
              women:
                bid: \(bid)
                targeting: { locations: [GB] }
        \(adGroup)
                keywords: \(keywords)
                ads: { hero: { pin: "1"\(ad) }\(other) }
              men:
                bid: 0.40
                targeting: { locations: [GB] }
                ads: { film: { pin: "2" } }

        """
      return """
        version: 1
        account: { name: n, country: GB }
        campaigns:
          autumn: { objective: traffic }
        \(campaigns ?? declared)
        """
    }
  }

  static let women = Address.adGroup("spring", "women")
  static let stories = [
    Story(testDescription: "creation of a campaign", before: Story.text(campaigns: "")),
    Story(testDescription: "creation of an ad", after: Story.text(other: ", more: { pin: \"3\" }")),
    Story(testDescription: "update of a campaign", after: Story.text(campaign: "    name: S")),
    Story(testDescription: "update of an ad group", after: Story.text(bid: "0.45")),
    Story(testDescription: "update of an ad", after: Story.text(ad: ", name: H")),
    Story(testDescription: "removal of a campaign", after: Story.text(campaigns: "")),
    Story(
      testDescription: "archived campaign",
      after: Story.text(campaign: "    status: archived")
    ),
    Story(
      testDescription: "archiving of an ad group",
      after: Story.text(adGroup: "        status: archived")),
    Story(testDescription: "removal of a keyword", after: Story.text(keywords: "[sofa]")),
    Story(testDescription: "archiving of an ad", after: Story.text(ad: ", status: archived")),
    Story(testDescription: "replacement of a campaign", replace: [.campaign("spring")]),
    Story(testDescription: "replacement of an ad group", replace: [women]),
    Story(testDescription: "replacement of an ad", replace: [.ad(in: women, "hero")]),
  ]

  private static func manifest(_ text: String) -> Manifest {
    let project = Project.load(.memory(["pinplan.yaml": text]))
    precondition(project.diagnostics.isEmpty, "\(project.diagnostics)")
    return project.manifest
  }

  /// What is stored and live, without ids, which tell how often something was made.
  private static func outcome(
    _ scene: ApplyScene, _ target: MemoryTarget
  ) async throws -> (stored: [StoredResource], live: [String: Int]) {
    let stored = try scene.resources().map { resource in
      var resource = resource
      resource.id = ""
      return resource
    }
    #expect(await target.mismatches(try scene.resources()) == [])
    #expect(await target.violations == [])
    return (stored, await target.contents)
  }

  /// Waits by a clock that nobody waits for.
  private static func wait(in target: MemoryTarget, _ applier: inout Applier) {
    applier.sleep = { try await target.machine.sleep($0) }
    applier.machineTime = { target.machine.now() }
  }

  /// Applies the beginning whole, then the change until it is killed at a step.
  private static func cutOff(
    _ story: Story, at step: Int
  ) async throws -> (scene: ApplyScene, target: MemoryTarget, isDead: Bool) {
    let (scene, target) = (try ApplyScene(), MemoryTarget())
    _ = try await scene.apply(manifest(story.before), to: { _ in target })
    let killSwitch = KillSwitch(at: step)
    await target.set { target in
      target.step = { killSwitch.step() }
      target.arrivesAfterDeath = step.isMultiple(of: 2)
    }
    _ = try? await scene.apply(
      manifest(story.after), replace: { _ in story.replace },
      wrap: { MortalSession($0, killSwitch) }, prepare: { wait(in: target, &$0) },
      to: { _ in target })
    await target.set { $0.step = { true } }
    return (scene, target, killSwitch.isDead)
  }

  @Test(arguments: stories)
  func `the same command again leaves what an undisturbed apply does`(_ story: Story) async throws {
    let (scene, target, _) = try await Self.cutOff(story, at: 10_000)
    let undisturbed = try await Self.outcome(scene, target)
    for step in EveryFault.steps(below: 60) {
      let (scene, target, isDead) = try await Self.cutOff(story, at: step)
      guard isDead else { return }
      _ = try await scene.apply(
        Self.manifest(story.after),
        replace: { state in
          // Nothing tells one replacement that is over from one that was never begun.
          Set(story.replace.filter { address in Self.isBegun(address, in: state) })
        }, prepare: { Self.wait(in: target, &$0) }, to: { _ in target })
      let again = try await Self.outcome(scene, target)
      guard !Self.isUntouched(again.live, story) else { continue }
      #expect(again.stored == undisturbed.stored, "killed at step \(step)")
      #expect(again.live == undisturbed.live, "killed at step \(step)")
      #expect(try scene.plan(Self.manifest(story.after)).isEmpty, "killed at step \(step)")
    }
    Issue.record("60 steps are not enough")
  }

  private static func isBegun(_ address: Address, in state: StoredState) -> Bool {
    state.resources.contains { $0.address == address && $0.replaces != nil }
  }

  /// Whether a replacement was killed before anything was sent.
  private static func isUntouched(_ live: [String: Int], _ story: Story) -> Bool {
    !story.replace.isEmpty && live.keys.allSatisfy { !$0.contains("archived") }
  }

  @Test(arguments: stories)
  func `putting the project back after a kill leaves no orphans`(_ story: Story)
    async throws
  {
    for step in EveryFault.steps(below: 60) {
      let (scene, target, isDead) = try await Self.cutOff(story, at: step)
      guard isDead else { return }
      let before = Self.manifest(story.before)
      let result = try await scene.apply(
        before, prepare: { Self.wait(in: target, &$0) }, to: { _ in target })
      #expect(result.isComplete, "killed at step \(step)")
      _ = try await Self.outcome(scene, target)
      #expect(try scene.plan(before).isEmpty, "killed at step \(step)")
      let stored = Set(
        try scene.resources().filter { $0.status != .archived }.map(\.address))
      #expect(stored == Self.declared(before), "killed at step \(step)")
    }
    Issue.record("60 steps are not enough")
  }

  private static func declared(_ manifest: Manifest) -> Set<Address> {
    Set(
      manifest.campaigns.map(\.address) + manifest.adGroups.map(\.address)
        + manifest.keywords.map(\.address) + manifest.ads.map(\.address))
  }
}
