import Foundation
import TestSupport
import Testing

struct ReferenceTests {
  @Test func `docs/format.md tells every key of the format`() throws {
    let text = try Repository.text("docs/format.md")
    let schema = try JSONSerialization.jsonObject(
      with: Data(Repository.text("schema/pinplan.schema.json").utf8))
    let missing = Self.keys(schema).filter { !text.contains("`\($0)`") }
    #expect(missing.sorted() == [])
  }

  /// The names of all properties, at any depth.
  private static func keys(_ value: Any) -> Set<String> {
    if let list = value as? [Any] { return list.reduce(into: []) { $0.formUnion(keys($1)) } }
    guard let object = value as? [String: Any] else { return [] }
    let names = (object["properties"] as? [String: Any])?.keys.map { $0 } ?? []
    return object.values.reduce(into: Set(names)) { $0.formUnion(keys($1)) }
  }

  @Test func `docs/policy.md shows the policy that is tested`() throws {
    let policy = try Repository.text("examples/policy/pinplan.rego")
    #expect(try Repository.text("docs/policy.md").contains("```rego\n\(policy)```\n"))
  }

  @Test func `README.md lists the targets in the package's order`() throws {
    let package = try Repository.text("Package.swift")
    let targets = package.matches(
      of: /\.(?:target|executableTarget|systemLibrary)\(\s*name: "(\w+)"/
    ).map { String($0.1) }.filter { $0 != "TestSupport" }
    let table = try #require(Repository.text("README.md").components(separatedBy: "## Layout").last)
    let listed = table.components(separatedBy: "| dependency").first?
      .matches(of: /`(\w+)`(?:, `(\w+)`)? \|/).flatMap { row in [row.1] + (row.2.map { [$0] } ?? [])
      }.map(String.init)
    #expect(listed == targets)
  }

  @Test func `docs/commands.md tells every command and flag`() throws {
    let text = try Repository.text("docs/commands.md")
    let answer = try BuiltPinplan.run("pinplan --experimental-dump-help", in: Repository.root)
    let tool = try JSONDecoder().decode(Tool.self, from: Data(answer.output.utf8))
    let sections = Self.sections(text)
    let shared = sections["What every command takes"] ?? ""
    for (name, command) in tool.command.leaves(under: "") {
      let section = try #require(sections["`\(name)`"], "there is no section for \(name)")
      for flag in command.flags where !shared.contains("`\(flag)") {
        #expect(section.contains("`\(flag)"), "\(name) \(flag)")
      }
    }
  }

  /// The text below each `##` or `###` heading, without the headings below it.
  private static func sections(_ text: String) -> [String: String] {
    var sections: [String: String] = [:]
    var title = ""
    for line in text.components(separatedBy: "\n") {
      if line.hasPrefix("## ") || line.hasPrefix("### ") {
        title = String(line.drop { $0 == "#" }.dropFirst())
      } else {
        sections[title, default: ""] += line + "\n"
      }
    }
    return sections
  }
}

/// What the tests read of the tool's description of itself.
private struct Tool: Decodable {
  struct Command: Decodable {
    let commandName: String
    let subcommands: [Command]?
    let arguments: [Argument]?

    var flags: [String] { (arguments ?? []).flatMap(\.flags) }

    /// The commands that do something, by what a user types.
    func leaves(under path: String) -> [(name: String, command: Command)] {
      let name = path.isEmpty ? commandName : path + " " + commandName
      guard let subcommands, !subcommands.isEmpty else { return [(name, self)] }
      return subcommands.filter { $0.commandName != "help" }.flatMap { $0.leaves(under: name) }
    }
  }

  struct Argument: Decodable {
    struct Name: Decodable {
      let kind: String
      let name: String
    }
    let names: [Name]?
    /// Whether help shows it.
    let shouldDisplay: Bool

    var flags: [String] {
      guard shouldDisplay else { return [] }
      return (names ?? []).filter { $0.kind == "long" }.map { "--" + $0.name }
    }
  }

  let command: Command
}
