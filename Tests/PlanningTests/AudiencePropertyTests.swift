import AdsModel
import ManifestLoading
import ManifestModel
import Planning
import TestSupport
import Testing

/// What holds for every pair of projects with audiences of all types that are made from each other.
struct AudiencePropertyTests {
  private static let seeds = Array(UInt64(1)...200)

  private static func manifest(_ dice: inout Dice) -> Manifest {
    let project = Project.load(.memory(RandomAudiences(&dice).files))
    #expect(project.diagnostics == [])
    return project.manifest
  }

  @Test(arguments: seeds)
  func `apply then plan is empty, and nothing comes before what it needs`(_ seed: UInt64) {
    var dice = Dice(seed: seed)
    let (first, second) = (Self.manifest(&dice), Self.manifest(&dice))
    let now = PlanPropertyTests.now
    var state: StoredState?
    for manifest in [first, second] {
      let plan = PlanPropertyTests.draft(manifest, state, now: now).plan
      Self.expectOrder(plan)
      state = PlanPropertyTests.applied(manifest, to: state, now: now)
      #expect(PlanPropertyTests.draft(manifest, state, now: now).plan.isEmpty, "seed \(seed)")
    }
  }

  private static func expectOrder(_ plan: Plan) {
    let creations = Set(plan.changes.filter { $0.action == .create }.map(\.address))
    var made: Set<Address> = []
    for change in plan.changes {
      if change.action == .create {
        let needed = change.references + [change.address.parent].compactMap(\.self)
        #expect(needed.filter { creations.contains($0) && !made.contains($0) } == [])
      }
      made.insert(change.address)
    }
    #expect(made.count == plan.changes.count)
  }
}
