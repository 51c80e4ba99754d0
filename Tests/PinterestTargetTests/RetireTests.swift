import Foundation
import TestSupport
import Testing

/// `pinplan retire`, killed while its request is under way.
struct RetireTests {
  private static let campaign = "626735565838"

  private static let project = [
    "pinplan.yaml": """
    version: 1
    account: { name: n, country: GB, ad_account_id: "549755885175" }
    target: pinterest

    """,
    "campaigns/a.yaml": """
    campaigns:
      a: { objective: traffic, budget: { daily: 25.00 }, schedule: { start: 2026-12-01 } }

    """,
  ]

  @Test(arguments: [true, false])
  func `one that was killed is settled by the next, and archives once`(_ isCarriedOut: Bool) throws
  {
    try withTemporaryFolder { folder in
      let emulator = try EmulatorProcess(
        BuiltPinplan.folder.appendingPathComponent("pinterest-emulator"),
        options: ["--now", "2026-11-22T10:00:00Z"])
      var variables = emulator.environment
      variables["PINPLAN_REQUEST_TIMEOUT"] = "2"
      variables["PINPLAN_SETTLING_TIME"] = "1"
      variables["GITHUB_ACTOR"] = "ana"
      func run(_ command: String) throws -> BuiltPinplan.Answer {
        try BuiltPinplan.run(command, in: folder, with: variables)
      }
      for (file, text) in Self.project {
        let url = folder.appendingPathComponent(file)
        try FileManager.default.createDirectory(
          at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: url, atomically: true, encoding: .utf8)
      }
      let now = "--now 2026-11-22T10:00:00Z"
      #expect(try run("pinplan apply --auto-approve \(now)").status == 0)
      // Forgotten, it is nobody's.
      #expect(try run("rm -r .pinplan campaigns").status == 0)
      try emulator.ask(
        "POST", "faults",
        """
        {"kind": "hang", "commit": \(isCarriedOut), "after_ms": 60000,
         "match": {"operation": "campaigns/update"}}
        """)
      let killed = try run(
        """
        pinplan retire \(Self.campaign) --auto-approve --first-run \(now) & job=$!
        for i in $(seq 200); do
          curl -s "$PINPLAN_PINTEREST_URL/_emulator/requests?operation=campaigns/update" | grep -q update && break
          sleep 0.05
        done
        kill -9 $job; wait $job
        """)
      #expect(killed.status == 137, "\(killed.output)")
      #expect(try run("pinplan history").output.contains("interrupted"))
      try emulator.ask("DELETE", "faults")
      let again = try run("pinplan retire \(Self.campaign) --auto-approve \(now)")
      #expect(again.status == 0, "\(again.output)")
      let words = isCarriedOut ? "is archived already" : "Archived campaign \(Self.campaign)"
      #expect(again.output.contains(words), "\(again.output)")
      let third = try run("pinplan retire \(Self.campaign) --auto-approve \(now)")
      #expect(third.output == "Campaign \(Self.campaign) \"a\" is archived already.\n")
      let sent = try run(
        "curl -s \"$PINPLAN_PINTEREST_URL/_emulator/requests?operation=campaigns/update\" | grep -o '\"operation\"' | wc -l"
      )
      #expect(
        sent.output.trimmingCharacters(in: .whitespacesAndNewlines) == (isCarriedOut ? "1" : "2"))
    }
  }
}
