import AdsModel
import Applying
import Foundation
import ManifestModel
import Outcomes
import Planning
import StateStore
import TestSupport
import Testing

/// Random projects, applied to an account that refuses, loses answers and outlives the process:
/// in the end everything is as after undisturbed applies, nothing twice and nothing lost.
struct FaultTests {
  @Test(arguments: UInt64(1)...(EveryFault.isAsked ? 300 : 30))
  func `whatever is answered at first, running again leads to the same account`(
    _ seed: UInt64
  ) async throws {
    let story = Story(seed)
    let calm = try await story.undisturbed()
    let (scene, target) = (try ApplyScene(), MemoryTarget())
    let ids = try await story.begin(scene, target)
    let percent = seed.isMultiple(of: 3) ? 60 : 15
    for round in 0..<3 {
      await target.set { target in
        target.behaviour = { address, kind, attempt in
          let isCalm = round == 2
          var dice = Dice(seed: seed &+ hash("\(address) \(kind) \(attempt)"))
          guard !isCalm, dice.chance(percent) else { return .done }
          return dice.pick(MemoryTarget.Behaviour.allCases) ?? .done
        }
        target.lateness = { address in
          var dice = Dice(seed: seed &+ hash("late \(address)"))
          return .milliseconds(Int.random(in: 0..<70_000, using: &dice))
        }
      }
      let result = try await story.goOn(scene, target, from: ids)
      if round == 2 { #expect(result.isComplete, "\(result.failed) \(result.notTried)") }
    }
    try await story.expect(calm, scene, target)
  }

  @Test(arguments: UInt64(1)...(EveryFault.isAsked ? 40 : 4))
  func `killed between any two steps, the next run does only the rest`(
    _ seed: UInt64
  ) async throws {
    let story = Story(seed)
    let calm = try await story.undisturbed()
    // The first story is killed everywhere, the others here and there.
    let stride = EveryFault.isAsked || seed == 1 ? 1 : 5
    var step = stride == 1 ? 0 : Int(seed % 5)
    while true {
      let (scene, target) = (try ApplyScene(), MemoryTarget())
      let ids = try await story.begin(scene, target)
      let killSwitch = KillSwitch(at: step)
      await target.set { target in
        target.step = { killSwitch.step() }
        target.arrivesAfterDeath = !seed.isMultiple(of: 2)
        target.lateness = { .milliseconds(hash("\($0) \(seed)") % 70_000) }
      }
      _ = try? await story.goOn(scene, target, from: ids) { MortalSession($0, killSwitch) }
      await target.set { $0.step = { true } }
      let result = try await story.goOn(scene, target, from: ids)
      #expect(result.isComplete, "step \(step): \(result.failed) \(result.notTried)")
      try await story.expect(calm, scene, target, "step \(step)")
      guard killSwitch.isDead else { return }
      step += stride
    }
  }

  @Test(arguments: UInt64(1)...(EveryFault.isAsked ? 40 : 3))
  func `killed again while what the first kill left is settled`(_ seed: UInt64) async throws {
    let story = Story(seed)
    let calm = try await story.undisturbed()
    for step in stride(from: 0, to: 12, by: EveryFault.isAsked ? 1 : 3) {
      let (scene, target) = (try ApplyScene(), MemoryTarget())
      let ids = try await story.begin(scene, target)
      for kill in [5 + step, step] {
        let killSwitch = KillSwitch(at: kill)
        await target.set { target in
          target.step = { killSwitch.step() }
          target.arrivesAfterDeath = true
          target.lateness = { .milliseconds(hash("\($0) \(step)") % 70_000) }
        }
        _ = try? await story.goOn(scene, target, from: ids) { MortalSession($0, killSwitch) }
      }
      await target.set { $0.step = { true } }
      #expect(try await story.goOn(scene, target, from: ids).isComplete)
      try await story.expect(calm, scene, target, "step \(step)")
    }
  }

  private func hash(_ text: String) -> UInt64 {
    text.utf8.reduce(14_695_981_039_346_656_037) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
  }
}

/// A project that is applied, and then another one with replacements, in which things go wrong.
private struct Story {
  let first: Manifest
  let second: Manifest
  private let replace: Set<Address>

  init(_ seed: UInt64) {
    var dice = Dice(seed: seed)
    let first = RandomProject(&dice).manifest
    let second = RandomProject(&dice).manifest
    func addresses(_ manifest: Manifest) -> [Address] {
      PlanDraft(manifest: manifest, state: nil, options: PlanOptions(), now: ApplyScene.now)
        .plan.changes.map(\.address)
    }
    let shared = Set(addresses(first)).intersection(addresses(second)).sorted()
    replace = Set(shared.filter { $0.kind != .audience && dice.chance(15) })
    self.first = first
    self.second = second
  }

  /// Applies the first project and returns the ids that it got.
  func begin(_ scene: ApplyScene, _ target: MemoryTarget) async throws -> [Address: String] {
    let result = try await scene.apply(first, to: { _ in target })
    #expect(result.isComplete)
    return Dictionary(uniqueKeysWithValues: try scene.resources().map { ($0.address, $0.id) })
  }

  /// Goes on with the second project, and asks for what is not replaced yet.
  ///
  /// What a replacement left half done goes on by itself.
  func goOn(
    _ scene: ApplyScene, _ target: MemoryTarget, from ids: [Address: String],
    wrap: (any StateSession) -> any StateSession = { $0 }
  ) async throws -> ApplyResult {
    try await scene.apply(
      second,
      replace: { state in
        let untouched = state.resources.filter { $0.id == ids[$0.address] }.map(\.address)
        return replace.intersection(untouched)
      }, wrap: wrap,
      prepare: { applier in
        applier.sleep = { try await target.machine.sleep($0) }
        applier.machineTime = { target.machine.now() }
      }, to: { _ in target })
  }

  struct Ending {
    let contents: [String: Int]
    let resources: [StoredResource]
  }

  func undisturbed() async throws -> Ending {
    let (scene, target) = (try ApplyScene(), MemoryTarget())
    let ids = try await begin(scene, target)
    #expect(try await goOn(scene, target, from: ids).isComplete)
    try await expectAgreement(scene, target)
    return Ending(contents: await target.contents, resources: try withoutIDs(scene))
  }

  func expect(
    _ calm: Ending, _ scene: ApplyScene, _ target: MemoryTarget, _ where: String = ""
  ) async throws {
    let comment = Comment(rawValue: `where`)
    // Whatever is on its way has arrived by then.
    await target.carryOutLate(all: true)
    #expect(try withoutIDs(scene) == calm.resources, comment)
    let contents = await target.contents
    let tooMany = contents.filter { calm.contents[$0.key, default: 0] < $0.value }
    let tooFew = calm.contents.filter { contents[$0.key, default: 0] < $0.value }
    #expect(tooMany.isEmpty, comment)
    #expect(tooFew.isEmpty, comment)
    try await expectAgreement(scene, target, comment)
  }

  private func expectAgreement(
    _ scene: ApplyScene, _ target: MemoryTarget, _ comment: Comment = ""
  ) async throws {
    let mismatches = await target.mismatches(try scene.resources())
    #expect(mismatches.isEmpty, comment)
    let violations = await target.violations
    #expect(violations.isEmpty, comment)
    #expect(try scene.plan(second).isEmpty, comment)
  }

  private func withoutIDs(_ scene: ApplyScene) throws -> [StoredResource] {
    try scene.resources().map { resource in
      var resource = resource
      resource.id = ""
      return resource
    }
  }
}
