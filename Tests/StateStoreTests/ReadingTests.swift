import AdsModel
import Foundation
import Planning
import StateStore
import Testing

struct ReadingTests {
  private func readEverything(_ backend: SQLiteBackend) throws {
    _ = try backend.read()
    _ = try backend.applies()
    _ = try backend.operations(ofApply: 1)
    _ = try backend.life(of: spring)
    _ = try backend.head()?.holder
  }

  @Test func `reading leaves every byte as it was`() async throws {
    let folder = try Folder()
    try await folder.backend.store([.sample(spring)])
    let before = try folder.contents()
    try readEverything(folder.backend)
    #expect(try folder.contents() == before)
  }

  @Test func `reading after a kill sees what was committed and leaves every byte`() async throws {
    let folder = try Folder()
    let session = try await folder.backend.open()
    try await session.begin(.sample, now: .noon)
    try await session.create([.sample(spring), .sample(women, id: "2")])
    let left = try folder.afterKill()
    let before = try left.contents()
    #expect(before.keys.sorted() == ["state.db", "state.db-wal"])
    #expect(try left.backend.read()?.resources.map(\.address) == [women, spring])
    try readEverything(left.backend)
    #expect(try left.contents() == before)
    try await session.close()
  }

  @Test func `reading while an apply runs sees its last commit and disturbs nothing`() async throws
  {
    let folder = try Folder()
    let session = try await folder.backend.open()
    try await session.begin(.sample, now: .noon)
    for number in 0..<20 {
      let address = Address.campaign("c\(number)")
      try await session.record(
        settled: number == 0
          ? []
          : [
            Settlement(
              sequence: number - 1,
              result: .done(.sample(.campaign("c\(number - 1)"), id: "\(number)")))
          ], intending: [.create(number, address, id: "\(number + 1)")], nextLocalID: 1, now: .noon)
      let before = try folder.contents()
      #expect(try folder.backend.read()?.resources.count == number)
      #expect(try folder.contents() == before)
    }
    try await session.close()
  }

  @Test func `readers beside a writer always see one whole moment`() async throws {
    let folder = try Folder()
    try await folder.backend.store([.sample(spring, id: "0"), .sample(women, id: "0")])
    let backend = folder.backend
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        for round in 1...40 {
          let session = try await backend.open()
          try await session.begin(.sample, now: .noon)
          try await session.create([
            .sample(spring, id: String(round)), .sample(women, id: String(round)),
          ])
          try await session.finish(.done, now: .noon)
          try await session.close()
        }
      }
      for _ in 0..<2 {
        group.addTask {
          for _ in 0..<60 {
            let state = try #require(try backend.read())
            #expect(Set(state.resources.map(\.id)).count == 1)
          }
        }
      }
      try await group.waitForAll()
    }
  }

  @Test func `a refused session leaves every byte`() async throws {
    let folder = try Folder()
    let session = try await folder.backend.open(.alive("ana"))
    let before = try folder.contents().filter { !$0.key.hasSuffix("-shm") }
    let error = await awaitedFailure { () async throws(StateError) in
      try await folder.backend.open(.alive("ben"))
    }
    #expect(error == .locked(.alive("ana")))
    #expect(try folder.contents().filter { !$0.key.hasSuffix("-shm") } == before)
    try await session.close()
  }

  @Test func `a path may hold any characters`() async throws {
    let folder = try Folder()
    let path = folder.path + "/a ?b#c%41 é'\";&=/state.db"
    let backend = SQLiteBackend(path: path)
    try await backend.store([.sample(spring)])
    #expect(try backend.read()?.resources.count == 1)
  }
}
