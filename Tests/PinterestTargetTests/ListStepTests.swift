import AdsModel
import Applying
import CustomerLists
import Diagnostics
import Foundation
import ManifestLoading
import ManifestModel
import Outcomes
import PinterestAPI
import PinterestTarget
import Planning
import StateStore
import TestSupport
import Testing

/// Customer lists on an account of the emulator, cut off at every point: in the end who is on the list is
/// who the file has by then.
struct ListStepTests {
  /// What an apply that is cut off is about.
  struct Story: CustomTestStringConvertible, Sendable {
    let testDescription: String
    var first: ClosedRange<Int>?
    let then: ClosedRange<Int>
    /// What the file has when the next apply comes; as before where nothing is written.
    var later: ClosedRange<Int>?
    var sync = "delta"
    var isReplaced = false
  }

  static let stories = [
    Story(testDescription: "creation", then: 1...130),
    Story(testDescription: "creation, then others", then: 1...130, later: 61...190),
    Story(testDescription: "edit", first: 1...130, then: 71...200),
    Story(testDescription: "edit, then back", first: 1...130, then: 71...200, later: 1...130),
    Story(testDescription: "edit, then others", first: 1...130, then: 71...200, later: 40...150),
    Story(testDescription: "anew", first: 1...130, then: 71...200, sync: "replace"),
    Story(testDescription: "replacement", first: 1...130, then: 71...200, isReplaced: true),
  ]

  @Test(arguments: stories)
  func `whenever an apply is killed, the next one makes the list what the file says by then`(
    _ story: Story
  ) async throws {
    let emulator = try ListScene.emulator()
    // The first story is killed everywhere, the others here and there.
    let number = Self.stories.firstIndex { $0.testDescription == story.testDescription } ?? 0
    let stride = EveryFault.isAsked || number == 0 ? 1 : 3
    var kills = 0
    for step in Swift.stride(from: number % stride, to: 80, by: stride) {
      let scene = try ListScene(emulator, sync: story.sync)
      if let first = story.first { #expect(try await scene.apply(first)) }
      let isDone = try await scene.apply(story.then, replacing: story.isReplaced, killedAt: step)
      let last = isDone ? story.then : story.later ?? story.then
      if !isDone {
        kills += 1
        #expect(try await scene.apply(last), "killed at step \(step)")
      }
      #expect(try await scene.plan(last).isEmpty, "killed at step \(step)")
      let lists = try scene.lists
      #expect(
        lists.filter { $0.members > 0 }.map(\.digest) == [ListScene.digest(of: last)],
        "killed at step \(step)")
      #expect(lists.count == 1 || story.isReplaced, "killed at step \(step)")
      #expect(try scene.audienceCount == 1, "killed at step \(step)")
      if isDone { break }
    }
    #expect(kills * stride > 10)
  }

  @Test func `a list is made, filled and targeted in steps, removals first`() async throws {
    let emulator = try ListScene.emulator()
    let scene = try ListScene(emulator)
    #expect(try await scene.apply(1...130))
    #expect(try await scene.apply(71...200))
    let batches = try scene.batches
    #expect(
      batches == [
        "ADD 50", "ADD 50", "ADD 30", "REMOVE 50", "REMOVE 20", "ADD 50", "ADD 20",
      ])
  }

  @Test func `an audience whose list is gone counts as gone`() async throws {
    let emulator = try ListScene.emulator()
    let scene = try ListScene(emulator)
    #expect(try await scene.apply(1...130))
    try scene.dropLists()
    let plan = try await scene.plan(1...130, isRefused: true)
    let found = plan.diagnostics.filter { $0.severity == .error }
    #expect(found.map(\.code) == [.driftVanished])
    #expect(found.map(\.address) == ["audience/customers"])
  }

  @Test func `people are not uploaded to a list of which the state does not know which it is`()
    async throws
  {
    let emulator = try ListScene.emulator()
    let scene = try ListScene(emulator)
    #expect(try await scene.apply(1...130))
    try await scene.forgetList()
    #expect(
      try await scene.refusals(applying: 71...200) == [
        "audience/customers: which list of the ad account it is filled from is not on record; `pinplan audience rebuild customers` makes a new one"
      ])
    #expect(try scene.lists.map(\.digest) == [ListScene.digest(of: 1...130)])
  }

  @Test func `a list that something else fills is made without anybody on it`() async throws {
    let emulator = try ListScene.emulator()
    let scene = try ListScene(emulator, sync: "external", source: false)
    #expect(try await scene.apply(1...1))
    #expect(try scene.lists.map(\.members) == [0])
    #expect(try scene.batches == ["ADD 1", "REMOVE 1"])
    #expect(try await scene.plan(1...1).isEmpty)
  }

  @Test func `an order of people who come and who go is carried out whoever else is there`()
    async throws
  {
    let emulator = try ListScene.emulator()
    let scene = try ListScene(emulator, sync: "external")
    #expect(try await scene.apply(1...130))
    try await scene.change(adding: 131...190, removing: 11...20)
    #expect(
      try scene.lists.map(\.digest) == [ListScene.digest(of: Array(1...10) + Array(21...190))])
    #expect(try await scene.plan(1...1).isEmpty)
  }
}
