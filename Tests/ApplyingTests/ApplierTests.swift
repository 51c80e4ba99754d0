import AdsModel
import Diagnostics
import ManifestLoading
import ManifestModel
import Outcomes
import Planning
import StateStore
import TestSupport
import Testing

@testable import Applying

/// What an apply says and records when things go wrong.
struct ApplierTests {
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
            ads: { hero: { pin: "1" } }
          women:
            budget: { daily: 25.00 }
            bid: 0.35
            targeting: { locations: [GB] }
            ads: { hero: { pin: "1" } }

    """
  private static let manifest = Project.load(.memory(["pinplan.yaml": text])).manifest

  private func apply(
    _ scene: ApplyScene, _ target: MemoryTarget, prepare: (inout Applier) -> Void = { _ in }
  ) async throws -> ApplyResult {
    try await scene.apply(Self.manifest, prepare: prepare, to: { _ in target })
  }

  private func words(_ steps: [ApplyResult.Step]) -> [String] {
    steps.map { step in
      let place = step.source.map { " (\($0.file):\($0.line))" } ?? ""
      return "\(step.address): \(step.error ?? "")\(place)"
    }
  }

  @Test func `a refusal stops what depends on it, and nothing else`() async throws {
    let (scene, target) = (try ApplyScene(), MemoryTarget())
    await target.set { target in
      target.behaviour = { address, _, _ in
        address.description == "ad_group/spring/men" ? .refused : .done
      }
    }
    let result = try await apply(scene, target)
    #expect(
      result.applied.map(\.address.description) == [
        "campaign/spring", "ad_group/spring/women", "ad/spring/women/hero",
      ])
    #expect(words(result.failed) == ["ad_group/spring/men: no (pinplan.yaml:7)"])
    #expect(
      words(result.notTried) == [
        "ad/spring/men/hero: because of ad_group/spring/men: no (pinplan.yaml:11)"
      ])
    #expect(result.stopReason == nil)
    #expect(!result.isComplete)
    #expect(try scene.backend.applies().map(\.outcome) == [.stopped("no")])
    await target.set { $0.behaviour = { _, _, _ in .done } }
    let next = try await apply(scene, target)
    #expect(next.applied.count == 2)
    #expect(next.isComplete)
  }

  @Test func `two refused changes of like names are told apart`() async throws {
    let (scene, target) = (try ApplyScene(), MemoryTarget())
    await target.set { $0.behaviour = { address, _, _ in address.kind == .ad ? .refused : .done } }
    let result = try await apply(scene, target)
    #expect(result.failed.count == 2)
    #expect(result.notTried.isEmpty)
  }

  @Test func `a lost answer is found out in the same run`() async throws {
    let (scene, target) = (try ApplyScene(), MemoryTarget())
    await target.set { target in
      target.behaviour = { address, _, attempt in
        guard attempt == 1 else { return .done }
        return address.kind == .adGroup ? .lostAfter : address.kind == .ad ? .lostBefore : .done
      }
    }
    let result = try await apply(scene, target)
    #expect(result.isComplete)
    #expect(result.hadUncertainty)
    #expect(await target.entities.count == 5)
    // The ad groups are seen at once; the ads are looked for until they cannot come any more.
    let looks = LookSchedule.waits(until: target.timing.span, apart: .seconds(2)).count + 1
    #expect(await target.lookCount == 1 + looks)
  }

  @Test func `what cannot be told is said, never sent again, and asked again by the next run`()
    async throws
  {
    let (scene, target) = (try ApplyScene(), MemoryTarget())
    await target.set { target in
      target.behaviour = { address, _, _ in address.kind == .campaign ? .lostAfter : .done }
      target.blindness = { _ in .cannotTell("two campaigns are named spring: 1 and 2") }
    }
    let first = try await apply(scene, target)
    #expect(
      words(first.failed) == [
        "campaign/spring: two campaigns are named spring: 1 and 2 (pinplan.yaml:4)"
      ])
    #expect(first.notTried.count == 4)
    #expect(try scene.backend.unsettledCount() == 1)
    let second = try await apply(scene, target)
    #expect(words(second.failed) == ["campaign/spring: two campaigns are named spring: 1 and 2"])
    #expect(await target.requests.count == 1)
    await target.set { $0.blindness = { _ in nil } }
    #expect(try await apply(scene, target).isComplete)
    #expect(await target.entities.count == 5)
  }

  @Test func `when looking fails, the next run looks`() async throws {
    let (scene, target) = (try ApplyScene(), MemoryTarget())
    await target.set { target in
      target.behaviour = { address, _, _ in address.kind == .campaign ? .lostAfter : .done }
      target.blindness = { _ in .failed("the account does not answer") }
    }
    let first = try await apply(scene, target)
    #expect(
      words(first.failed) == ["campaign/spring: the account does not answer (pinplan.yaml:4)"])
    await target.set { $0.blindness = { _ in nil } }
    #expect(try await apply(scene, target).isComplete)
    #expect(await target.entities.count == 5)
  }

  @Test func `a stop ends the sending with its words`() async throws {
    let (scene, target) = (try ApplyScene(), MemoryTarget())
    await target.set { target in
      target.behaviour = { address, _, _ in address.kind == .adGroup ? .lostBefore : .done }
      target.stop = { $0 == 1 ? "the access token is no longer valid" : nil }
    }
    let result = try await apply(scene, target)
    #expect(result.stopReason == "the access token is no longer valid")
    let findsOut =
      "whether it happened is not known: apply again, which finds out before it does anything else"
    #expect(
      words(result.failed) == [
        "ad_group/spring/men: no answer; \(findsOut) (pinplan.yaml:7)",
        "ad_group/spring/women: no answer; \(findsOut) (pinplan.yaml:12)",
      ])
    #expect(
      words(result.notTried) == [
        "ad/spring/men/hero: the access token is no longer valid (pinplan.yaml:11)",
        "ad/spring/women/hero: the access token is no longer valid (pinplan.yaml:16)",
      ])
  }

  @Test func `an interruption settles what is on its way and sends nothing more`() async throws {
    let (scene, target) = (try ApplyScene(), MemoryTarget())
    let (stream, continuation) = AsyncStream<String>.makeStream()
    await target.set { target in
      target.behaviour = { address, _, _ in
        if address.kind == .adGroup { continuation.yield("interrupted by SIGTERM") }
        return .done
      }
      // The signal is there before the answer is.
      target.delay = { kind in
        if kind == .adGroup { try? await Task.sleep(for: .milliseconds(200)) }
      }
    }
    let result = try await apply(scene, target) { $0.interruption = stream }
    #expect(result.applied.count == 3)
    #expect(result.stopReason == "interrupted by SIGTERM")
    #expect(result.notTried.count == 2)
    #expect(try scene.backend.unsettledCount() == 0)
  }

  @Test func `a target that cannot be asked for its newest ids leaves everything as it was`()
    async throws
  {
    let (scene, target) = (try ApplyScene(), MemoryTarget())
    await target.set {
      $0.markFailure = TargetFailure(
        .pinterestFailed, "the account does not answer")
    }
    let result = try await apply(scene, target)
    #expect(result.stopReason == "the account does not answer")
    #expect(result.notTried.count == 5)
    #expect(try scene.backend.applies().isEmpty)
    #expect(await target.requests.isEmpty)
  }

  @Test func `events name the request, and the time that a rate limit took`() async throws {
    let (scene, target) = (try ApplyScene(), MemoryTarget())
    var sequence = EventSequence()
    var events: [ApplyEvent] = []
    _ = try await apply(scene, target) { applier in
      applier.progress = { events += sequence.events(of: $0) }
    }
    let done = events.filter { $0.phase == .done }
    #expect(
      done.map(\.requestID) == ["request-0", "request-1", "request-1", "request-2", "request-2"])
    #expect(done.map(\.waited) == [0, 1, 1, 2, 2])
    #expect(events.filter { $0.phase == .intent }.allSatisfy { $0.requestID == nil })
  }
}
