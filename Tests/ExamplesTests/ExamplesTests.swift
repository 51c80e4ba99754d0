import AdsModel
import Foundation
import TestSupport
import Testing

struct ExamplesTests {
  static let projects = Repository.files(below: "examples") { $0.hasSuffix("/pinplan.yaml") }
    .map { String($0.dropLast("/pinplan.yaml".count)) }

  @Test func `the examples are found`() {
    #expect(Self.projects.contains("examples/quickstart"))
    #expect(Self.projects.count { $0.hasPrefix("examples/northwind/") } == Market.allCases.count)
  }

  @Test(arguments: projects)
  func `an example is applied, and is then as declared`(_ project: String) throws {
    try withTemporaryFolder { folder in
      let copy = folder.appendingPathComponent("project")
      try FileManager.default.copyItem(
        at: Repository.root.appendingPathComponent(project), to: copy)
      // Target pinterest is the emulator here; it needs nothing of the network.
      let isRemote = try Repository.text(project + "/pinplan.yaml").contains("target: pinterest")
      let emulator =
        try isRemote
        ? EmulatorProcess(BuiltPinplan.folder.appendingPathComponent("pinterest-emulator")) : nil
      for command in ["plan", "apply --auto-approve", "plan --detailed-exitcode"] {
        let answer = try BuiltPinplan.run(
          "pinplan \(command)", in: copy, with: emulator?.environment ?? [:])
        #expect(answer.status == 0, "pinplan \(command)\n\(answer.output)")
      }
    }
  }

  @Test(arguments: projects)
  func `an example warns only of what its comments announce`(_ project: String) throws {
    let files = Repository.files(below: project) { $0.hasSuffix(".yaml") }
    var announced: [String] = []
    for file in files {
      for line in try Repository.text(file).split(separator: "\n") {
        let parts = line.components(separatedBy: "# Warns: ")
        if parts.count == 2 {
          announced.append(String(parts[1].prefix { $0 != " " }).trimmingSuffix("."))
        }
      }
    }
    let answer = try BuiltPinplan.run(
      "pinplan validate --format json", in: Repository.root.appendingPathComponent(project))
    let result = try JSONDecoder().decode(Validation.self, from: Data(answer.output.utf8))
    #expect(result.diagnostics.map(\.code).sorted() == announced.sorted())
  }

  @Test func `northwind uses every word of the format`() throws {
    let text = try Repository.files(below: "examples/northwind") { $0.hasSuffix(".yaml") }
      .map { try Repository.text($0) }.joined()
    let separators = CharacterSet(charactersIn: " \n,:[]{}\"")
    let used = Set(text.components(separatedBy: separators))
    func words<Word: Vocabulary>(_: Word.Type) -> [String] { Word.allCases.map(\.rawValue) }
    let known =
      words(Objective.self) + words(Status.self) + words(Placement.self) + words(Gender.self)
      + words(Device.self) + words(AudienceType.self) + words(Market.self)
      + words(MinimumBids.Cell.self).filter { $0 == "cpc" || $0 == "video_cpm" }
    // A keyword that does not say how it matches is a broad one.
    let matches = words(MatchType.self).filter { $0 != "broad" }
    #expect((known + matches).filter { !used.contains($0) } == [])
  }

  @Test func `every YAML file names the schema that lies in the repository`() throws {
    for file in Repository.files(below: "examples", named: { $0.hasSuffix(".yaml") }) {
      let first = try #require(try Repository.text(file).split(separator: "\n").first)
      let path = try #require(
        first.components(separatedBy: "# yaml-language-server: $schema=").last)
      let schema = Repository.root.appendingPathComponent(file).deletingLastPathComponent()
        .appendingPathComponent(path).standardizedFileURL
      let expected = Repository.root.appendingPathComponent("schema/pinplan.schema.json")
      #expect(schema.path == expected.standardizedFileURL.path, "\(file)")
    }
  }

  @Test func `the schema in the repository is the one that pinplan prints`() throws {
    let answer = try BuiltPinplan.run("pinplan schema project", in: Repository.root)
    let isSame = try answer.output == Repository.text("schema/pinplan.schema.json")
    #expect(isSame, "write it anew: pinplan schema project >schema/pinplan.schema.json")
  }
}

/// What the tests read of `pinplan validate --format json`.
private struct Validation: Decodable {
  struct Diagnostic: Decodable {
    let code: String
  }
  let diagnostics: [Diagnostic]
}

extension String {
  fileprivate func trimmingSuffix(_ suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
  }
}
