import Foundation
import TestSupport
import Testing

/// An update carries what changes and nothing else.
///
/// Every field that can change is changed alone, on a live row that holds what no project says. What the emulator received is compared whole, then what it holds, then the next plan.
struct UpdateTests {
  @Test(arguments: UpdateCase.all)
  func `an update sends what changes, and leaves the rest as it is`(_ test: UpdateCase) throws {
    try withTemporaryFolder { folder in
      let emulator = try EmulatorProcess(
        BuiltPinplan.folder.appendingPathComponent("pinterest-emulator"),
        options: ["--now", UpdateCase.now])
      try emulator.ask("PATCH", "settings", #"{"ad_group_budgets": true}"#)
      let file = folder.appendingPathComponent("pinplan.yaml")
      func run(_ command: String, file: StaticString = #filePath) throws -> Int32 {
        let answer = try BuiltPinplan.run(
          "pinplan \(command) --now \(UpdateCase.now)", in: folder, with: emulator.environment)
        #expect(answer.status == 0, "pinplan \(command)\n\(answer.output)")
        return answer.status
      }
      try test.before.write(to: file, atomically: true, encoding: .utf8)
      guard try run("apply --auto-approve") == 0 else { return }
      for (kind, fields) in test.foreign {
        try emulator.ask("PATCH", "entities/\(kind.rawValue)/\(try emulator.id(kind))", fields)
      }
      if test.isImported {
        try FileManager.default.removeItem(at: folder.appendingPathComponent(".pinplan"))
        _ = try run("import \(try emulator.bindings())")
      } else {
        _ = try run("pull")
      }
      let pulled = try String(contentsOf: file, encoding: .utf8)
      #expect(pulled == test.before, "what no project says is not pulled")
      let old = try emulator.rows()
      try test.after.write(to: file, atomically: true, encoding: .utf8)
      try emulator.ask("DELETE", "requests")
      guard try run("apply --auto-approve") == 0 else { return }

      let expected = try test.body(over: old)
      #expect(try emulator.updates() == expected, "\(test)")
      var rows = old
      if let sent = expected[test.kind] {
        for (name, value) in sent where name != "id" && name != "ad_account_id" {
          // -1 is how the API takes an end away.
          let isCleared = name == "end_time" && value as? Int == -1
          rows[test.kind]?[name] = isCleared ? NSNull() : value
        }
      }
      #expect(try emulator.rows() == rows, "\(test)")
      _ = try run("plan --detailed-exitcode")
    }
  }
}

/// The one row of each kind, but for what Pinterest itself writes.
struct Rows: Equatable, CustomStringConvertible {
  private var members: [UpdateCase.Kind: NSDictionary] = [:]

  subscript(kind: UpdateCase.Kind) -> [String: Any]? {
    get { members[kind] as? [String: Any] }
    set { members[kind] = newValue.map { $0 as NSDictionary } }
  }

  var description: String {
    UpdateCase.Kind.allCases.compactMap { kind in
      guard let row = members[kind],
        let data = try? JSONSerialization.data(withJSONObject: row, options: [.sortedKeys])
      else { return nil }
      return "\(kind.rawValue) \(String(decoding: data, as: UTF8.self))"
    }.joined(separator: "\n")
  }
}

extension EmulatorProcess {
  fileprivate func rows() throws -> Rows {
    let dump = try JSONSerialization.jsonObject(with: Data(ask("GET", "dump").utf8))
    var rows = Rows()
    for kind in UpdateCase.Kind.allCases {
      var row = try #require((dump as? [String: [[String: Any]]])?[kind.rawValue]?.first)
      for name in ["updated_time", "summary_status", "review_status"] { row[name] = nil }
      rows[kind] = row
    }
    return rows
  }

  /// What binds the rows to what `UpdateCase` declares, parents first.
  fileprivate func bindings() throws -> String {
    let ids = [
      "audience/visitors=2542620905475", "audience/buyers=2542620905476",
      "campaign/sofas=\(try id(.campaigns))", "ad_group/sofas/uk=\(try id(.adGroups))",
      "ad/sofas/uk/hero=\(try id(.ads))",
    ]
    return ids.map { "--only \($0)" }.joined(separator: " ")
  }

  fileprivate func id(_ kind: UpdateCase.Kind) throws -> String {
    try #require(try rows()[kind]?["id"] as? String)
  }

  /// Every body of an update that it received; two of one kind would be one too many.
  fileprivate func updates() throws -> Rows {
    let answer = try JSONSerialization.jsonObject(with: Data(ask("GET", "requests").utf8))
    let requests = try #require((answer as? [String: Any])?["items"] as? [[String: Any]])
    var rows = Rows()
    for request in requests where request["method"] as? String != "GET" {
      let path = try #require(request["path"] as? String)
      // A POST that only asks.
      if path.hasSuffix("/bid_floor") { continue }
      let kind = try #require(
        UpdateCase.Kind(rawValue: String(path.split(separator: "/").last ?? "")), "\(path)")
      let bodies = try #require(request["body"] as? [[String: Any]])
      #expect(request["method"] as? String == "PATCH")
      #expect(bodies.count == 1 && rows[kind] == nil)
      rows[kind] = bodies.first
    }
    return rows
  }
}
