import AdsModel
import Applying
import Diagnostics
import Foundation
import ManifestLoading
import ManifestModel
import Planning
import StateStore
import TestSupport
import Testing

/// A plan reads the state, then the account, and locks nobody out: what somebody else applies in between is no drift,
/// and nobody's property neither.
struct TornReadingTests {
  /// Somebody who applies one more campaign whenever a plan is about to read the account.
  private actor Other {
    let target = MemoryTarget()
    let states: StateFactory
    private let most: Int
    private(set) var applied = 0

    init(_ states: StateFactory, atMost most: Int) {
      self.states = states
      self.most = most
    }

    func applyOneMore() async throws {
      guard applied < most else { return }
      applied += 1
      let manifest = TornReadingTests.project(campaigns: applied).manifest
      let backend = states.backend(manifest.state)
      let session = try await backend.open(
        as: .current(purpose: "apply", environment: [:], now: ApplyScene.now),
        account: manifest.account, target: manifest.target, now: ApplyScene.now)
      let draft = PlanDraft(
        manifest: manifest, state: try await backend.read(), options: PlanOptions(),
        now: ApplyScene.now)
      let applier = Applier(session: session, target: target, now: ApplyScene.now)
      _ = try await applier.apply(draft.plan, ApplyScene.start(of: draft.plan))
      try await session.close()
    }
  }

  private static func project(campaigns: Int) -> Project {
    let names = (1...campaigns).map { number in
      "  c\(number): { objective: traffic, status: paused, budget: { daily: 5.00 }, schedule: { start: 2099-01-01 } }\n"
    }
    let project = Project.load(
      .memory([
        "pinplan.yaml": """
        version: 1
        account: { name: shop, country: GB, ad_account_id: "549755885175" }
        target: pinterest
        campaigns:
        \(names.joined())
        """
      ]))
    precondition(project.diagnostics.isEmpty, "\(project.diagnostics)")
    return project
  }

  /// What a plan comes to while somebody applies so often.
  private func plan(
    applying most: Int, isWriting: Bool
  ) async throws -> (Result<Planned, PlanningFailure>, applied: Int) {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("pinplan-torn-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let states = StateFactory(
      project: folder.path, file: folder.path + "/.pinplan/state.db", presence: .unlessTraces)
    let workspace = Workspace(states: states, now: ApplyScene.now) { Self.project(campaigns: 9) }
    let other = Other(states, atMost: most)
    let connect: ConnectTarget = { _, _ in
      do { try await other.applyOneMore() } catch { preconditionFailure("\(error)") }
      return other.target
    }
    let result: Result<Planned, PlanningFailure>
    do throws(PlanningFailure) {
      result = .success(
        try await workspace.plan(PlanRequest(), isWriting: isWriting, connect: connect))
    } catch { result = .failure(error) }
    return (result, await other.applied)
  }

  @Test(arguments: [1, 2])
  func `a plan between whose readings somebody applied is made again`(_ times: Int) async throws {
    let (result, applied) = try await plan(applying: times, isWriting: true)
    let plan = try #require(try result.get().plan)
    #expect(!plan.isRefused, "\(plan.diagnostics)")
    #expect(plan.summary.create == 9 - times && plan.summary.unchanged == times)
    #expect(applied == times)
  }

  @Test func `an apply gives up where that does not end, and a plan shows what it saw`()
    async throws
  {
    let (applying, applied) = try await plan(applying: 9, isWriting: true)
    guard case .failure(.state(let error)) = applying else {
      Issue.record("\(applying)")
      return
    }
    #expect(
      error.description
        .hasSuffix(
          "is being written by another process that did not finish in time; try again when it is done"
        ))
    #expect(error.exitCode == 3 && applied == 3)
    let (planning, _) = try await plan(applying: 9, isWriting: false)
    let diagnostics = try #require(try planning.get().plan?.diagnostics)
    #expect(diagnostics.map(\.code).contains(.accountAlreadyThere), "\(diagnostics)")
  }
}
