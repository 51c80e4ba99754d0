import AdsModel
import Applying
import ManifestModel
import Outcomes
import Planning
import StateStore
import TestSupport
import Testing

/// Random projects whose apply is cut off and refused, and run again under the digest of its review.
struct RerunPropertyTests {
  @Test(arguments: UInt64(1)...20)
  func `a digest that was begun goes on with just the rest, and is complete in the end`(
    _ seed: UInt64
  ) async throws {
    var dice = Dice(seed: seed)
    let first = RandomProject(&dice).manifest
    let second = RandomProject(&dice).manifest
    let (scene, target) = (try ApplyScene(), MemoryTarget())
    let begun = try await scene.apply(first, to: { _ in target })
    #expect(begun.isComplete)
    let shared = Set(try scene.resources().map(\.address).filter { $0.kind != .audience })
      .intersection(second.campaigns.map(\.address) + second.ads.map(\.address)).sorted()
    let replace = Set(shared.filter { _ in dice.chance(20) })
    let reviewed = try scene.plan(second, replace: replace)
    guard !reviewed.changes.isEmpty else { return }
    let steps = (0..<3).map { _ in Int.random(in: 0..<30, using: &dice) }
    for (round, step) in steps.enumerated() {
      let killSwitch = KillSwitch(at: step)
      await target.set { target in
        target.step = { killSwitch.step() }
        target.behaviour = { _, _, attempt in round == 1 && attempt == 1 ? .refused : .done }
      }
      let rerun = Rerun(scene, target, second, reviewed, replace, "seed \(seed), round \(round)")
      _ = try? await rerun.run { MortalSession($0, killSwitch) }
    }
    await target.set { target in
      target.step = { true }
      target.behaviour = { _, _, _ in .done }
    }
    let rerun = Rerun(scene, target, second, reviewed, replace, "seed \(seed), at last")
    #expect(try await rerun.run { $0 }?.isComplete ?? true, "seed \(seed)")
    let rest = try #require(try rerun.rest())
    #expect(rest.isComplete, "seed \(seed)")
    #expect(try await rerun.run { $0 } == nil, "seed \(seed): nothing is left")
    #expect(await target.mismatches(try scene.resources()) == [], "seed \(seed)")
    #expect(await target.violations == [], "seed \(seed)")
    #expect(try scene.plan(second).isEmpty, "seed \(seed)")
  }
}

/// One run of a merge job.
private struct Rerun {
  let scene: ApplyScene
  let target: MemoryTarget
  let manifest: Manifest
  let reviewed: Plan
  let replace: Set<Address>
  let label: String

  init(
    _ scene: ApplyScene, _ target: MemoryTarget, _ manifest: Manifest, _ reviewed: Plan,
    _ replace: Set<Address>, _ label: String
  ) {
    self.scene = scene
    self.target = target
    self.manifest = manifest
    self.reviewed = reviewed
    self.replace = replace
    self.label = label
  }

  func rest() throws -> BegunRest? {
    try scene.backend.begun(reviewed.digest()).flatMap(BegunRest.init)
  }

  /// Returns none when nothing was left.
  func run(_ wrap: (any StateSession) -> any StateSession) async throws -> ApplyResult? {
    let session = wrap(try scene.open(manifest))
    let result = await Result.awaiting { () async throws in try await run(in: session) }
    try? await session.close()
    return try result.get()
  }

  private func run(in session: any StateSession) async throws -> ApplyResult? {
    var applier = Applier(session: session, target: target, now: ApplyScene.now)
    applier.sleep = { _ in }
    _ = try await applier.settleEarlierApply()
    var rest = try rest()
    let fresh = try scene.plan(manifest, replace: rest?.replacing(replace) ?? replace)
    if let begun = rest, fresh.digest() == begun.digest { rest = nil }
    if let rest {
      let differences = rest.differences(
        from: fresh, configurationDigest: "", now: ApplyScene.now)
      #expect(differences == [], "\(label)")
      // The saved plan comes to the same.
      let left = rest.rest(of: reviewed, in: session.state, now: ApplyScene.now)
      #expect(left.moved == [], "\(label)")
      #expect(left.plan.staleness(in: session.state, now: ApplyScene.now) == [], "\(label)")
      #expect(
        Set(left.plan.changes.map { $0.digest() }) == Set(fresh.changes.map { $0.digest() }),
        "\(label)")
    } else {
      #expect(fresh.digest() == reviewed.digest(), "\(label)")
    }
    guard !fresh.isEmpty else { return nil }
    var start = ApplyStart(
      author: Author(user: "ana", host: "runner", toolVersion: "0"),
      planDigest: reviewed.digest(), configurationDigest: "", summary: fresh.summary)
    start.review = fresh.review(
      in: session.state, continuing: rest, fresh.digests().changes)
    return try await applier.apply(fresh, start)
  }
}
