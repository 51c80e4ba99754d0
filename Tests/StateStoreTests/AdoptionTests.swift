import AdsModel
import Planning
import StateStore
import Testing

/// What is taken over from an account is stored with an entry of the history.
struct AdoptionTests {
  private static func stored(_ address: Address, id: String, bid: String) -> StoredResource {
    .sample(address, id: id, json: #"{"bid":"\#(bid)","name":"Women"}"#)
  }

  @Test(arguments: Backend.allCases)
  func `an import fills an empty state`(_ kind: Backend) async throws {
    let folder = try kind.make()
    let backend = folder.backend
    let session = try await backend.open()
    try await session.adopt(
      [Self.stored(women, id: "17", bid: "0.35")], forgetting: [], kind: .importing, by: .ana,
      now: .noon)
    #expect(session.state.resources.map(\.address) == [women])
    #expect(session.nextSerial == 2)
    try await session.close()
    let state = try #require(try await backend.read())
    var expected = Self.stored(women, id: "17", bid: "0.35")
    expected.version = 1
    #expect(state.resources == [expected])
    let record = try #require(try await backend.applies().first)
    #expect(record.kind == .importing)
    #expect(record.author == .ana)
    #expect(record.outcome == .done)
    let operation = try #require(try await backend.operations(ofApply: record.number).first)
    #expect(operation.kind == .adopt)
    #expect(operation.phase == .done)
    #expect(operation.id == "17")
    #expect(operation.isOfNewResource)
    #expect(operation.fields.map(\.path) == [.name, .bid])
  }

  @Test(arguments: Backend.allCases)
  func `a refresh replaces and forgets in one entry`(_ kind: Backend) async throws {
    let folder = try kind.make()
    let backend = folder.backend
    try await backend.store([Self.stored(women, id: "17", bid: "0.35"), .sample(hero, id: "18")])
    let session = try await backend.open()
    var changed = Self.stored(women, id: "17", bid: "0.40")
    changed.status = .paused
    try await session.adopt([changed], forgetting: [hero], kind: .refresh, by: .ana, now: .noon)
    try await session.close()
    let state = try #require(try await backend.read())
    changed.version = 5
    #expect(state.resources == [changed])
    #expect(state.serial == 5)
    let record = try #require(try await backend.applies().last)
    #expect(record.kind == .refresh)
    let operations = try await backend.operations(ofApply: record.number)
    #expect(operations.map(\.kind) == [.remove, .adopt])
    #expect(operations.map(\.address) == [hero, women])
    #expect(
      operations.last?.fields == [
        FieldChange(path: .status, before: .text("active"), after: .text("paused")),
        FieldChange(
          path: .bid, before: .money(Money(micros: 350_000)),
          after: .money(Money(micros: 400_000))),
      ])
    #expect(try await backend.life(of: women).map(\.operation.kind) == [.create, .adopt])
    // Nothing is left to settle, and the next apply goes on as ever.
    let next = try await backend.open()
    #expect(next.unsettled.isEmpty)
    try await next.begin(.sample, now: .noon)
    try await next.close()
  }

  @Test(arguments: Backend.allCases)
  func `what is stored as given already is not written again`(_ kind: Backend) async throws {
    let folder = try kind.make()
    let backend = folder.backend
    try await backend.store([Self.stored(women, id: "17", bid: "0.35")])
    let session = try await backend.open()
    try await session.adopt(
      [Self.stored(women, id: "17", bid: "0.35")], forgetting: [], kind: .pull, by: .ana,
      now: .noon)
    try await session.close()
    #expect(try await backend.read()?.serial == 4)
    #expect(try await backend.applies().count == 1)
  }

  @Test(arguments: Backend.allCases)
  func `what is not stored cannot be forgotten, and nothing is written`(_ kind: Backend)
    async throws
  {
    let folder = try kind.make()
    let backend = folder.backend
    try await backend.store([.sample(spring)])
    let session = try await backend.open()
    let error = await awaitedFailure { () async throws(StateError) in
      try await session.adopt([], forgetting: [hero], kind: .pull, by: .ana, now: .noon)
    }
    #expect(error == .notStored(hero))
    try await session.close()
    #expect(try await backend.read()?.serial == 4)
  }
}
