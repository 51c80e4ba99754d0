import AdsModel
import Foundation
import TestSupport
import Testing

@testable import StateStore

/// What a project remembers of its state.
struct MarkerTests {
  private let folder: Folder
  private var marker: String { folder.path + "/.pinplan/state.json" }

  init() throws { folder = try Folder() }

  private func marked(_ store: MemoryDocumentStore) -> MarkedBackend {
    marked(store, as: "git")
  }

  private func marked(_ store: MemoryDocumentStore, as backend: String) -> MarkedBackend {
    MarkedBackend(
      DocumentBackend(store),
      ProjectMarker(StatePlace(backend: backend, place: "memory"), path: marker))
  }

  @Test func `it says which state it is and where, and is the same after every apply`() async throws
  {
    let store = MemoryDocumentStore()
    let backend = marked(store)
    #expect(try await backend.read() == nil)
    #expect(access(marker, F_OK) != 0, "reading writes none")
    try await backend.store([.sample(spring)])
    let lineage = try #require(try await backend.lineage())
    let text = try String(contentsOfFile: marker, encoding: .utf8)
    #expect(
      text == """
        {
          "lineage": "\(lineage)",
          "backend": "git",
          "place": "memory"
        }

        """)
    try await backend.store([.sample(hero, id: "2")])
    #expect(try String(contentsOfFile: marker, encoding: .utf8) == text)
  }

  @Test func `a state that is gone is not taken for a new project`() async throws {
    try await marked(MemoryDocumentStore()).store([.sample(spring)])
    let lineage = try #require(try MarkerFile(path: marker).read()).lineage
    let emptied = MemoryDocumentStore()
    let backend = marked(emptied)
    let message = """
      there is no state in memory, and the project had one, of lineage \(lineage); put it back, and \
      remove \(marker) only if nothing was ever applied
      """
    for error in await failures(of: backend) {
      #expect(error?.description == message)
      #expect(error?.exitCode == 3)
    }
    #expect(emptied.contents == nil)
  }

  @Test func `another state in its place is refused`() async throws {
    try await marked(MemoryDocumentStore()).store([.sample(spring)])
    let lineage = try #require(try MarkerFile(path: marker).read()).lineage
    let other = MemoryDocumentStore()
    try await DocumentBackend(other).store([.sample(spring)])
    let found = try #require(try await DocumentBackend(other).lineage())
    let before = other.contents
    for error in await failures(of: marked(other)) {
      #expect(
        error?.description == """
          the state in memory is of lineage \(found), and the project's is of lineage \(lineage); put \
          the project's own back, and remove \(marker) only if the state there is meant
          """)
      #expect(error?.exitCode == 3)
    }
    #expect(other.contents == before)
  }

  @Test func `a marker that is not what was written is refused`() async throws {
    try await marked(MemoryDocumentStore()).store([.sample(spring)])
    try "<<<<<<< HEAD\n".write(toFile: marker, atomically: true, encoding: .utf8)
    for error in await failures(of: marked(MemoryDocumentStore())) {
      #expect(
        error?.description == """
          \(marker), which says which state is this project's, is not what pinplan wrote; put it back \
          as it is in git
          """)
    }
  }

  @Test func `a state that moved is known by its lineage`() async throws {
    let store = MemoryDocumentStore()
    try await marked(store).store([.sample(spring)])
    let moved = marked(store, as: "http")
    try await moved.store([.sample(hero, id: "2")])
    #expect(try MarkerFile(path: marker).read()?.backend == "http")
  }

  private func failures(of backend: MarkedBackend) async -> [StateError?] {
    [
      await awaitedFailure { () async throws(StateError) in try await backend.read() },
      await awaitedFailure { () async throws(StateError) in try await backend.applies() },
      await awaitedFailure { () async throws(StateError) in try await backend.life(of: spring) },
      await awaitedFailure { () async throws(StateError) in try await backend.unlock(.anybody) },
      await awaitedFailure { () async throws(StateError) in try await backend.open() },
      await awaitedFailure { () async throws(StateError) in try await backend.head() },
      await awaitedFailure { () async throws(StateError) in try await backend.snapshot() },
      await awaitedFailure { () async throws(StateError) in try await backend.begun("1") },
      await awaitedFailure { () async throws(StateError) in try await backend.unsettledCount() },
      await awaitedFailure { () async throws(StateError) in try await backend.memberCounts() },
      await awaitedFailure { () async throws(StateError) in
        try await backend.operations(ofApply: 1)
      },
      await awaitedFailure { () async throws(StateError) in try await backend.refusesStaleWrites()
      },
    ]
  }
}
