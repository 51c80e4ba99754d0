import Foundation

/// The command as it was built, run as a user runs it.
public enum BuiltPinplan {
  /// What a command said on both outputs, in the order of a terminal, and how it ended.
  public struct Answer: Sendable {
    public let output: String
    public let status: Int32

    /// The output with each message on one line, however it was broken.
    public var unwrapped: String { output.replacing(#/\n {4,}/#, with: " ") }
  }

  /// The folder that the build put it into.
  public static var folder: URL {
    #if os(macOS)
      let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
      return (bundle ?? .main).bundleURL.deletingLastPathComponent()
    #else
      return Bundle.main.bundleURL
    #endif
  }

  /// Runs a shell command in a folder, with pinplan on PATH and nothing of this machine's account.
  ///
  /// `$?` tells the status `previous` at its beginning.
  public static func run(
    _ command: String, in place: URL, after previous: Int32 = 0,
    with variables: [String: String] = [:]
  ) throws -> Answer {
    // A file in place of a pipe: no other test's child can keep it open.
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("pinplan-\(UUID().uuidString)")
    try Data().write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let handle = try FileHandle(forWritingTo: file)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    process.arguments = ["-c", "exec 2>&1; (exit \(previous))\n\(command)"]
    process.currentDirectoryURL = place
    process.environment = environment(home: place).merging(variables) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = handle
    try process.run()
    process.waitUntilExit()
    try handle.close()
    let output = try String(decoding: Data(contentsOf: file), as: UTF8.self)
    return Answer(output: output, status: process.terminationStatus)
  }

  static func environment(home: URL) -> [String: String] {
    let outer = ProcessInfo.processInfo.environment
    var inner = ["HOME": home.path, "LANG": "C.UTF-8"]
    inner["PATH"] = folder.path + ":" + (outer["PATH"] ?? "/usr/bin:/bin")
    // Where the Swift runtime is, if it is not where the binary says.
    for name in ["LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FRAMEWORK_PATH"] {
      inner[name] = outer[name]
    }
    return inner
  }
}

/// A new folder, gone when `body` ends.
public func withTemporaryFolder<Value>(_ body: (URL) throws -> Value) throws -> Value {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("pinplan-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder)
}

/// The files of this repository.
public enum Repository {
  public static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Paths below a folder, relative to the root, in path order.
  public static func files(below folder: String, named isWanted: (String) -> Bool) -> [String] {
    let found = FileManager.default.enumerator(atPath: root.appendingPathComponent(folder).path)
    let paths = (found?.allObjects ?? []).compactMap { $0 as? String }
    return paths.filter { isWanted($0) }.map { "\(folder)/\($0)" }.sorted()
  }

  public static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }
}
