import Foundation

/// The emulator that was built beside the tests, running on a port of its own.
public final class EmulatorProcess {
  private let process = Process()
  /// Where it listens, `http://127.0.0.1:PORT`.
  public let address: String

  /// Why it could not be started or did not do as it was told.
  public struct Failure: Error, CustomStringConvertible {
    public let description: String
  }

  /// Starts it on a free port and without rate limits, with more options.
  public init(_ executable: URL, options: [String] = []) throws {
    let output = Pipe()
    process.executableURL = executable
    process.arguments = ["--port", "0", "--rate-limits", "off"] + options + Self.recording
    process.standardOutput = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    var line = ""
    while !line.hasSuffix("\n") {
      let bytes = output.fileHandleForReading.availableData
      guard !bytes.isEmpty else { throw Failure(description: "the emulator did not start") }
      line += String(decoding: bytes, as: UTF8.self)
    }
    address = line.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Where every request goes on record, for holding all of them to the official description.
  private static var recording: [String] {
    let variable = "PINPLAN_REQUEST_RECORDS"
    guard let folder = ProcessInfo.processInfo.environment[variable], !folder.isEmpty else {
      return []
    }
    return ["--record", "\(folder)/\(UUID().uuidString).jsonl"]
  }

  deinit {
    process.terminate()
    process.waitUntilExit()
  }

  /// What pinplan needs to reach it.
  public var environment: [String: String] {
    ["PINPLAN_PINTEREST_URL": address, "PINTEREST_ACCESS_TOKEN": "pina_emulator"]
  }

  /// Calls its admin API and returns what it answered.
  @discardableResult
  public func ask(_ method: String, _ path: String, _ body: String = "") throws -> String {
    let curl = Process()
    let output = Pipe()
    curl.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    curl.arguments = [
      "curl", "--silent", "--show-error", "--fail-with-body", "--request", method,
      "--data-binary", body, address + "/_emulator/" + path,
    ]
    curl.standardOutput = output
    curl.standardInput = FileHandle.nullDevice
    try curl.run()
    let answer = output.fileHandleForReading.readDataToEndOfFile()
    curl.waitUntilExit()
    let text = String(decoding: answer, as: UTF8.self)
    guard curl.terminationStatus == 0 else {
      throw Failure(description: "\(method) \(path): \(text)")
    }
    return text
  }
}
