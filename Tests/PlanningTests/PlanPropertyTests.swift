import AdsModel
import Documents
import ManifestLoading
import ManifestModel
import Planning
import TestSupport
import Testing

/// What holds for every pair of projects; a few hundred random ones stand for all.
struct PlanPropertyTests {
  static let now = Instant(secondsSince1970: 1_795_341_600)
  static let later = Instant(secondsSince1970: 1_795_341_600 + 5 * 86_400)
  static let seeds = Array(UInt64(1)...150)

  static func draft(_ manifest: Manifest, _ state: StoredState?, now: Instant) -> PlanDraft {
    PlanDraft(manifest: manifest, state: state, options: PlanOptions(), now: now)
  }

  static func applied(_ manifest: Manifest, to state: StoredState?, now: Instant) -> StoredState {
    let plan = draft(manifest, state, now: now).plan
    let empty = StoredState(lineage: "test", account: manifest.account, target: .local)
    return (state ?? empty).applying(plan)
  }

  @Test func `the random projects can be read and differ`() {
    var dice = Dice(seed: 7)
    var seen: Set<String> = []
    for _ in Self.seeds {
      let project = RandomProject(&dice)
      let loaded = Project.load(.memory(project.files()))
      #expect(loaded.diagnostics == [])
      seen.insert(project.blocks.joined())
    }
    #expect(seen.count > 140)
  }

  @Test(arguments: seeds)
  func `apply then plan is empty, from nothing and from another project`(_ seed: UInt64) {
    var dice = Dice(seed: seed)
    let (first, second) = (RandomProject(&dice).manifest, RandomProject(&dice).manifest)
    let state = Self.applied(first, to: nil, now: Self.now)
    #expect(Self.draft(first, state, now: Self.now).plan.isEmpty)
    #expect(Self.draft(first, state, now: Self.later).plan.isEmpty)
    let next = Self.applied(second, to: state, now: Self.later)
    #expect(Self.draft(second, next, now: Self.later).plan.isEmpty)
    let live = next.resources.filter { $0.status != .archived }
    #expect(Set(live.map(\.id)).count == live.count)
  }

  @Test(arguments: seeds)
  func `equal inputs give equal bytes`(_ seed: UInt64) {
    var dice = Dice(seed: seed)
    let (first, second) = (RandomProject(&dice).manifest, RandomProject(&dice).manifest)
    let state = Self.applied(first, to: nil, now: Self.now)
    let plans = [0, 1].map { _ in Self.draft(second, state, now: Self.later).plan }
    #expect(PlanDocument.encode(plans[0]) == PlanDocument.encode(plans[1]))
    var shuffled = state
    shuffled.resources.shuffle(using: &dice)
    let same = Self.draft(second, shuffled, now: Self.later).plan
    #expect(PlanDocument.encode(same) == PlanDocument.encode(plans[0]))
  }

  @Test(arguments: seeds)
  func `a plan does not depend on which file comes first`(_ seed: UInt64) {
    var dice = Dice(seed: seed)
    let first = RandomProject(&dice)
    let second = RandomProject(&dice)
    let state = Self.applied(first.manifest, to: nil, now: Self.now)
    let order = second.blocks.indices.shuffled(using: &dice)
    let other = Project.load(.memory(second.files(order: order))).manifest
    let plan = Self.draft(second.manifest, state, now: Self.later).plan
    let reordered = Self.draft(other, state, now: Self.later).plan
    #expect(Self.essence(plan) == Self.essence(reordered))
    #expect(plan.summary == reordered.summary)
    #expect(plan.spendBefore == reordered.spendBefore)
    #expect(plan.spendAfter == reordered.spendAfter)
    #expect(plan.expiresAt == reordered.expiresAt)
  }

  /// A plan's changes without their order and their places in files.
  private static func essence(_ plan: Plan) -> Set<Change> {
    Set(
      plan.changes.map { change in
        var change = change
        change.source = nil
        return change
      })
  }

  @Test(arguments: seeds)
  func `every stored resource is kept, changed or archived, and each is counted once`(
    _ seed: UInt64
  ) {
    var dice = Dice(seed: seed)
    let (first, second) = (RandomProject(&dice).manifest, RandomProject(&dice).manifest)
    let state = Self.applied(first, to: nil, now: Self.now)
    let plan = Self.draft(second, state, now: Self.later).plan
    let summary = plan.summary
    let stored = state.resources.count { $0.status != .archived }
    #expect(stored == summary.unchanged + summary.update + summary.replace + summary.archive)
    #expect(summary.changes == plan.changes.count)
    #expect(Set(plan.changes.map(\.address)).count == plan.changes.count)
    let next = state.applying(plan).resources.count { $0.status != .archived }
    #expect(next == summary.unchanged + summary.update + summary.replace + summary.create)
  }

  @Test(arguments: seeds)
  func `what lowers spend comes first, parents come before children, what raises it last`(
    _ seed: UInt64
  ) {
    var dice = Dice(seed: seed)
    let (first, second) = (RandomProject(&dice).manifest, RandomProject(&dice).manifest)
    let state = Self.applied(first, to: nil, now: Self.now)
    let changes = Self.draft(second, state, now: Self.later).plan.changes
    var created: Set<Address> = []
    var hasCreated = false
    for change in changes {
      if change.action == .create {
        hasCreated = true
        if let parent = change.address.parent, changes.contains(where: { $0.address == parent }) {
          #expect(
            created.contains(parent) || changes.first { $0.address == parent }?.action == .update)
        }
        created.insert(change.address)
      } else if change.action == .archive, change.address.kind != .audience {
        #expect(!hasCreated, "\(change.address) is archived after something was created")
      } else if change[.status]?.after == .text("paused") {
        #expect(!hasCreated, "\(change.address) is paused after something was created")
      } else if change[.status]?.after == .text("active") {
        #expect(!changes.drop { $0 != change }.contains { $0.action == .create })
      }
    }
  }
}
