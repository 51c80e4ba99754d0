import Foundation
import TestSupport
import Testing

/// Commands right after an apply, against an account whose lists are behind.
struct LateReadingTests {
  private let emulator: EmulatorProcess

  init() throws {
    emulator = try EmulatorProcess(
      BuiltPinplan.folder.appendingPathComponent("pinterest-emulator"),
      options: ["--now", "2026-11-22T10:00:00Z"])
    try emulator.ask(
      "POST", "faults",
      #"{"kind": "visible_late", "match": {"category": "ads_write"}, "times": "always", "after_ms": 2500}"#
    )
  }

  private func write(bid: String, status: String, to folder: URL) throws {
    try """
    version: 1
    account: { name: northwind-uk, country: GB, currency: GBP, ad_account_id: "549755885175" }
    target: pinterest
    campaigns:
      sofas:
        objective: traffic
        status: \(status)
        schedule: { start: 2026-12-01, end: 2026-12-31 }
        budget: { daily: 25.00 }
        ad_groups:
          uk:
            bid: \(bid)
            targeting: { locations: [GB] }
            ads: { hero: { pin: "813744226420795884" } }
    """.write(
      to: folder.appendingPathComponent("pinplan.yaml"), atomically: true, encoding: .utf8)
  }

  private func run(
    _ command: String, in folder: URL, with variables: [String: String] = [:]
  ) throws -> (output: String, status: Int32) {
    let answer = try BuiltPinplan.run(
      "pinplan \(command) --now 2026-11-22T10:00:00Z", in: folder,
      with: emulator.environment.merging(variables) { $1 })
    let seconds = try Regex("up to [0-9]+ s")
    return (answer.unwrapped.replacing(seconds, with: "up to N s"), answer.status)
  }

  private func waitForRest() throws {
    while try emulator.ask("GET", "pending").contains(#""at_rest":false"#) { usleep(50_000) }
  }

  @Test func `what is created and not shown yet is not gone`() throws {
    try withTemporaryFolder { folder in
      try write(bid: "0.35", status: "active", to: folder)
      #expect(try run("apply --auto-approve", in: folder).status == 0)
      let plan = try run("plan --detailed-exitcode", in: folder)
      #expect(plan.status == 0)
      #expect(
        plan.output.hasPrefix(
          """
          campaign/sofas was written a short while ago, and Pinterest does not show it yet: reading \
          again for up to N s.
          northwind-uk (GBP), target pinterest, compared with state serial 6

          No changes. 3 resources are as declared.
          """))
    }
  }

  @Test func `what is changed and shown as before is not drift, and nothing is pulled back`() throws
  {
    try withTemporaryFolder { folder in
      try write(bid: "0.35", status: "active", to: folder)
      #expect(try run("apply --auto-approve", in: folder).status == 0)
      try waitForRest()
      try write(bid: "0.40", status: "paused", to: folder)
      #expect(try run("apply --auto-approve", in: folder).status == 0)
      let file = folder.appendingPathComponent("pinplan.yaml")
      let declared = try String(contentsOf: file, encoding: .utf8)
      let pull = try run("pull", in: folder)
      #expect(pull.status == 0)
      #expect(
        pull.output.hasPrefix(
          """
          campaign/sofas and 1 more were written a short while ago, and Pinterest does not show it \
          yet: reading again for up to N s.
          """))
      #expect(try String(contentsOf: file, encoding: .utf8) == declared)
    }
  }

  @Test func `what somebody changes right after an apply is drift at once`() throws {
    try withTemporaryFolder { folder in
      try write(bid: "0.35", status: "active", to: folder)
      #expect(try run("apply --auto-approve", in: folder).status == 0)
      try waitForRest()
      try emulator.ask(
        "PATCH", "entities/ad_groups/2680060704746", #"{"bid_in_micro_currency": 500000}"#)
      let drift = try run("drift", in: folder)
      #expect(drift.status == 2)
      #expect(drift.output.hasPrefix("northwind-uk (GBP), the account compared"))
      #expect(drift.output.contains("bid  0.35 -> 0.50 GBP"))
    }
  }

  /// Archives the campaign of the project's only key, with lists that show it long after.
  private func archiveUnseen(in folder: URL) throws {
    try write(bid: "0.35", status: "active", to: folder)
    #expect(try run("apply --auto-approve", in: folder).status == 0)
    try waitForRest()
    try emulator.ask("DELETE", "faults")
    try emulator.ask(
      "POST", "faults",
      #"{"kind": "visible_late", "match": {"operation": "campaigns/update"}, "after_ms": 50000}"#)
    let file = folder.appendingPathComponent("pinplan.yaml")
    let declared = try String(contentsOf: file, encoding: .utf8)
    let head = try #require(declared.range(of: "campaigns:")).lowerBound
    try declared[..<head].write(to: file, atomically: true, encoding: .utf8)
    #expect(try run("apply --auto-approve --allow-empty", in: folder).status == 0)
    try declared.write(to: file, atomically: true, encoding: .utf8)
  }

  private func expectUnseen() throws {
    let pending = try emulator.ask("GET", "pending")
    #expect(pending.contains("campaigns/update"), "the account shows it by now: \(pending)")
  }

  @Test func `what was just archived and is listed still does not stand in the way of another`()
    throws
  {
    try withTemporaryFolder { folder in
      try archiveUnseen(in: folder)
      let plan = try run("plan --detailed-exitcode --out saved.json", in: folder)
      #expect(plan.status == 2, "\(plan.output)")
      #expect(!plan.output.contains("626735565838"), "\(plan.output)")
      let apply = try run("apply saved.json", in: folder)
      #expect(apply.status == 0, "\(apply.output)")
      let after = try run("plan --detailed-exitcode", in: folder)
      #expect(after.status == 0, "\(after.output)")
      #expect(!after.output.contains("account."), "\(after.output)")
      try expectUnseen()
    }
  }

  @Test func `what was just archived and is listed still is not taken over nor archived again`()
    throws
  {
    try withTemporaryFolder { folder in
      try archiveUnseen(in: folder)
      let retire = try run("retire 626735565838 --auto-approve", in: folder)
      #expect(retire.output == "Campaign 626735565838 \"sofas\" is archived already.\n")
      let dump = try run("import --dry-run --only 'campaign/*'", in: folder)
      #expect(dump.status == 1, "\(dump.output)")
      #expect(dump.output.hasPrefix("error: --only campaign/*: "), "\(dump.output)")
      try expectUnseen()
    }
  }

  @Test func `an apply that was uncertain does not take what it archived for a copy`() throws {
    try withTemporaryFolder { folder in
      try archiveUnseen(in: folder)
      try emulator.ask(
        "POST", "faults",
        #"{"kind": "close_after_commit", "match": {"operation": "campaigns/create"}}"#)
      let apply = try run("apply --auto-approve", in: folder)
      #expect(apply.status == 0, "\(apply.output)")
      #expect(!apply.output.contains("account."), "\(apply.output)")
      try expectUnseen()
    }
  }

  @Test func `what was just archived is not taken for a creation whose answer was lost`() throws {
    try withTemporaryFolder { folder in
      func declare(_ keywords: String) throws {
        try write(bid: "0.35", status: "active", to: folder)
        let file = folder.appendingPathComponent("pinplan.yaml")
        let text = try String(contentsOf: file, encoding: .utf8)
        try text.replacing("ads:", with: "keywords: [\(keywords)]\n        ads:")
          .write(to: file, atomically: true, encoding: .utf8)
      }
      try emulator.ask("DELETE", "faults")
      try declare("velvet sofa")
      #expect(try run("apply --auto-approve", in: folder).status == 0)
      try emulator.ask(
        "POST", "faults",
        #"{"kind": "visible_late", "match": {"operation": "keywords/update"}, "after_ms": 50000}"#)
      try declare("")
      #expect(try run("apply --auto-approve", in: folder).status == 0)
      try declare("velvet sofa")
      try emulator.ask(
        "POST", "faults",
        #"{"kind": "close_before_commit", "match": {"operation": "keywords/create"}}"#)
      let apply = try run(
        "apply --auto-approve", in: folder,
        with: ["PINPLAN_REQUEST_TIMEOUT": "2", "PINPLAN_SETTLING_TIME": "1"])
      #expect(apply.status == 0, "\(apply.output)")
      let pending = try emulator.ask("GET", "pending")
      #expect(pending.contains("keywords/update"), "the account shows it by now: \(pending)")
      let stored = try run("state show 'keyword/sofas/uk/broad/velvet sofa'", in: folder)
      #expect(!stored.output.contains("2886364308355"), "\(stored.output)")
      #expect(stored.status == 0)
      try emulator.ask("DELETE", "faults")
      #expect(try run("plan --detailed-exitcode", in: folder).status == 0)
    }
  }
}
