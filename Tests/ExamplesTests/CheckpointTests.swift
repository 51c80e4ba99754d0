import Foundation
import TestSupport
import Testing

/// A long range whose reports take their time, and a run of it that is killed.
struct CheckpointTests {
  private let emulator: EmulatorProcess

  init() throws {
    emulator = try EmulatorProcess(
      BuiltPinplan.folder.appendingPathComponent("pinterest-emulator"),
      options: ["--now", "2026-11-22T10:00:00Z", "--rate-limits", "off"])
  }

  private func run(_ command: String, in folder: URL) throws -> BuiltPinplan.Answer {
    try BuiltPinplan.run(command, in: folder, with: emulator.environment)
  }

  private func count(of operation: String) throws -> Int {
    let answer = try emulator.ask("GET", "requests?operation=\(operation)")
    let log = try JSONSerialization.jsonObject(with: Data(answer.utf8)) as? [String: Any]
    return (log?["items"] as? [Any])?.count ?? 0
  }

  private static let question =
    "pinplan performance --level account --last 400d --now 2026-11-22T10:00:00Z --format json"

  @Test func `a run after a kill goes on with the reports that are there`() throws {
    try withTemporaryFolder { folder in
      try """
      version: 1
      account: { name: northwind-uk, country: GB, ad_account_id: "549755885175" }
      target: pinterest

      """.write(
        to: folder.appendingPathComponent("pinplan.yaml"), atomically: true, encoding: .utf8)
      try emulator.ask("PATCH", "settings", #"{"report_polls": 4}"#)
      // Between four looks at a report are eight seconds. The file has a heading and three slices of
      // at most 186 days.
      let killed = try run(
        """
        \(Self.question) --checkpoint kept &
        until [ "$(cat kept 2>/dev/null | wc -l)" -ge 4 ]; do sleep 0.1; done
        kill -9 $!
        wait
        wc -l <kept
        """, in: folder)
      #expect(killed.output.contains("4"), "\(killed.output)")
      let asked = try count(of: "analytics/create_report")
      #expect(asked == 3)
      let answer = try run("\(Self.question) --checkpoint kept", in: folder)
      #expect(answer.status == 0, "\(answer.output)")
      #expect(try count(of: "analytics/create_report") == asked)
      try emulator.ask("PATCH", "settings", #"{"report_polls": 0}"#)
      // What is read needs no going on, and a run without a checkpoint says the same.
      #expect(!FileManager.default.fileExists(atPath: folder.appendingPathComponent("kept").path))
      #expect(try run(Self.question, in: folder).output == answer.output)
    }
  }

  @Test func `a file that is no checkpoint is refused and left alone`() throws {
    try withTemporaryFolder { folder in
      try "version: 1\naccount: { name: a, country: GB, ad_account_id: \"1\" }\ntarget: pinterest\n"
        .write(
          to: folder.appendingPathComponent("pinplan.yaml"), atomically: true, encoding: .utf8)
      try "mine\n".write(
        to: folder.appendingPathComponent("notes"), atomically: true, encoding: .utf8)
      let answer = try run("\(Self.question) --checkpoint notes; cat notes", in: folder)
      #expect(
        answer.unwrapped.contains(
          #"--checkpoint: "notes" is not a checkpoint of pinplan's; name another file"#))
      #expect(answer.output.hasSuffix("mine\n"))
    }
  }
}
