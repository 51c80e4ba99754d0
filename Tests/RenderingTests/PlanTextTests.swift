import Documents
import Planning
import Rendering
import TestSupport
import Testing

struct PlanTextTests {
  static let styles: [(name: String, style: TextStyle)] = [
    ("plain", .plain),
    ("80", .terminal(width: 80, color: false)),
    ("120", .terminal(width: 120, color: false)),
    ("color", .terminal(width: 80)),
  ]

  static let plans: [(name: String, plan: Plan)] = [
    ("create-all", Samples.createAll), ("edits", Samples.edits), ("archives", Samples.archives),
    ("pause-and-replace", Samples.pauseAndReplace), ("renames", Samples.renames),
    ("refused", Samples.refused), ("empty", Samples.empty), ("drifted", Samples.drifted),
  ]

  @Test(arguments: plans.indices, styles.indices)
  func `a plan reads as it always did`(_ planIndex: Int, _ styleIndex: Int) throws {
    let (name, plan) = Self.plans[planIndex]
    let (suffix, style) = Self.styles[styleIndex]
    guard suffix != "color" || name == "edits" else { return }
    try expectGolden(PlanTextRenderer(style: style).render(plan), "plan-\(name)-\(suffix).txt")
  }

  @Test(arguments: plans.indices)
  func `a plan that was saved and read reads the same`(_ index: Int) throws {
    let (_, plan) = Self.plans[index]
    let copy = try PlanDocument.decode(PlanDocument.encode(plan))
    let renderer = PlanTextRenderer(style: .terminal(width: 80))
    #expect(renderer.render(copy) == renderer.render(plan))
  }

  @Test func `the order of carrying out does not show`() {
    var plan = Samples.everything
    let shown = PlanTextRenderer(style: .plain).render(plan)
    plan.changes.reverse()
    #expect(PlanTextRenderer(style: .plain).render(plan).count == shown.count)
  }
}
