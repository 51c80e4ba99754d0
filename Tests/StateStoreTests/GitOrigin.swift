import Foundation
import TestSupport

@testable import StateStore

/// A bare repository as `origin`, with a checkout of it in which a project lies.
final class GitOrigin: Sendable {
  let path: String
  var checkout: String { path + "/checkout" }
  var bare: String { path + "/origin.git" }

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/pinplan-origin-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try git(["init", "--quiet", "--bare", "--initial-branch=main", "origin.git"], in: path)
    try git(["init", "--quiet", "--initial-branch=main", "checkout"], in: path)
    try git(["remote", "add", "origin", bare], in: checkout)
    try git(
      [
        "-c", "user.name=ana", "-c", "user.email=ana@example", "commit", "--quiet", "--allow-empty",
        "-m", "Begin",
      ], in: checkout)
    try git(["push", "--quiet", "origin", "main"], in: checkout)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The branch and all else as it is now, elsewhere.
  func copy() throws -> GitOrigin {
    let copy = try GitOrigin()
    try FileManager.default.removeItem(atPath: copy.bare)
    try FileManager.default.copyItem(atPath: bare, toPath: copy.bare)
    return copy
  }

  func store(
    _ workspace: String = "northwind-uk", environment: [String: String] = GitOrigin.environment
  ) -> GitStore {
    GitStore(
      project: checkout, branch: "pinplan-state", workspace: workspace, environment: environment,
      patience: .seconds(60))
  }

  /// Neither this machine's settings nor its user's.
  static let environment = ProcessInfo.processInfo.environment
    .filter { !$0.key.hasPrefix("GITHUB_") && !$0.key.hasPrefix("GIT_") }
    .merging(["GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1"]) { $1 }

  @discardableResult
  func git(_ arguments: [String], in folder: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git"] + arguments
    process.environment = Self.environment
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.standardInput = FileHandle.nullDevice
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw GitFailure(words: "git \(arguments) ended with \(process.terminationStatus)")
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

struct GitFailure: Error { let words: String }

extension GitOrigin {
  /// Has the server run a script at a moment, or none any more.
  func hook(_ name: String, _ script: String?) throws {
    let path = bare + "/hooks/" + name
    try? FileManager.default.removeItem(atPath: path)
    guard let script else { return }
    try "#!/bin/sh\n\(script)\n".write(toFile: path, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
  }
}
