import Foundation
import TestSupport

/// Carries out one case in a folder of its own and gathers what pinplan says.
struct GoldenRun {
  private let golden: GoldenCase
  private let folder: URL
  private var program: Program
  private let emulator: EmulatorProcess?
  private var now = GoldenCase.defaultNow
  private var commandCount = 0
  /// What was said, by the name of the file that holds it.
  private(set) var outputs: [String: String] = [:]

  private var project: URL { folder.appendingPathComponent("project") }
  private var isScenario: Bool { golden.commandCount > 1 }

  init(_ golden: GoldenCase, in folder: URL) throws {
    self.golden = golden
    self.folder = folder
    var program = try Program(home: folder.appendingPathComponent("home"))
    let executable = program.beside("pinterest-emulator")
    let emulator = try golden.emulatorOptions.map { options in
      try EmulatorProcess(executable, options: ["--now", GoldenCase.defaultNow] + options)
    }
    program.environment = emulator?.environment ?? [:]
    self.program = program
    self.emulator = emulator
    // What is on record and never said again must not stay there unnoticed.
    for name in try FileManager.default.contentsOfDirectory(atPath: golden.folder.path)
    where name != "case.txt" && (name.hasSuffix(".txt") || name.hasSuffix(".json")) {
      outputs[name] = ""
    }
  }

  mutating func run() throws {
    for earlier in golden.earlier {
      try lay(earlier.folder, clearing: true)
      let output = try pinplan(["apply", "--auto-approve"], at: earlier.now)
      guard output.exit == 0 else {
        throw GoldenMismatch(description: "\(earlier.folder) cannot be applied\n\(output.stderr)")
      }
      try demandEmptyPlan(at: earlier.now, after: earlier.folder)
    }
    try lay("project", clearing: true)
    for step in golden.steps { try carryOut(step) }
  }

  private mutating func carryOut(_ step: GoldenCase.Step) throws {
    switch step {
    case .now(let time): now = time
    case .variable(let name, let value): program.environment[name] = value
    case .emulator(let method, let path, let body):
      guard let emulator else { throw GoldenMismatch(description: "the case has no emulator") }
      try emulator.ask(method, path, body)
    case .requests(let operations):
      guard let emulator else { throw GoldenMismatch(description: "the case has no emulator") }
      outputs["\(commandCount)-requests.txt"] = try Self.requests(operations, of: emulator)
    case .record(let path):
      let name = path.split(separator: "/").joined(separator: "-")
      outputs["\(commandCount)-\(name).txt"] = try String(contentsOf: file(path), encoding: .utf8)
    case .copy(let name): try lay(name, clearing: false)
    case .remove(let path): try FileManager.default.removeItem(at: file(path))
    case .folder(let path):
      try FileManager.default.createDirectory(
        at: file(path), withIntermediateDirectories: true)
    case .link(let path, let target):
      try FileManager.default.createSymbolicLink(
        atPath: file(path).path, withDestinationPath: target)
    case .truncate(let path, let size):
      try change(path) { $0 = $0.prefix(size) + Data(count: max(0, size - $0.count)) }
    case .patch(let path, let offset, let bytes):
      try change(path) { $0.replaceSubrange(offset..<offset + bytes.count, with: bytes) }
    case .command(let arguments, let exit): try carryOut(arguments, exit: exit)
    }
  }

  /// One line for each: its operation, what stands in its path beside the account, its body.
  private static func requests(
    _ operations: [String], of emulator: EmulatorProcess
  ) throws -> String {
    let answer = try emulator.ask("GET", "requests")
    let rows = try JSONSerialization.jsonObject(with: Data(answer.utf8)) as? [String: Any]
    let entries = rows?["items"] as? [[String: Any]] ?? []
    let lines = try entries.compactMap { entry -> String? in
      guard let operation = entry["operation"] as? String, operations.contains(operation),
        let path = entry["path"] as? String
      else { return nil }
      let body = try JSONSerialization.data(
        withJSONObject: entry["body"] ?? NSNull(),
        options: [.sortedKeys, .fragmentsAllowed, .withoutEscapingSlashes])
      let place = path.split(separator: "/").dropFirst(3).joined(separator: "/")
      return "\(operation) \(place) \(String(decoding: body, as: UTF8.self))\n"
    }
    try emulator.ask("DELETE", "requests")
    // By which a customer list is found again.
    return lines.joined().replacing(#/\(pinplan [0-9a-f]{16}\)/#, with: "(pinplan MARK)")
  }

  private mutating func carryOut(_ arguments: [String], exit: Int32) throws {
    commandCount += 1
    let prefix = isScenario ? "\(commandCount)-" : ""
    let before = try Snapshot(project)
    // Wrong usage is told before the time means anything.
    let output = try pinplan(arguments, at: exit == 64 ? nil : now)
    outputs[prefix + "stdout.txt"] = output.stdout
    outputs[prefix + "stderr.txt"] = output.stderr
    let line = "pinplan \(arguments.joined(separator: " "))"
    guard output.exit == exit else {
      throw GoldenMismatch(
        description: "\(line): exit \(output.exit), not \(exit)\n\(output.stdout)\(output.stderr)")
    }
    if exit == 0, arguments[0] == "apply" || Self.isJobApplying(arguments) {
      try demandEmptyPlan(at: now, after: line, letting: Self.overrides(arguments))
      return
    }
    if !Self.isWriting(arguments, exit: exit) {
      try before.demandSame(as: Snapshot(project), except: Self.savedPlan(arguments), after: line)
    }
    guard ["plan", "validate"].contains(arguments[0]), !arguments.contains("--format") else {
      return
    }
    // `--out` is left to the text form, so that the file stays what that one saved.
    let json = try pinplan(Self.withoutSaving(arguments) + ["--format", "json"], at: now)
    outputs[prefix + arguments[0] + ".json"] = json.stdout
    guard json.exit == exit else {
      throw GoldenMismatch(description: "\(line) --format json: exit \(json.exit), not \(exit)")
    }
  }

  /// Holds pinplan to its promises: apply then plan is empty, and a plan touches nothing.
  ///
  /// What was let through is let through again.
  private func demandEmptyPlan(
    at time: String, after line: String, letting overrides: [String] = []
  ) throws {
    let before = try Snapshot(project)
    let output = try pinplan(["plan", "--detailed-exitcode"] + overrides, at: time)
    guard output.exit == 0 else {
      throw GoldenMismatch(
        description: "after \(line) the plan is not empty\n\(output.stdout)\(output.stderr)")
    }
    try before.demandSame(as: Snapshot(project), except: nil, after: "the plan after \(line)")
  }

  private func pinplan(_ arguments: [String], at time: String?) throws -> Program.Output {
    let clock = time.map { ["--now", $0] } ?? []
    return try program.run(arguments + clock, in: project)
  }

  /// Whether a command may leave something behind; an apply that was refused may not.
  ///
  /// `state mv` and `state rm` take the lock before they look, and giving it back leaves a trace.
  private static func isWriting(_ arguments: [String], exit: Int32) -> Bool {
    switch arguments[0] {
    case "init": true
    case "state": !["list", "show", "check", "export"].contains(arguments.dropFirst().first)
    case "insights": arguments.dropFirst().first == "collect"
    case "pull", "import": !arguments.contains("--dry-run")
    // One that stopped part-way has done a part.
    case "apply": exit == 4
    case "retire": exit == 0 || exit == 4
    // Comments and reports, wherever somebody wants them.
    case "ci": exit != 64 && !arguments.contains("--dry-run")
    case "audience": (exit == 0 || exit == 4) && arguments[1] != "check"
    default: false
    }
  }

  private static func isJobApplying(_ arguments: [String]) -> Bool {
    arguments.starts(with: ["ci", "apply"]) && !arguments.contains("--dry-run")
  }

  private static func overrides(_ arguments: [String]) -> [String] {
    arguments.indices.dropLast().filter { ["--override", "--reason"].contains(arguments[$0]) }
      .flatMap { [arguments[$0], arguments[$0 + 1]] }
  }

  private static func savedPlan(_ arguments: [String]) -> String? {
    arguments.firstIndex(of: "--out").map { arguments[$0 + 1] }
  }

  private static func withoutSaving(_ arguments: [String]) -> [String] {
    guard let out = arguments.firstIndex(of: "--out") else { return arguments }
    return Array(arguments[..<out] + arguments[(out + 2)...])
  }
}

// MARK: - Files

extension GoldenRun {
  private func file(_ path: String) -> URL { project.appendingPathComponent(path) }

  private func change(_ path: String, _ body: (inout Data) -> Void) throws {
    var data = (try? Data(contentsOf: file(path))) ?? Data()
    body(&data)
    try FileManager.default.createDirectory(
      at: file(path).deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: file(path))
  }

  /// Puts a folder of the case into the project, in place of all but the state when clearing.
  private func lay(_ name: String, clearing: Bool) throws {
    let manager = FileManager.default
    try manager.createDirectory(at: project, withIntermediateDirectories: true)
    if clearing {
      for old in try manager.contentsOfDirectory(atPath: project.path) where old != ".pinplan" {
        try manager.removeItem(at: file(old))
      }
    }
    let source = golden.folder.appendingPathComponent(name)
    for path in try manager.subpathsOfDirectory(atPath: source.path).sorted() {
      let from = source.appendingPathComponent(path)
      var isFolder: ObjCBool = false
      _ = manager.fileExists(atPath: from.path, isDirectory: &isFolder)
      if isFolder.boolValue {
        try manager.createDirectory(at: file(path), withIntermediateDirectories: true)
      } else if path != ".keep" {
        try Data(contentsOf: from).write(to: file(path))
      }
    }
  }
}
