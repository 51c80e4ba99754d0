import AdsModel
import ManifestLoading
import ManifestModel
import Outcomes
import Planning
import StateStore
import TestSupport
import Testing

@testable import Applying

/// An account that carries out late what it was sent, by a clock that nobody really waits for.
struct LateTests {
  private static let text = """
    version: 1
    account: { name: n, country: GB }
    campaigns:
      spring:
        objective: traffic
        ad_groups:
          men:
            budget: { daily: 25.00 }
            bid: 0.35
            targeting: { locations: [GB] }
            ads: { hero: { pin: "1" }, twin: { pin: "1" } }

    """
  private static let manifest = Project.load(.memory(["pinplan.yaml": text])).manifest

  private func apply(
    _ scene: ApplyScene, _ target: MemoryTarget, prepare: (inout Applier) -> Void = { _ in }
  ) async throws -> ApplyResult {
    try await scene.apply(
      Self.manifest,
      prepare: { applier in
        applier.sleep = { try await target.machine.sleep($0) }
        applier.machineTime = { target.machine.now() }
        prepare(&applier)
      }, to: { _ in target })
  }

  /// The operation of a kind that is lost the first time.
  private func lose(
    _ kind: ResourceKind, _ behaviour: MemoryTarget.Behaviour = .lostLate, late: Duration,
    in target: MemoryTarget
  ) async {
    await target.set { target in
      target.behaviour = { address, _, attempt in
        address.kind == kind && attempt == 1 ? behaviour : .done
      }
      target.lateness = { _ in late }
    }
  }

  private func expectOneOfEach(_ target: MemoryTarget) async {
    await target.carryOutLate(all: true)
    #expect(await target.entities.count == 4)
  }

  @Test(arguments: [ResourceKind.campaign, .adGroup, .ad], [0, 700, 2600, 30_000, 69_999])
  func `what comes while it can take effect is never created again`(
    _ kind: ResourceKind, _ late: Int
  ) async throws {
    let (scene, target) = (try ApplyScene(), MemoryTarget())
    await lose(kind, late: .milliseconds(late), in: target)
    let result = try await apply(scene, target)
    #expect(result.isComplete)
    #expect(result.hadUncertainty)
    await expectOneOfEach(target)
    #expect(target.machine.elapsed <= .milliseconds(late) + .seconds(42))
  }

  @Test func `nothing is absent before the whole time has passed, and a second look`() async throws
  {
    let (scene, target) = (try ApplyScene(), MemoryTarget())
    await lose(.campaign, .lostBefore, late: .zero, in: target)
    var notices: [SettlingNotice] = []
    let result = try await apply(scene, target) { applier in
      applier.settling = { notices.append($0) }
    }
    #expect(result.isComplete)
    #expect(target.machine.elapsed == .seconds(74))
    #expect(
      notices.first
        == SettlingNotice(addresses: [.campaign("spring")], wait: .seconds(74), isRepeated: false))
    #expect(notices.map(\.isRepeated).filter { !$0 }.count == 1)
    await expectOneOfEach(target)
  }

  @Test func `an apply that meets no doubt says so`() async throws {
    let (scene, target) = (try ApplyScene(), MemoryTarget())
    #expect(try await apply(scene, target).hadUncertainty == false)
    #expect(target.machine.elapsed == .zero)
  }

  /// Sends one request of a kind that is carried out later, and ends without settling it.
  private func cutOff(
    _ kind: ResourceKind, late: Duration, _ scene: ApplyScene, _ target: MemoryTarget
  ) async throws {
    await lose(kind, late: late, in: target)
    await target.set { $0.stop = { $0 < 3 ? "killed" : nil } }
    let first = try await apply(scene, target)
    #expect(first.stopReason == "killed")
    await target.set { $0.stop = { _ in nil } }
  }

  @Test(arguments: [0, 900, 2600, 69_999])
  func `the next run waits for what the last one sent`(_ late: Int) async throws {
    let (scene, target) = (try ApplyScene(), MemoryTarget())
    try await cutOff(.campaign, late: .milliseconds(late), scene, target)
    #expect(try await apply(scene, target).isComplete)
    await expectOneOfEach(target)
  }

  @Test func `a later run does not wait for what can no longer come`() async throws {
    let (scene, target) = (try ApplyScene(), MemoryTarget())
    try await cutOff(.campaign, late: .seconds(500), scene, target)
    target.machine.advance(.seconds(72))
    await target.set { $0.lateness = { _ in .seconds(9999) } }
    let before = target.machine.elapsed
    #expect(try await apply(scene, target).isComplete)
    // But it looks twice.
    #expect(target.machine.elapsed - before == .seconds(2))
  }

  @Test func `a clock that was set does not shorten the wait`() async throws {
    for shift in [Duration.seconds(86_400), .seconds(-86_400)] {
      let (scene, target) = (try ApplyScene(), MemoryTarget())
      try await cutOff(.campaign, late: .seconds(69), scene, target)
      target.machine.setWall(by: shift)
      #expect(try await apply(scene, target).isComplete)
      await expectOneOfEach(target)
    }
  }

  @Test func `a machine that was started anew waits just as long`() async throws {
    for shift in [Duration.zero, .seconds(86_400), .seconds(-86_400)] {
      let (scene, target) = (try ApplyScene(), MemoryTarget())
      try await cutOff(.campaign, late: .seconds(69), scene, target)
      target.machine.advance(.seconds(5))
      target.machine.restart()
      target.machine.setWall(by: shift)
      #expect(try await apply(scene, target).isComplete)
      await expectOneOfEach(target)
      #expect(target.machine.elapsed <= .seconds(5 + 74))
    }
  }

  @Test func `a request that a limit held back for minutes can take effect until later`()
    async throws
  {
    let (scene, target) = (try ApplyScene(), MemoryTarget())
    await target.set { target in
      target.hold = { kind in if kind == .campaign { target.machine.advance(.seconds(290)) } }
    }
    try await cutOff(.campaign, late: .seconds(69), scene, target)
    let deadline = try #require(try scene.open(Self.manifest).unsettled.first?.deadline)
    #expect(deadline.remaining(at: target.machine.now()) == target.timing.span)
    await target.set { $0.hold = { _ in } }
    #expect(try await apply(scene, target).isComplete)
    await expectOneOfEach(target)
  }

  @Test func `what is sent soon after its intent needs no second record`() async throws {
    var writes: [Int] = []
    for hold in [Duration.zero, .seconds(2), .milliseconds(2001)] {
      let (scene, target) = (try ApplyScene(), MemoryTarget())
      await target.set { target in target.hold = { _ in target.machine.advance(hold) } }
      let count = KillSwitch(at: nil)
      let result = try await scene.apply(
        Self.manifest, wrap: { MortalSession($0, count) },
        prepare: { $0.machineTime = { target.machine.now() } }, to: { _ in target })
      #expect(result.isComplete)
      #expect(result.serial == 6)
      writes.append(count.stepCount / 2)
    }
    #expect(writes == [6, 6, 9])
  }

  @Test func `a run whose lock was freed while a limit held it back sends nothing`() async throws {
    let (scene, target) = (try ApplyScene(), MemoryTarget())
    let backend = scene.backend
    await target.set { target in
      target.hold = { _ in
        target.machine.advance(.seconds(290))
        _ = try? backend.unlock(.anybody)
      }
    }
    let result = try await apply(scene, target)
    #expect(await target.requests.isEmpty)
    #expect(result.stopReason?.contains("was taken away while it was held") == true)
    #expect(result.failed.isEmpty)
    #expect(try scene.backend.unsettledCount() == 1)
  }

  @Test func `a signal ends the wait, and what is open stays open`() async throws {
    let (scene, target) = (try ApplyScene(), MemoryTarget())
    await lose(.adGroup, late: .seconds(69), in: target)
    for run in 1...2 {
      let (stream, continuation) = AsyncStream<String>.makeStream()
      target.machine.whenSleeping { time in
        guard time > .seconds(1) else { return }
        continuation.yield("interrupted by SIGTERM")
        // Nothing but the signal ends this; whoever waited for it would wait for good.
        try await Task.sleep(for: .seconds(3600))
      }
      let result = try await apply(scene, target) { $0.interruption = stream }
      #expect(!result.isComplete)
      #expect(try scene.backend.unsettledCount() == 1)
      let words =
        run == 1
        ? "no answer; whether it happened is not known: apply again, which finds out before it does "
          + "anything else"
        : "it can still take effect, and waiting for that was interrupted by SIGTERM"
      #expect(result.failed.map(\.error) == [words])
    }
    target.machine.whenSleeping { _ in }
    #expect(try await apply(scene, target).isComplete)
    await expectOneOfEach(target)
  }

  @Test func `what was found before a signal is kept`() async throws {
    let (scene, target) = (try ApplyScene(), MemoryTarget())
    await target.set { target in
      target.behaviour = { address, _, attempt in
        guard address.kind == .ad, attempt == 1 else { return .done }
        return address.key == "hero" ? .lostAfter : .lostBefore
      }
      target.lateness = { _ in .seconds(69) }
    }
    let (stream, continuation) = AsyncStream<String>.makeStream()
    target.machine.whenSleeping { _ in
      continuation.yield("interrupted by SIGINT")
      try await Task.sleep(for: .seconds(60))
    }
    let result = try await apply(scene, target) { $0.interruption = stream }
    #expect(result.applied.count == 3)
    #expect(result.failed.count == 1)
    #expect(result.stopReason == "interrupted by SIGINT")
    #expect(try scene.backend.unsettledCount() == 1)
  }

  @Test func `what a version without deadlines left is waited for from then on`() async throws {
    let (scene, target) = (try ApplyScene(), MemoryTarget())
    let session = try scene.open(Self.manifest)
    let plan = try scene.plan(Self.manifest)
    var start = ApplyScene.start(of: plan)
    start.marks = [:]
    try await session.begin(start, now: ApplyScene.now)
    try await session.record(
      settled: [],
      intending: [
        IntendedOperation(
          sequence: 0, kind: .create, address: .campaign("spring"), id: nil,
          fieldsJSON: Array("{}".utf8), outcomeJSON: Array("null".utf8))
      ], nextLocalID: 1, now: ApplyScene.now)
    try await session.close()
    let next = try scene.open(Self.manifest)
    var applier = Applier(session: next, target: target, now: ApplyScene.now)
    applier.sleep = { try await target.machine.sleep($0) }
    applier.machineTime = { target.machine.now() }
    let earlier = try await applier.settleEarlierApply()
    #expect(earlier.absentCount == 1)
    #expect(target.machine.elapsed == .seconds(74))
    try await next.close()
  }
}
