import AdsModel
import Applying
import Outcomes
import Planning
import StateStore
import TestSupport
import Testing

/// Operations of several steps, cut off at every point and carried on: nothing is done twice, nothing
/// is left out, whatever keeps the state.
struct SteppedApplyTests {
  private static func text(
    _ audiences: String = "  buyers: { type: visitor, tag: \"1\" }\n", moved: String = ""
  ) -> String {
    let group =
      audiences.contains("buyers:") ? ", audiences: { include: [buyers] }" : ""
    return """
      version: 1
      account: { name: n, country: GB }
      \(moved)
      audiences:
        clients: { type: visitor, tag: "2" }
      \(audiences)
      campaigns:
        spring:
          objective: traffic
          budget: { daily: 25.00 }
          ad_groups:
            women:
              bid: 0.35
              targeting: { locations: [GB]\(group) }
      """
  }

  private static let buyers = Address.audience("buyers")

  /// A project before a change and after it.
  struct Story: CustomTestStringConvertible, Sendable {
    let testDescription: String
    var before: String?
    var after = SteppedApplyTests.text()
    var replace: Set<Address> = []
  }

  static let stories = [
    Story(testDescription: "creation"),
    Story(
      testDescription: "update", before: text(),
      after: text("  buyers: { type: visitor, tag: \"1\", name: Buyers }\n")),
    Story(testDescription: "removal", before: text(), after: text("")),
    Story(testDescription: "replacement", before: text(), replace: [buyers]),
  ]

  struct Case: CustomTestStringConvertible, Sendable {
    let kind: SteppedScene.Kind
    let story: Story
    var testDescription: String { "\(story.testDescription) on \(kind)" }
  }

  static let cases = SteppedScene.Kind.allCases.flatMap { kind in
    stories.map { Case(kind: kind, story: $0) }
  }

  /// A scene in which the story's change is the next thing to be applied.
  private static func scene(_ one: Case) async throws -> SteppedScene {
    var scene = try SteppedScene(one.kind)
    if let before = one.story.before {
      #expect(try await scene.prepare(before).isComplete)
    }
    return scene
  }

  private static func outcome(_ scene: SteppedScene) async throws -> [String] {
    let state = try await scene.backend.read()
    #expect(await scene.target.violations == [])
    #expect(await scene.target.mismatches(state) == [])
    #expect(state?.unfinished == [])
    #expect(try await scene.backend.unsettledCount() == 0)
    return await scene.target.contents
  }

  /// What an undisturbed apply leaves, and how many requests it took.
  private static func undisturbed(
    _ one: Case
  ) async throws -> (contents: [String], requests: [String]) {
    let scene = try await scene(one)
    let before = await scene.target.log.count
    #expect(try await scene.apply(one.story.after, replace: one.story.replace).isComplete)
    return (try await outcome(scene), Array(await scene.target.log[before...]))
  }

  @Test(arguments: SteppedScene.Kind.allCases)
  func `each step is a request of its own, and what needs the result waits for the last one`(
    _ kind: SteppedScene.Kind
  ) async throws {
    let (_, requests) = try await Self.undisturbed(Case(kind: kind, story: Self.stories[0]))
    let ofBuyers = requests.filter { $0.contains("buyers") || $0.contains("women") }
    #expect(
      ofBuyers == [
        "audience/buyers: list", "audience/buyers: upload 1", "audience/buyers: upload 2",
        "audience/buyers: audience", "ad_group/spring/women: create",
      ])
  }

  @Test(arguments: cases)
  func `a kill at any point is carried on from there`(_ one: Case) async throws {
    let (contents, requests) = try await Self.undisturbed(one)
    for step in EveryFault.steps(below: 80) {
      let scene = try await Self.scene(one)
      let before = await scene.target.log.count
      let killSwitch = KillSwitch(at: step)
      await scene.target.set { target in
        target.step = { killSwitch.step() }
        target.arrivesAfterDeath = step.isMultiple(of: 2)
      }
      _ = try? await scene.apply(
        one.story.after, replace: one.story.replace, wrap: { MortalSession($0, killSwitch) })
      await scene.target.set { $0.step = { true } }
      guard killSwitch.isDead else { return }
      let result = try await scene.apply(one.story.after, replace: one.story.replace)
      #expect(result.isComplete, "killed at step \(step)")
      #expect(try await Self.outcome(scene) == contents, "killed at step \(step)")
      // The request that was on its way may have come to nothing, and is sent once more.
      let sent = await scene.target.log[before...]
      #expect(sent.count <= requests.count + 1, "killed at step \(step): \(sent)")
      #expect(try await scene.plan(one.story.after).isEmpty, "killed at step \(step)")
    }
    Issue.record("80 steps are not enough")
  }

  @Test(arguments: cases)
  func `an answer that is lost is found out, and the step is done once`(_ one: Case) async throws {
    let (contents, requests) = try await Self.undisturbed(one)
    for number in requests.indices {
      for fault in [SteppedTarget.Fault.lostBefore, .lostAfter, .lostLate] {
        let scene = try await Self.scene(one)
        let before = await scene.target.log.count
        await scene.target.set { target in
          target.fault = { $0 == before + number ? fault : nil }
        }
        let result = try await scene.apply(one.story.after, replace: one.story.replace)
        #expect(result.isComplete, "\(fault) at \(requests[number])")
        #expect(try await Self.outcome(scene) == contents, "\(fault) at \(requests[number])")
        let sent = await scene.target.log.count - before
        #expect(sent == requests.count + (fault == .lostBefore ? 1 : 0))
      }
    }
  }

  @Test(arguments: cases)
  func `a step that is refused leaves what was done, and the next apply goes on`(
    _ one: Case
  ) async throws {
    let (contents, requests) = try await Self.undisturbed(one)
    for number in requests.indices {
      for fault in [SteppedTarget.Fault.refused, .notSent] {
        let scene = try await Self.scene(one)
        let before = await scene.target.log.count
        await scene.target.set { target in
          target.fault = { $0 == before + number ? fault : nil }
        }
        let result = try await scene.apply(one.story.after, replace: one.story.replace)
        #expect(!result.isComplete)
        #expect(try await scene.backend.unsettledCount() == 0)
        let next = try await scene.apply(one.story.after, replace: one.story.replace)
        #expect(next.isComplete, "\(fault) at \(requests[number])")
        #expect(try await Self.outcome(scene) == contents, "\(fault) at \(requests[number])")
        #expect(await scene.target.lookCount == 0)
        // What was there to do beside it may be in other batches then.
        let ofBuyers = await scene.target.log[before...].filter { $0.contains("buyers") }
        #expect(
          ofBuyers.count <= requests.filter { $0.contains("buyers") }.count + 1,
          "\(fault) at \(requests[number])")
      }
    }
  }

  // MARK: - Between two steps

  /// A scene in which the account would take no more after the list of the audience was made.
  private static func stoppedAfterList(_ kind: SteppedScene.Kind) async throws -> SteppedScene {
    let scene = try SteppedScene(kind)
    await scene.target.set { target in
      target.stop = { _ in "the account is closed" }
    }
    let result = try await scene.apply(text())
    #expect(!result.isComplete)
    let words = result.notTried.first { $0.address == buyers }?.error
    #expect(
      words
        == "stopped after its step list: the account is closed; apply again, which goes on from there"
    )
    await scene.target.set { $0.stop = { _ in nil } }
    let state = try #require(try await scene.backend.read())
    // Two requests were under way.
    #expect(state.unfinished.map(\.address) == [buyers, .audience("clients")])
    #expect(state.unfinished.map(\.step) == ["list", "list"])
    #expect(try await scene.backend.unsettledCount() == 0)
    return scene
  }

  @Test(arguments: SteppedScene.Kind.allCases)
  func `a plan says from where it goes on, and not what is remembered`(
    _ kind: SteppedScene.Kind
  ) async throws {
    let scene = try await Self.stoppedAfterList(kind)
    let plan = try await scene.plan(Self.text())
    let change = try #require(plan.changes.first { $0.address == Self.buyers })
    #expect(change.action == .create)
    #expect(
      change.notes.last
        == "an earlier apply was stopped after its step list, and this one goes on from there")
    let list = try #require(await scene.target.lists.first { $0.value.name == "buyers" }).key
    #expect(!"\(plan)".contains(list))
    #expect(try await scene.apply(Self.text()).isComplete)
    #expect(
      await scene.target.lists.values.filter { $0.name == "buyers" }.map(\.parts) == [[1, 2]])
    #expect(try await Self.outcome(scene).count == 4)
  }

  @Test(arguments: SteppedScene.Kind.allCases)
  func `what is no longer declared is given up`(_ kind: SteppedScene.Kind) async throws {
    let scene = try await Self.stoppedAfterList(kind)
    let plan = try await scene.plan(Self.text(""))
    let change = try #require(plan.changes.first { $0.address == Self.buyers })
    #expect(change.action == .archive)
    #expect(
      change.notes == [
        "an earlier apply was stopped after its step list; what was made of it is given up"
      ])
    #expect(try await scene.apply(Self.text("")).isComplete)
    #expect(await scene.target.log.contains("audience/buyers: archive"))
    #expect(try await scene.plan(Self.text("")).isEmpty)
    #expect(try await scene.backend.read()?.unfinished == [])
  }

  @Test(arguments: SteppedScene.Kind.allCases)
  func `a key that is renamed meanwhile takes it along`(_ kind: SteppedScene.Kind) async throws {
    let scene = try await Self.stoppedAfterList(kind)
    let renamed = Self.text(
      "  clienteles: { type: visitor, tag: \"1\" }\n",
      moved: "moved: [{ from: audience/buyers, to: audience/clienteles }]")
    #expect(try await scene.apply(renamed).isComplete)
    #expect(await scene.target.lists.count == 2)
    #expect(await scene.target.violations == [])
    #expect(try await scene.plan(renamed).isEmpty)
    #expect(try await scene.backend.read()?.unfinished == [])
  }
}
