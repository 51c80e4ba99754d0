import Foundation

/// A PostgreSQL server with PgBouncer before it, of this process and gone with it.
public final class DatabaseServer: @unchecked Sendable {
  /// How it is reached, as `scripts/postgres.py` tells it.
  public struct Ways: Decodable, Sendable {
    public let url: String
    /// Through the pooler, in transaction mode.
    public let pooled: String?
    /// As the superuser.
    public let admin: String
    public let pid: Int32
    public let port: Int
    public let folder: String
  }

  private struct Missing: Decodable { let missing: [String] }

  public private(set) var ways: Ways
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()

  /// The one that tests share, which they leave running; none where its programs are missing.
  public static let shared: DatabaseServer? = missing.isEmpty ? try? DatabaseServer() : nil

  /// The programs that are not installed, by which the suite is skipped.
  public static let missing: [String] = {
    let folders =
      (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
      + ["/usr/sbin", "/usr/local/sbin"] + versions
    return ["initdb", "postgres", "psql", "pgbouncer"].filter { program in
      !folders.contains { FileManager.default.isExecutableFile(atPath: $0 + "/" + program) }
    }
  }()

  private static var versions: [String] {
    let debian = "/usr/lib/postgresql"
    let found = (try? FileManager.default.contentsOfDirectory(atPath: debian)) ?? []
    return found.map { "\(debian)/\($0)/bin" }
  }

  public struct Failure: Error {
    let words: String

    public static let none = Self(words: "there is no database server")
  }

  public init(isPooled: Bool = true) throws {
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      ["python3", Repository.root.appendingPathComponent("scripts/postgres.py").path]
      + (isPooled ? [] : ["--no-pooler"])
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    ways = try JSONDecoder().decode(Ways.self, from: Self.line(output))
  }

  private static func line(_ output: Pipe) throws -> Data {
    var line = Data()
    while line.last != UInt8(ascii: "\n") {
      let bytes = output.fileHandleForReading.availableData
      guard !bytes.isEmpty else { throw Failure(words: "the database server did not start") }
      line += bytes
    }
    return line
  }

  deinit {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  /// Kills the server as a power cut would.
  public func stop() throws { try tell("stop") }

  /// Brings it back where it was.
  public func start() throws { try tell("start") }

  private func tell(_ word: String) throws {
    try input.fileHandleForWriting.write(contentsOf: Data((word + "\n").utf8))
    ways = try JSONDecoder().decode(Ways.self, from: Self.line(output))
  }
}
