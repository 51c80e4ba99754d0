import Foundation
import TestSupport

/// The pinplan that was built together with the tests, run as its users run it.
struct Program {
  struct Output {
    let exit: Int32
    let stdout: String
    let stderr: String
  }

  private let executable: URL
  private let home: URL
  /// What is set beyond what every run has.
  var environment: [String: String] = [:]

  /// Another program of the build.
  func beside(_ name: String) -> URL {
    executable.deletingLastPathComponent().appendingPathComponent(name)
  }

  init(home: URL) throws {
    // On Linux the test executable itself, on macOS the bundle that its helper is told to load.
    let bundles = CommandLine.arguments.compactMap { argument in
      argument.range(of: ".xctest").map { String(argument[..<$0.upperBound]) }
    }
    let beside = bundles.map { URL(fileURLWithPath: $0).deletingLastPathComponent() }
    let candidates = beside.map { $0.appendingPathComponent("pinplan") }
    guard
      let executable = candidates.first(where: {
        FileManager.default.isExecutableFile(atPath: $0.path)
      })
    else { throw GoldenMismatch(description: "pinplan was not built beside the tests") }
    self.executable = executable
    self.home = home
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
  }

  /// Runs it without a terminal, in an environment that is the same everywhere.
  func run(_ arguments: [String], in folder: URL) throws -> Output {
    let files = [home.appendingPathComponent("stdout"), home.appendingPathComponent("stderr")]
    for file in files { try Data().write(to: file) }
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
      "HOME": home.path, "LANG": "C.UTF-8", "TZ": "UTC",
      // Who applies; the only way to fix the name without a user of that name.
      "GITHUB_ACTOR": "ana",
    ].merging(environment) { _, set in set }
    process.standardInput = FileHandle.nullDevice
    let handles = try files.map { try FileHandle(forWritingTo: $0) }
    process.standardOutput = handles[0]
    process.standardError = handles[1]
    try process.run()
    process.waitUntilExit()
    for handle in handles { try handle.close() }
    let texts = try files.map { file in
      Self.normalized(
        String(decoding: try Data(contentsOf: file), as: UTF8.self), folder: folder,
        isRemote: environment["PINPLAN_PINTEREST_URL"] != nil)
    }
    return Output(
      exit: process.terminationReason == .exit ? process.terminationStatus : -1,
      stdout: texts[0], stderr: texts[1])
  }

  /// The text without what differs from run to run and from machine to machine.
  ///
  /// With an emulator, batches are answered in any order, and stored versions follow it.
  private static func normalized(_ text: String, folder: URL, isRemote: Bool) -> String {
    // A path may be told with its links followed, as /private/var is on macOS.
    let text = text.replacing(folder.resolvingSymlinksInPath().path, with: "PROJECT")
      .replacing(folder.path, with: "PROJECT")
      .replacing(#/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/#, with: "LINEAGE")
      .replacing(#/"checksum":"[0-9a-f]{64}"/#, with: #""checksum":"CHECKSUM""#)
      .replacing(#/"host":"[^"]*"/#, with: #""host":"HOST""#)
      .replacing(#/http:\/\/127\.0\.0\.1:[0-9]+/#, with: "EMULATOR")
      .replacing(#/127\.0\.0\.1:[0-9]+/#, with: "EMULATOR")
      .replacing(#/\n  on      .*/#, with: "\n  on      HOST")
      // Which of two parallel requests came first is nothing to hold an output to.
      .replacing(#/(request id\s+)[0-9]{16}/#) { $0.output.1 + "5730294000000000" }
    guard isRemote else { return text }
    // The machine's own clock tells how long something real takes; a line may end anywhere in it.
    return text.replacing(#/(effect\s+until\s+)[0-9T:-]+Z/#) { $0.output.1 + "TIME" }
      .replacing(#/up to [0-9]+( s,\s+until\s+)[0-9:]+ UTC/#) {
        "up to N" + $0.output.1 + "TIME UTC"
      }
      .replacing(#/"stored_version":[0-9]+/#, with: #""stored_version":"VERSION""#)
      .replacing(#/"version":[0-9]+/#, with: #""version":"VERSION""#)
  }
}
