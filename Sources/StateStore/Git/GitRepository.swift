import Foundation

/// A repository of our own, gone with the process, that speaks with the project's `origin`.
final class GitRepository: Sendable {
  enum Push: Hashable {
    case done
    /// With what was said; `isTurnedAway` where the server answered and refused.
    case failed(String, isTurnedAway: Bool)
  }

  /// A branch at one commit, with the file of one state.
  struct Branch: Hashable {
    let tip: String
    /// None where the branch holds none of it.
    let kept: KeptBytes?
  }

  private let folder: String
  private let git: GitProgram
  private let place: String
  private let origin: String
  private let pushOrigin: String

  /// Throws where there is no git, or no `origin`.
  init(
    besides project: String, place: String, environment: [String: String], patience: Duration
  ) async throws(StateError) {
    self.place = place
    let folder = FileManager.default.temporaryDirectory.path + "/pinplan-git-" + UUID().uuidString
    self.folder = folder
    guard mkdir(folder, 0o700) == 0 else {
      let words = "\(folder) cannot be made: \(String(cString: strerror(errno)))"
      throw .store(place, .notSetUp("\(words); make room for temporary files"))
    }
    do throws(StateError) {
      let settings = GitEnvironment(environment)
      let asking = GitOriginSettings(
        git: GitProgram(scratch: folder, environment: settings.plain, patience: patience),
        project: project, place: place)
      origin = try await asking.origin()
      pushOrigin = try await asking.origin(forPush: true)
      git = GitProgram(
        scratch: folder,
        environment: settings.settings(of: try await asking.settings(), origin: pushOrigin),
        patience: patience)
    } catch {
      try? FileManager.default.removeItem(atPath: folder)
      throw error
    }
    try await call(["init", "--bare", "--quiet", "--template=", "--initial-branch=none", "."])
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  // MARK: - The server

  /// A branch as it is now, with one of its files; none where there is no such branch.
  func fetch(_ branch: String, _ file: String) async throws(StateError) -> Branch? {
    let reference = "refs/heads/\(branch)"
    let fetched = try await run([
      "fetch", "--quiet", "--no-tags", "--depth=1", origin, "+\(reference):\(Self.tip)",
    ])
    guard fetched.isDone else {
      guard fetched.words.contains("find remote ref") else { throw failure(fetched) }
      // That a branch is not there is not believed for words alone.
      let listed = try await run(["ls-remote", "--refs", origin, reference])
      guard listed.isDone, listed.line.isEmpty else { throw failure(fetched) }
      return nil
    }
    let found = try await objects(["\(Self.tip)^{commit}", "\(Self.tip):\(file)"])
    guard let tip = found[0] else { throw .store(place, .unreachable("nothing was fetched")) }
    return Branch(tip: tip.version, kept: found[1])
  }

  /// Where a fetched branch is kept.
  private static let tip = "refs/pinplan/tip"

  /// Moves a branch from one commit to the next, or makes it where there was none.
  func push(
    _ commit: String, to branch: String, over tip: String?
  ) async throws(StateError) -> Push {
    let reference = "refs/heads/\(branch)"
    do throws(GitProgram.Failure) {
      let output = try await git.run(
        [
          "push", "--porcelain", "--no-verify", "--force-with-lease=\(reference):\(tip ?? "")",
          pushOrigin, "\(commit):\(reference)",
        ], in: folder)
      guard !output.isDone else { return .done }
      let verdict = output.text.split(separator: "\n").first { $0.hasPrefix("!") }
        .flatMap { $0.split(separator: "\t").last.map(String.init) }
      let words = [verdict, output.words].compactMap(\.self).filter { !$0.isEmpty }
      let said = redacted(words.joined(separator: "; "))
      return .failed(said, isTurnedAway: verdict != nil || Self.isRefusal(output.words))
    } catch {
      guard case .timedOut = error else { throw .store(place, error.fault) }
      return .failed(error.words, isTurnedAway: false)
    }
  }

  // MARK: - Objects

  func bytes(of file: String, at commit: String) async throws(StateError) -> [UInt8]? {
    try await objects(["\(commit):\(file)"])[0]?.bytes
  }

  /// Objects by their names, none where there is none of a name.
  private func objects(_ names: [String]) async throws(StateError) -> [KeptBytes?] {
    let output = try await run(
      ["cat-file", "--batch"], input: Array(names.map { $0 + "\n" }.joined().utf8))
    guard output.isDone, let objects = CatFile.objects(output.bytes, count: names.count) else {
      throw failure(output)
    }
    return objects
  }

  /// A commit with a file of a state in place of the one that was there, and with pages.
  func commit(
    _ bytes: [UInt8], as file: String, on tip: String?, with pages: [String: String],
    saying message: String, by note: WriteNote
  ) async throws(StateError) -> Branch {
    let now = Int64(Date().timeIntervalSince1970)
    let who = "\(Self.plain(note.user)) <\(Self.plain(note.host))> \(now) +0000"
    var script = Array("blob\nmark :1\n".utf8) + Self.data(bytes) + Array("get-mark :1\n".utf8)
    script += Array(
      "commit refs/pinplan/next\nmark :2\nauthor \(who)\ncommitter \(who)\n".utf8)
    script += Self.data(Array(message.utf8))
    if let tip { script += Array("from \(tip)\n".utf8) }
    script += Array("M 100644 :1 \(file)\n".utf8)
    for (name, text) in pages.sorted(by: { $0.key < $1.key }) {
      script += Array("M 100644 inline \(name)\n".utf8) + Self.data(Array(text.utf8))
    }
    script += Array("\nget-mark :2\ndone\n".utf8)
    let output = try await run(["fast-import", "--quiet", "--force", "--done"], input: script)
    let marks = output.text.split(separator: "\n").map(String.init)
    guard output.isDone, marks.count == 2 else { throw failure(output) }
    return Branch(tip: marks[1], kept: KeptBytes(bytes: bytes, version: marks[0]))
  }

  private static func data(_ bytes: [UInt8]) -> [UInt8] {
    Array("data \(bytes.count)\n".utf8) + bytes + [UInt8(ascii: "\n")]
  }

  /// A name as git takes it.
  private static func plain(_ name: String) -> String {
    let plain = name.filter { !"<>\n\r\0".contains($0) }
    return plain.isEmpty ? "pinplan" : plain
  }

  // MARK: - Calls

  /// What it prints, without the line's end.
  @discardableResult
  private func call(
    _ arguments: [String], input: [UInt8] = []
  ) async throws(StateError) -> String {
    let output = try await run(arguments, input: input)
    guard output.isDone else { throw failure(output) }
    return output.line
  }

  private func run(
    _ arguments: [String], input: [UInt8] = []
  ) async throws(StateError) -> GitProgram.Output {
    do throws(GitProgram.Failure) {
      return try await git.run(arguments, in: folder, input: input)
    } catch {
      throw .store(place, error.fault)
    }
  }

  private func failure(_ output: GitProgram.Output) -> StateError {
    let words = output.words.isEmpty ? "git ended with \(output.status)" : redacted(output.words)
    return .store(place, Self.isRefusal(words) ? .refused(words) : .unreachable(words))
  }

  private static func isRefusal(_ words: String) -> Bool {
    [
      "Permission denied", "Permission to", "Authentication failed", "could not read Username",
      "could not read Password", "returned error: 401", "returned error: 403", "Access denied",
    ].contains { words.contains($0) }
  }

  /// Without the user and password of an address.
  private func redacted(_ words: String) -> String {
    words.replacing(#/:\/\/[^\s\/@]*@/#) { _ in "://" }
  }
}
