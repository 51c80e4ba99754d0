import AdsModel
import Foundation
import Planning
import TestSupport
import Testing

@testable import StateStore

/// What backend `git` promises beside the contract of all backends.
struct GitStoreTests {
  @Test func `the branch has one commit a write, and says what it is`() async throws {
    let origin = try GitOrigin()
    let backend = DocumentBackend(origin.store())
    try await backend.store([.sample(spring, id: "17")])
    let log = try origin.git(["log", "--format=%an %s", "pinplan-state"], in: origin.bare)
    #expect(
      log == """
        ana northwind-uk: unlock
        ana northwind-uk: entry 1 is done
        ana northwind-uk: settle 1
        ana northwind-uk: intend 1
        ana northwind-uk: apply 1 begins
        ana northwind-uk: lock for apply

        """)
    let files = try origin.git(["ls-tree", "--name-only", "pinplan-state"], in: origin.bare)
    #expect(files == "README.md\nhistory.md\nnorthwind-uk.json\n")
    let history = try origin.git(["show", "pinplan-state:history.md"], in: origin.bare)
    let host = LockHolder.alive().host
    #expect(
      history == """
        # History

        | when | state | what | who |
        | --- | --- | --- | --- |
        | 2026-11-22T12:00:00Z | northwind-uk | entry 1 is done | ana@\(host) |
        | 2026-11-22T12:00:00Z | northwind-uk | apply 1 begins | ana@\(host) |

        """)
    // It shares nothing with the project's own branches.
    let roots = try origin.git(["rev-list", "--max-parents=0", "pinplan-state"], in: origin.bare)
    #expect(roots.split(separator: "\n").count == 1)
    #expect(!log.contains("Begin"))
  }

  @Test func `nothing of the checkout changes`() async throws {
    let origin = try GitOrigin()
    func snapshot() throws -> [String: Data] {
      var files: [String: Data] = [:]
      let folder = URL(fileURLWithPath: origin.checkout)
      let all = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
      for case let file as URL in all ?? .init() {
        files[file.path] = (try? Data(contentsOf: file)) ?? Data()
      }
      return files
    }
    let before = try snapshot()
    let backend = DocumentBackend(origin.store())
    try await backend.store([.sample(spring, id: "17")])
    _ = try await backend.read()
    #expect(try snapshot() == before)
    #expect(before.count > 10)
  }

  @Test func `two states on one branch do not wait for each other`() async throws {
    let origin = try GitOrigin()
    let uk = DocumentBackend(origin.store("northwind-uk"))
    let us = DocumentBackend(origin.store("northwind/us é"))
    let first = try await uk.open(.alive("ana"))
    let second = try await us.open(.alive("ben"))
    try await first.begin(.sample, now: .noon)
    try await second.begin(.sample, now: .noon)
    try await first.create([.sample(spring, id: "17")])
    try await second.create([.sample(spring, id: "18")])
    try await first.finish(.done, now: .noon)
    try await second.finish(.done, now: .noon)
    try await first.close()
    try await second.close()
    #expect(try await uk.read()?.resources.map(\.id) == ["17"])
    #expect(try await us.read()?.resources.map(\.id) == ["18"])
    let files = try origin.git(["ls-tree", "--name-only", "pinplan-state"], in: origin.bare)
    #expect(files == "README.md\nhistory.md\nnorthwind%2Fus%20%C3%A9.json\nnorthwind-uk.json\n")
  }

  @Test func `of two who want the lock at once one has it`() async throws {
    let origin = try GitOrigin()
    let backends = (0..<4).map { _ in DocumentBackend(origin.store()) }
    let winners = await withTaskGroup(of: StateError?.self) { group in
      for backend in backends {
        group.addTask {
          await awaitedFailure { () async throws(StateError) in
            _ = try await backend.open(.elsewhere)
          }
        }
      }
      var errors: [StateError?] = []
      for await error in group { errors.append(error) }
      return errors
    }
    #expect(winners.count { $0 == nil } == 1)
    #expect(winners.compactMap(\.self).allSatisfy { $0 == .locked(.elsewhere) })
  }

  @Test func `a push whose answer is lost is looked for`() async throws {
    let origin = try GitOrigin()
    let backend = DocumentBackend(origin.store())
    let session = try await backend.open()
    // The branch moves, and git hears that it did not.
    try origin.hook("post-receive", "kill -9 $PPID; sleep 1")
    try await session.begin(.sample, now: .noon)
    try origin.hook("post-receive", nil)
    try await session.finish(.done, now: .noon)
    try await session.close()
    #expect(try await backend.applies().map(\.outcome) == [.done])
  }

  @Test func `a branch that may not be written to says so before anything is sent`() async throws {
    let origin = try GitOrigin()
    let backend = DocumentBackend(origin.store())
    try origin.hook("pre-receive", "echo 'protected branch' >&2; exit 1")
    let error = await awaitedFailure { () async throws(StateError) in try await backend.open() }
    #expect(
      error?.description == """
        the state in branch pinplan-state of origin may not be used: [remote rejected] (pre-receive \
        hook declined); remote: protected branch; error: failed to push some refs to '\(origin.bare)'; \
        give this job the right to read and write it, then try again
        """)
    #expect(error?.exitCode == 3)
    #expect(try await backend.read() == nil)
  }

  @Test func `an origin that is gone is not a new state`() async throws {
    let origin = try GitOrigin()
    let backend = DocumentBackend(origin.store())
    try await backend.store([.sample(spring, id: "17")])
    try FileManager.default.moveItem(atPath: origin.bare, toPath: origin.bare + ".away")
    let error = await awaitedFailure { () async throws(StateError) in try await backend.read() }
    let words = error?.description ?? ""
    #expect(
      words.hasPrefix("the state in branch pinplan-state of origin cannot be reached: fatal:"))
    #expect(
      words.hasSuffix(
        "nothing is known of what was applied until it can, so try again when it is back"))
    #expect(error?.exitCode == 3)
  }

  @Test func `a folder without an origin says what to do`() async throws {
    let origin = try GitOrigin()
    try origin.git(["remote", "remove", "origin"], in: origin.checkout)
    let backend = DocumentBackend(origin.store())
    let error = await awaitedFailure { () async throws(StateError) in try await backend.read() }
    #expect(
      error?.description == """
        the state in branch pinplan-state of origin cannot be used: error: No such remote 'origin'; \
        run pinplan in a checkout whose remote `origin` holds the branch, or choose another \
        `state.backend`
        """)
  }

  @Test func `a machine without git says so`() async throws {
    let origin = try GitOrigin()
    let backend = DocumentBackend(origin.store(environment: ["PATH": "/nowhere"]))
    let error = await awaitedFailure { () async throws(StateError) in try await backend.read() }
    #expect(
      error?.description == """
        the state in branch pinplan-state of origin cannot be used: there is no `git` on the PATH; \
        install git, or choose another `state.backend`
        """)
  }

  @Test func `a state that is expected and not there is an error`() async throws {
    let origin = try GitOrigin()
    let backend = DocumentBackend(origin.store(), presence: .expected)
    let missing = """
      there is no state in branch pinplan-state of origin, so nothing is known of what was applied; put \
      the state back, or, if nothing was ever applied, say `--first-run`
      """
    let read = await awaitedFailure { () async throws(StateError) in try await backend.read() }
    #expect(read?.description == missing)
    let open = await awaitedFailure { () async throws(StateError) in try await backend.open() }
    #expect(open?.description == missing)
  }

  @Test func `the token of a GitHub run goes to its server alone, and never as an argument`() {
    let environment = GitEnvironment([
      "GITHUB_TOKEN": "s3cret", "GITHUB_SERVER_URL": "https://github.example", "PATH": "/bin",
      "GIT_DIR": "/elsewhere",
    ])
    func settings(_ origin: String, _ local: [(String, String)] = []) -> [String: String] {
      let all = environment.settings(of: local.map { (key: $0.0, value: $0.1) }, origin: origin)
      let count = all["GIT_CONFIG_COUNT"].flatMap { Int($0) } ?? 0
      return Dictionary(
        (0..<count).map { (all["GIT_CONFIG_KEY_\($0)"] ?? "", all["GIT_CONFIG_VALUE_\($0)"] ?? "") }
      ) { $1 }
    }
    let key = "http.https://github.example/.extraheader"
    #expect(
      settings("https://github.example/a/b.git")[key]
        == "AUTHORIZATION: basic \(Data("x-access-token:s3cret".utf8).base64EncodedString())")
    for other in [
      "https://github.example.evil/a/b", "http://github.example/a/b", "git@github.example:a/b",
      "https://github.example:8443/a/b", "/a/b",
    ] {
      #expect(settings(other)[key] == nil, "\(other)")
    }
    // What the checkout brings is enough.
    let brought = settings("https://github.example/a/b", [(key, "AUTHORIZATION: basic x")])
    #expect(brought[key] == "AUTHORIZATION: basic x")
    #expect(brought["core.hooksPath"] == "/dev/null")
    #expect(environment.plain["GIT_DIR"] == nil)
  }
}
