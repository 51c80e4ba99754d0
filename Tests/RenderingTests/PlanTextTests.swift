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
    ("refused", Samples.refused), ("empty", Samples.empty),
  ]

  @Test(arguments: plans.indices)
  func `a plan reads as it always did`(_ index: Int) throws {
    let (name, plan) = Self.plans[index]
    for (suffix, style) in Self.styles where suffix != "color" || name == "edits" {
      let text = PlanTextRenderer(style: style).render(plan)
      try expectGolden(text, "plan-\(name)-\(suffix).txt")
    }
  }
}
