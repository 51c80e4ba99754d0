import Foundation

/// The git program, for a repository of ours: spawned, bounded in time, its words in our errors.
struct GitProgram: Sendable {
  struct Output: Sendable {
    let status: Int32
    let bytes: [UInt8]
    /// What it said of what went wrong, on one line.
    let words: String

    var text: String { String(decoding: bytes, as: UTF8.self) }
    var line: String { text.trimmingCharacters(in: .whitespacesAndNewlines) }
    var isDone: Bool { status == 0 }
  }

  /// Why there is no answer.
  enum Failure: Error, Hashable {
    case notInstalled
    /// With the system's reason.
    case notStarted(String)
    case timedOut(seconds: Int)

    var words: String {
      switch self {
      case .notInstalled:
        "there is no `git` on the PATH; install git, or choose another `state.backend`"
      case .notStarted(let reason): "git could not be started: \(reason)"
      case .timedOut(let seconds): "git got no answer within \(seconds) s"
      }
    }

    var fault: StoreFault {
      switch self {
      case .notInstalled: .notSetUp(words)
      case .notStarted, .timedOut: .unreachable(words)
      }
    }
  }

  /// Where its files go while it runs.
  let scratch: String
  let environment: [String: String]
  /// How long a call may take that asks a server.
  var patience: Duration = .seconds(120)

  /// Runs it in a folder, with a file's bytes on its standard input.
  func run(
    _ arguments: [String], in folder: String, input: [UInt8] = []
  ) async throws(Failure) -> Output {
    let run = Run(scratch + "/" + UUID().uuidString)
    defer { run.remove() }
    let process = try run.process(arguments, in: folder, environment, input)
    let limit = patience
    let isOver = await withTaskGroup(of: Bool.self) { group in
      group.addTask {
        await run.ended()
        return true
      }
      group.addTask {
        try? await Task.sleep(for: limit)
        return false
      }
      let first = await group.next() ?? false
      // Who is killed ends, so that nobody is waited for longer.
      if !first { kill(process.processIdentifier, SIGKILL) }
      group.cancelAll()
      return first
    }
    guard isOver else { throw .timedOut(seconds: Int(limit.components.seconds)) }
    let output = run.output(process.terminationStatus)
    // So says `env`.
    if output.status == 127 { throw .notInstalled }
    return output
  }
}

/// One call, with its standard streams in files: no pipe that fills up.
private final class Run: @unchecked Sendable {
  private let path: String
  private let lock = NSLock()
  private var waiter: CheckedContinuation<Void, Never>?
  private var hasEnded = false

  init(_ path: String) { self.path = path }

  func process(
    _ arguments: [String], in folder: String, _ environment: [String: String], _ input: [UInt8]
  ) throws(GitProgram.Failure) -> Process {
    let files = FileManager.default
    guard files.createFile(atPath: path + ".in", contents: Data(input)),
      files.createFile(atPath: path + ".out", contents: nil),
      files.createFile(atPath: path + ".err", contents: nil),
      let standardInput = FileHandle(forReadingAtPath: path + ".in"),
      let output = FileHandle(forWritingAtPath: path + ".out"),
      let errors = FileHandle(forWritingAtPath: path + ".err")
    else { throw .notStarted("\(path): \(String(cString: strerror(errno)))") }
    defer { for handle in [standardInput, output, errors] { try? handle.close() } }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git"] + arguments
    process.environment = environment
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.standardInput = standardInput
    process.standardOutput = output
    process.standardError = errors
    process.terminationHandler = { [self] _ in
      lock.withLock {
        hasEnded = true
        waiter?.resume()
        waiter = nil
      }
    }
    do { try process.run() } catch { throw .notStarted("\(error)") }
    return process
  }

  func ended() async {
    await withCheckedContinuation { continuation in
      lock.withLock {
        if hasEnded { continuation.resume() } else { waiter = continuation }
      }
    }
  }

  func output(_ status: Int32) -> GitProgram.Output {
    func bytes(_ name: String) -> [UInt8] {
      (try? Data(contentsOf: URL(fileURLWithPath: path + name))).map { Array($0) } ?? []
    }
    let lines = String(decoding: bytes(".err"), as: UTF8.self).split(whereSeparator: \.isNewline)
      .map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty && !$0.hasPrefix("hint:") }
    return GitProgram.Output(
      status: status, bytes: bytes(".out"), words: lines.prefix(6).joined(separator: "; "))
  }

  func remove() { for name in [".in", ".out", ".err"] { unlink(path + name) } }
}
