import Foundation
import TestSupport
import Testing

/// Where `apply --events` may write.
struct EventPlaceTests {
  private func inQuickstart(_ body: (URL) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let copy = folder.appendingPathComponent("project")
      try FileManager.default.copyItem(
        at: Repository.root.appendingPathComponent("examples/quickstart"), to: copy)
      try body(copy)
    }
  }

  @Test func `events go to a descriptor`() throws {
    try inQuickstart { folder in
      let answer = try BuiltPinplan.run(
        "pinplan apply --auto-approve --events fd:3 3>e.ndjson >/dev/null && wc -l <e.ndjson",
        in: folder)
      #expect(answer.status == 0, "\(answer.output)")
      let text = try String(contentsOf: folder.appendingPathComponent("e.ndjson"), encoding: .utf8)
      #expect(text.hasSuffix("}\n"))
    }
  }

  @Test func `events never write over the plan or the state`() throws {
    try inQuickstart { folder in
      _ = try BuiltPinplan.run("pinplan plan --out p.plan", in: folder)
      let plan = try BuiltPinplan.run("pinplan apply p.plan --events ./p.plan", in: folder)
      #expect(
        plan.unwrapped
          == "error: --events ./p.plan would write over the plan that is applied; name another file\n"
      )
      let state = try BuiltPinplan.run(
        "mkdir -p .pinplan && pinplan apply --auto-approve --events .pinplan/state.db", in: folder)
      #expect(
        state.unwrapped
          == "error: --events .pinplan/state.db would write over the state; name another file\n"
      )
      #expect(state.status == 64)
    }
  }
}
