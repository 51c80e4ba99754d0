import Foundation
import TestSupport
import Testing

/// The commands that tell how Pins and ads do, against an account.
struct InsightsReadingTests {
  private let emulator: EmulatorProcess

  init() throws {
    emulator = try EmulatorProcess(
      BuiltPinplan.folder.appendingPathComponent("pinterest-emulator"),
      options: ["--now", "2026-11-22T10:00:00Z", "--rate-limits", "off"])
  }

  private struct Request: Decodable {
    let method: String
    let path: String
  }

  private struct Log: Decodable { let items: [Request] }

  private static let commands = [
    "insights overview --split device", "insights overview --from 2026-06-01 --to 2026-11-22",
    "insights overview --real-time --format html", "insights pins --by saves --format csv",
    "insights boards --format markdown", "insights videos --format json",
    "insights pin 813744226420795884", "insights metrics", "performance",
    "performance --level ad --format csv", "performance --level keyword",
    "performance --granularity day --format html", "performance campaign/sofas --split age",
    "pins search e", "pins top --by saves", "plan --performance",
  ]

  private func project(in folder: URL) throws {
    try """
    version: 1
    account: { name: northwind-uk, country: GB, currency: GBP, ad_account_id: "549755885175" }
    target: pinterest
    campaigns:
      sofas:
        objective: traffic
        schedule: { start: 2026-11-23, end: 2026-12-31 }
        budget: { daily: 25.00 }
        ad_groups:
          uk:
            bid: 0.35
            targeting: { locations: [GB] }
            keywords: [velvet sofa]
            ads: { hero: { pin: "813744226420795884" } }
    """.write(
      to: folder.appendingPathComponent("pinplan.yaml"), atomically: true, encoding: .utf8)
  }

  private func files(in folder: URL) throws -> [String: Data] {
    let names = FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String] ?? []
    var files: [String: Data] = [:]
    for name in names {
      files[name] = try? Data(contentsOf: folder.appendingPathComponent(name))
    }
    return files
  }

  private func run(_ command: String, in folder: URL) throws -> BuiltPinplan.Answer {
    try BuiltPinplan.run(
      "pinplan \(command) --now 2026-11-22T10:00:00Z", in: folder, with: emulator.environment)
  }

  @Test func `they send nothing but reads and questions for reports, and leave every byte`() throws
  {
    try withTemporaryFolder { folder in
      try project(in: folder)
      #expect(try run("apply --auto-approve", in: folder).status == 0)
      let collected = try run("insights collect --split device --split source", in: folder)
      #expect(collected.status == 0, "\(collected.output)")
      let before = try files(in: folder)
      #expect(before.keys.contains(".pinplan/insights.db"))
      try emulator.ask("DELETE", "requests")
      for command in Self.commands {
        let answer = try run(command, in: folder)
        #expect(answer.status == 0, "\(command): \(answer.output)")
        #expect(try files(in: folder) == before, "\(command)")
      }
      let again = try run("insights collect --split device --split source", in: folder)
      #expect(again.status == 0, "\(again.output)")
      #expect(try files(in: folder) == before)
      let log = try JSONDecoder().decode(
        Log.self, from: Data(emulator.ask("GET", "requests").utf8))
      #expect(!log.items.isEmpty)
      for request in log.items {
        let isRead =
          request.method == "GET"
          || request.method == "POST"
            && (request.path.hasSuffix("/reports") || request.path.hasSuffix("/bid_floor"))
        #expect(isRead, "\(request.method) \(request.path)")
      }
    }
  }

  @Test func `collecting before the first apply leaves the project new`() throws {
    try withTemporaryFolder { folder in
      try project(in: folder)
      #expect(try run("insights collect", in: folder).status == 0)
      #expect(try run("plan", in: folder).status == 0)
      #expect(try run("apply --auto-approve", in: folder).status == 0)
      // A state that is lost after that is not taken for a new project.
      try FileManager.default.removeItem(at: folder.appendingPathComponent(".pinplan/state.db"))
      let answer = try run("plan", in: folder)
      #expect(answer.status == 3)
      #expect(answer.output.contains("there is no state"))
    }
  }
}
