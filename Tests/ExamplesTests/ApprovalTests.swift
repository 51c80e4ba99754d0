import Foundation
import TestSupport
import Testing

/// What is asked at a terminal, and what the answers do.
struct ApprovalTests {
  private static let now = ["--now", "2026-11-22T10:00:00Z"]
  private static let campaign = "626735565838"

  private func write(target: String, to folder: URL) throws {
    try """
    version: 1
    account: { name: northwind-uk, country: GB, currency: GBP, ad_account_id: "549755885175" }
    target: \(target)
    campaigns:
      sofas:
        name: Sofas
        objective: traffic
        schedule: { start: 2026-12-01, end: 2026-12-31 }
        budget: { daily: 25.00 }

    """.write(
      to: folder.appendingPathComponent("pinplan.yaml"), atomically: true, encoding: .utf8)
  }

  @Test(arguments: ["no", "", "y", "Yes", "yes please", " yes"])
  func `an apply goes on with yes and with nothing else`(_ answer: String) throws {
    try withTemporaryFolder { folder in
      try write(target: "local", to: folder)
      let refused = try BuiltPinplan.run(
        ["apply"] + Self.now, typing: answer + "\n", in: folder, with: [:])
      #expect(
        refused.messages == """
          Apply this plan?
          Only yes will do: error: not approved; nothing was written

          """)
      #expect(refused.status == 1)
      #expect(refused.results.contains("Plan: 1 to create"))
      #expect(!refused.results.contains("Applied"))
      let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(files == ["pinplan.yaml"])
    }
  }

  @Test func `the word yes applies`() throws {
    try withTemporaryFolder { folder in
      try write(target: "local", to: folder)
      let answer = try BuiltPinplan.run(
        ["apply"] + Self.now, typing: "yes\n", in: folder, with: [:])
      #expect(answer.messages.hasPrefix("Apply this plan?\nOnly yes will do: "))
      #expect(answer.status == 0)
      #expect(
        answer.results.hasSuffix(
          "Applied: 1 created, 0 updated, 0 replaced, 0 archived.\nState serial 4.\n"))
    }
  }

  @Test func `an apply in JSON that is not approved says so in its document`() throws {
    try withTemporaryFolder { folder in
      try write(target: "local", to: folder)
      let answer = try BuiltPinplan.run(
        ["apply", "--format", "json"] + Self.now, typing: "no\n", in: folder, with: [:])
      #expect(answer.status == 1)
      #expect(answer.results.contains(#""code":"apply.not_approved""#))
      #expect(answer.results.contains(#""error":"the plan is not approved""#))
    }
  }

  @Test func `what is nobody's is archived with yes and with nothing else`() throws {
    let emulator = try EmulatorProcess(
      BuiltPinplan.folder.appendingPathComponent("pinterest-emulator"),
      options: ["--now", "2026-11-22T10:00:00Z"])
    try withTemporaryFolder { folder in
      try write(target: "pinterest", to: folder)
      let made = try BuiltPinplan.run(
        "pinplan apply --auto-approve --now 2026-11-22T10:00:00Z && rm -r .pinplan", in: folder,
        with: emulator.environment)
      #expect(made.status == 0, "\(made.output)")
      func retire(_ answer: String) throws -> (results: String, messages: String, status: Int32) {
        try BuiltPinplan.run(
          ["retire", Self.campaign, "--first-run"] + Self.now, typing: answer, in: folder,
          with: emulator.environment)
      }
      let shown = """
        - campaign 626735565838 "Sofas", active
            objective traffic
            budget     25.00 GBP a day
            runs       2026-12-01 to 2026-12-31
            no spend ends with it
        Archiving is permanent.

        """
      for answer in ["no\n", "YES\n"] {
        let refused = try retire(answer)
        #expect(refused.results == shown)
        #expect(
          refused.messages == """
            Archive it?
            Only yes will do: Not approved; nothing was written.

            """)
        #expect(refused.status == 1)
        #expect(try !emulator.ask("GET", "dump").contains("ARCHIVED"))
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(files == ["pinplan.yaml"])
      }
      let archived = try retire("yes\n")
      #expect(
        archived.results == shown + "Archived campaign 626735565838 \"Sofas\".\nState serial 4.\n")
      #expect(archived.messages == "Archive it?\nOnly yes will do: ")
      #expect(archived.status == 0)
      #expect(try emulator.ask("GET", "dump").contains("ARCHIVED"))
    }
  }

  @Test func `a state that goes away while somebody is asked is not made anew`() throws {
    try withTemporaryFolder { folder in
      try write(target: "local", to: folder)
      #expect(
        try BuiltPinplan.run(
          "pinplan apply --auto-approve --now 2026-11-22T10:00:00Z && sed -i.old s/25/26/ pinplan.yaml",
          in: folder
        ).status == 0)
      let answer = try BuiltPinplan.run(
        ["apply"] + Self.now, typing: "yes\n", in: folder, with: [:]
      ) {
        try FileManager.default.removeItem(at: folder.appendingPathComponent(".pinplan"))
      }
      #expect(
        answer.messages.replacing(#/\n {4,}/#, with: " ") == """
          Apply this plan?
          Only yes will do: error: there is no state .pinplan/state.db, so nothing is known of what was \
          applied; put the state back, or, if nothing was ever applied, say `--first-run`

          """)
      #expect(answer.status == 3)
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(!names.contains(".pinplan"))
    }
  }
}
