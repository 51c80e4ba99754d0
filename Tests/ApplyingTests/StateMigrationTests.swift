import AdsModel
import Foundation
import Planning
import TestSupport
import Testing

@testable import Applying
@testable import StateStore

/// A state goes from one backend to another: all of it, once, and the old place tells where.
struct StateMigrationTests {
  private let folder: TemporaryFolder
  private let account = Account(name: "northwind-uk", country: "GB", currency: .gbp)
  private let source = MemoryBackend()
  private let target = MemoryBackend()
  private let said = SaidWords()

  init() throws {
    folder = try TemporaryFolder()
    target.presence = .replaced
  }

  private func marker(_ place: String) -> ProjectMarker {
    ProjectMarker(
      StatePlace(backend: place, place: place), path: folder.path + "/.pinplan/state.json")
  }

  private func migration(
    _ source: MemoryBackend, _ target: MemoryBackend, to place: String = "second"
  ) -> StateMigration {
    StateMigration(
      MarkedBackend(source, marker("first")), to: target, marker(place), isSame: false)
  }

  private func run(_ migration: StateMigration) async throws -> StateDocument? {
    try await migration.run(now: Instant(secondsSince1970: 1_795_348_800)) { said.add($0) }
  }

  private func open(
    _ backend: any StateBackend, _ user: String = "ana", host: String? = nil
  ) async throws(StateError) -> any StateSession {
    var holder = LockHolder.current(
      purpose: "apply", environment: [:], now: Instant(secondsSince1970: 1_795_348_800))
    holder.user = user
    if let host { holder.host = host }
    return try await backend.open(
      as: holder, account: account, target: .local, now: Instant(secondsSince1970: 1_795_348_800))
  }

  /// One more apply of one resource.
  private func apply(_ key: String, to backend: any StateBackend) async throws {
    let now = Instant(secondsSince1970: 1_795_348_800 + key.utf8.reduce(0) { $0 + Int64($1) })
    let session = try await open(backend)
    try await session.adopt(
      [
        StoredResource(
          address: .campaign(key), id: key, status: .active, attributes: Array("{}".utf8))
      ], forgetting: [], kind: .importing,
      by: Author(user: "ana", host: "h", toolVersion: "0.1.0"), now: now)
    try await session.close()
  }

  private func failure(_ body: () async throws -> Void) async -> String? {
    do {
      try await body()
      return nil
    } catch { return "\(error)" }
  }

  @Test func `everything is in the new place, and the old one says where it went`() async throws {
    try await apply("spring", to: MarkedBackend(source, marker("first")))
    let before = try #require(source.snapshot())
    let moved = try #require(try await run(migration(source, target)))
    #expect(moved.bytes == before.portable.bytes)
    #expect(target.snapshot()?.portable.bytes == before.portable.bytes)
    #expect(source.head()?.lock == nil)
    #expect(target.head()?.lock == nil)
    #expect(source.head()?.movedTo == StatePlace(backend: "second", place: "second"))
    // The project remembers the new place, and an old checkout is told.
    #expect(try marker("second").lineage() == before.lineage)
    let old = MarkedBackend(source, marker("first"))
    for words in [
      await failure { _ = try await old.read() }, await failure { _ = try await open(old) },
      await failure { _ = try await old.unlock(.anybody) },
    ] {
      #expect(
        words == """
          the state in memory has moved to backend second, second, and what is left here is old; bring \
          this checkout up to date, or write `state: { backend: second }` with its place in pinplan.yaml
          """)
    }
    #expect(said.words == [])
  }

  @Test func `the way back takes along what was applied meanwhile`() async throws {
    try await apply("spring", to: source)
    _ = try await run(migration(source, target))
    target.presence = .unlessTraces
    try await apply("summer", to: target)
    source.presence = .replaced
    let back = StateMigration(
      MarkedBackend(target, marker("second")), to: source, marker("first"), isSame: false)
    let document = try #require(try await run(back))
    #expect(document.resourceCount == 2)
    source.presence = .unlessTraces
    try await apply("autumn", to: source)
    #expect(source.snapshot()?.history.count == 3)
    #expect(source.snapshot()?.brokenLinks == [])
  }

  @Test func `a copy that was not marked is done again, and one that lives on is not overwritten`()
    async throws
  {
    try await apply("spring", to: source)
    let copy = try #require(source.snapshot()).portable
    let half = try await open(target)
    try await half.replace(with: copy)
    try await half.close()
    try await apply("summer", to: source)
    _ = try await run(migration(source, target))
    #expect(target.snapshot()?.resourceCount == 2)

    let (one, other) = (MemoryBackend(), MemoryBackend())
    other.presence = .replaced
    try await apply("spring", to: one)
    let session = try await open(other)
    try await session.replace(with: try #require(one.snapshot()).portable)
    try await session.close()
    try await apply("autumn", to: other)
    try await apply("summer", to: one)
    let lineage = try #require(one.head()).lineage
    try FileManager.default.removeItem(atPath: folder.path + "/.pinplan/state.json")
    #expect(
      await failure { _ = try await run(migration(one, other)) } == """
        the state in memory, of the same lineage \(lineage), has applies that this one does not know, so \
        nothing was written; find out with `pinplan history` which of the two is in use, and remove the \
        other
        """)
    #expect(one.head()?.movedTo == nil)
    #expect(other.snapshot()?.resourceCount == 2)
  }

  @Test func `another project's state is never written over`() async throws {
    let target = MemoryBackend(lineage: "another")
    target.presence = .replaced
    try await apply("spring", to: source)
    try await apply("other", to: target)
    let words = await failure { _ = try await run(migration(source, target)) }
    #expect(words?.hasSuffix("so nothing was written; name the right one") == true)
    #expect(target.snapshot()?.resources.keys.map(\.key) == ["other"])
    #expect(source.head()?.movedTo == nil)
  }

  @Test func `who holds either lock is waited for, unless they are known to be gone`() async throws
  {
    try await apply("spring", to: source)
    let held = try await open(source, "cleo", host: "another-host")
    #expect(
      await failure { _ = try await run(migration(source, target)) }?
        .hasPrefix("the state is locked by cleo@another-host") == true)
    source.runOut()
    _ = try #require(try await run(migration(source, target)))
    #expect(said.words.first?.hasPrefix("Freed the lock of a process that is gone: cleo@") == true)
    #expect(
      await failure {
        try await held.begin(
          ApplyStart(
            author: Author(user: "cleo", host: "h", toolVersion: "0.1.0"), planDigest: "1",
            configurationDigest: "2", summary: PlanSummary()),
          now: Instant(secondsSince1970: 1_795_348_800))
      }?.hasPrefix("the lock on the state memory was taken away") == true)
  }

  @Test func `nothing is stored yet, so nothing moves`() async throws {
    #expect(try await run(migration(source, target)) == nil)
    #expect(target.snapshot() == nil)
  }
}

private final class SaidWords: @unchecked Sendable {
  private let lock = NSLock()
  private var kept: [String] = []

  var words: [String] { lock.withLock { kept } }

  func add(_ word: String) { lock.withLock { kept.append(word) } }
}

private final class TemporaryFolder: Sendable {
  let path = FileManager.default.temporaryDirectory.path + "/pinplan-migration-" + UUID().uuidString

  init() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
