import Foundation
import TestSupport
import Testing

/// What `apply --events` writes, on the built program.
struct EventsTests {
  private struct Event: Decodable {
    let run: String
    let sequence: Int
    let phase: String
    let operation: Int?
    let action: String?
    let address: String?
    let id: String?
    let error: String?
    let count: Int?
  }

  private func inQuickstart(_ body: (URL) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let copy = folder.appendingPathComponent("project")
      try FileManager.default.copyItem(
        at: Repository.root.appendingPathComponent("examples/quickstart"), to: copy)
      try body(copy)
    }
  }

  private func events(_ file: URL) throws -> [Event] {
    try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
      .map { try JSONDecoder().decode(Event.self, from: Data($0.utf8)) }
  }

  @Test func `every operation is intended and then done, under the id that is stored`() throws {
    try inQuickstart { folder in
      let answer = try BuiltPinplan.run(
        "pinplan apply --auto-approve --events e.ndjson", in: folder)
      #expect(answer.status == 0, "\(answer.output)")
      let events = try events(folder.appendingPathComponent("e.ndjson"))
      #expect(events.map(\.sequence) == Array(events.indices))
      #expect(Set(events.map(\.run)).count == 1)
      #expect(events.first?.phase == "started")
      #expect(events.last?.phase == "finished")
      #expect(events.last?.error == nil)
      let intents = events.filter { $0.phase == "intent" }
      let done = events.filter { $0.phase == "done" }
      #expect(events.count == intents.count + done.count + 2)
      #expect(events.first?.count == intents.count)
      #expect(events.last?.count == done.count)
      #expect(intents.map(\.operation) == done.map(\.operation))
      #expect(intents.map(\.address) == done.map(\.address))
      #expect(done.allSatisfy { $0.action == "create" })
      let listing = try BuiltPinplan.run("pinplan state list", in: folder)
      for event in done {
        let id = try #require(event.id)
        let address = try #require(event.address)
        let isListed = listing.output.split(separator: "\n").contains {
          $0.contains(address) && $0.contains(id)
        }
        #expect(isListed, "\(address) \(id)")
      }
    }
  }

  @Test func `a run that has nothing to do leaves the events of the one before`() throws {
    try inQuickstart { folder in
      let apply = "pinplan apply --auto-approve --events e.ndjson"
      _ = try BuiltPinplan.run(apply, in: folder)
      let first = try events(folder.appendingPathComponent("e.ndjson"))
      #expect(!first.isEmpty)
      #expect(try BuiltPinplan.run(apply, in: folder).status == 0)
      let second = try events(folder.appendingPathComponent("e.ndjson"))
      #expect(second.map(\.run) == first.map(\.run))
    }
  }

  @Test(arguments: [0, 1, 300])
  func `events that a kill cut short are written anew by the run that goes on`(_ length: Int) throws
  {
    try inQuickstart { folder in
      let file = folder.appendingPathComponent("e.ndjson")
      _ = try BuiltPinplan.run("pinplan apply --auto-approve --events e.ndjson", in: folder)
      let cut = try Data(contentsOf: file).prefix(length)
      try FileManager.default.removeItem(at: folder.appendingPathComponent(".pinplan"))
      try cut.write(to: file)
      let answer = try BuiltPinplan.run(
        "pinplan apply --auto-approve --first-run --events e.ndjson", in: folder)
      #expect(answer.status == 0, "\(answer.output)")
      let events = try events(file)
      #expect(events.map(\.sequence) == Array(events.indices))
      #expect(events.first?.phase == "started" && events.last?.phase == "finished")
    }
  }

  @Test func `events are no plan, whole, cut short or hostile`() throws {
    try inQuickstart { folder in
      let file = folder.appendingPathComponent("e.ndjson")
      _ = try BuiltPinplan.run("pinplan apply --auto-approve --events e.ndjson", in: folder)
      let whole = try Data(contentsOf: file)
      let said =
        "error: e.ndjson: the file holds the events of an apply and no plan; "
        + "name a file that pinplan plan --out has written\n"
      for (data, words) in [
        (whole, said), (whole.prefix(300), said), (whole + [0, 0xFF, 0x0A], said),
        (
          Data(#"{"run":"#.utf8),
          "error: e.ndjson: plan file is damaged: it is not whole JSON; "
            + "make it again with pinplan plan --out\n"
        ),
      ] {
        try data.write(to: file)
        for command in ["show", "apply"] {
          let answer = try BuiltPinplan.run("pinplan \(command) e.ndjson", in: folder)
          #expect(answer.status == 3)
          #expect(answer.unwrapped == words)
        }
      }
    }
  }

  @Test func `a stream that cannot be opened stops the apply before it begins`() throws {
    try inQuickstart { folder in
      let answer = try BuiltPinplan.run(
        "pinplan apply --auto-approve --events no/such/folder.ndjson", in: folder)
      #expect(answer.status == 4)
      #expect(
        answer.unwrapped
          == "error: --events no/such/folder.ndjson cannot be written: No such file or directory\n"
      )
      let state = folder.appendingPathComponent(".pinplan")
      #expect(!FileManager.default.fileExists(atPath: state.path))
    }
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func `a stream that breaks is said once and does not stop the apply`() throws {
    try inQuickstart { folder in
      let answer = try BuiltPinplan.run(
        "pinplan apply --auto-approve --events /dev/full", in: folder)
      #expect(answer.status == 4)
      let warning = "error: the events are not complete: No space left on device"
      #expect(answer.output.components(separatedBy: warning).count == 2, "\(answer.output)")
      #expect(try BuiltPinplan.run("pinplan plan --detailed-exitcode", in: folder).status == 0)
    }
  }

  @Test func `a reader that goes away does not stop the apply`() throws {
    try inQuickstart { folder in
      let answer = try BuiltPinplan.run(
        "pinplan apply --auto-approve --events /dev/fd/3 3> >(true); sleep 0", in: folder)
      #expect(answer.output.contains("Applied: "), "\(answer.output)")
      #expect(try BuiltPinplan.run("pinplan plan --detailed-exitcode", in: folder).status == 0)
    }
  }
}
