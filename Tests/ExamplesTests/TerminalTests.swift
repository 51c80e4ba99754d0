import Foundation
import TestSupport
import Testing

/// What a terminal gets and a log does not.
struct TerminalTests {
  private static let escape = "\u{1B}["

  private func write(_ text: String, to folder: URL) throws {
    try text.write(
      to: folder.appendingPathComponent("pinplan.yaml"), atomically: true, encoding: .utf8)
  }

  @Test(arguments: [
    ([:], [], true), (["NO_COLOR": "1"], [], false), (["NO_COLOR": ""], [], true),
    (["TERM": "dumb"], [], false), ([:], ["--no-color"], false),
  ])
  func `messages at a terminal have colours unless somebody wants none`(
    _ variables: [String: String], _ flags: [String], _ isColored: Bool
  ) throws {
    try withTemporaryFolder { folder in
      try write("version: 2\n", to: folder)
      let answer = try BuiltPinplan.run(
        ["validate"] + flags, typing: "", in: folder, with: variables, colorless: false)
      #expect(answer.messages.contains("error"))
      #expect(answer.messages.contains(Self.escape) == isColored, "\(answer.messages)")
      #expect(!answer.results.contains(Self.escape))
      #expect(answer.status == 1)
    }
  }

  @Test func `a log has no colours`() throws {
    try withTemporaryFolder { folder in
      try write("version: 2\n", to: folder)
      let answer = try BuiltPinplan.run("pinplan validate", in: folder)
      #expect(answer.output.contains("error"))
      #expect(!answer.output.contains(Self.escape))
    }
  }

  /// A campaign with many keywords, each a change.
  private func manyChanges(_ folder: URL) throws {
    let keywords = (1...40).map { "sofa \($0)" }.joined(separator: ", ")
    try write(
      """
      version: 1
      account: { name: northwind-uk, country: GB, currency: GBP, ad_account_id: "549755885175" }
      target: pinterest
      campaigns:
        sofas:
          objective: traffic
          budget: { daily: 25.00 }
          schedule: { start: 2026-12-01 }
          ad_groups:
            all:
              bid: 0.35
              targeting: { locations: [GB] }
              keywords: [\(keywords)]

      """, to: folder)
  }

  @Test func `long work has a bar at a terminal, and none in a log`() throws {
    for isTerminal in [true, false] {
      let emulator = try EmulatorProcess(
        BuiltPinplan.folder.appendingPathComponent("pinterest-emulator"),
        options: ["--now", "2026-11-22T10:00:00Z"])
      try withTemporaryFolder { folder in
        try manyChanges(folder)
        let now = ["--now", "2026-11-22T10:00:00Z"]
        if isTerminal {
          let answer = try BuiltPinplan.run(
            ["apply"] + now, typing: "yes\n", in: folder, with: emulator.environment)
          #expect(answer.status == 0)
          #expect(
            answer.messages.contains("\r[##############################] 42 of 42"),
            "\(answer.messages)")
          #expect(answer.messages.hasSuffix("\r\u{1B}[K"))
          #expect(!answer.results.contains("\r"))
        } else {
          let answer = try BuiltPinplan.run(
            "pinplan apply --auto-approve --now 2026-11-22T10:00:00Z", in: folder,
            with: emulator.environment)
          #expect(answer.status == 0, "\(answer.output)")
          #expect(!answer.output.contains("\r"))
          #expect(!answer.output.contains("[#"))
        }
      }
    }
  }
}
