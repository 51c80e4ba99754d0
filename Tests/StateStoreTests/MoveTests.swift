import AdsModel
import Planning
import StateStore
import Testing

struct MoveTests {
  private let summer = Address.campaign("summer")

  private func ids(_ backend: any StateBackend) async throws -> [String: String] {
    let resources = try await backend.read()?.resources ?? []
    return Dictionary(
      uniqueKeysWithValues: resources.map { ($0.address.description, $0.id) })
  }

  @Test(arguments: Backend.allCases)
  func `a move takes along everything below`(_ kind: Backend) async throws {
    let folder = try kind.make()
    try await folder.backend.store([
      .sample(spring, id: "1"), .sample(women, id: "2"), .sample(sofa, id: "3"),
      .sample(hero, id: "4"), .sample(.audience("spring"), id: "5"),
    ])
    let session = try await folder.backend.open()
    try await session.begin(.sample, now: .noon)
    let move = Move(from: spring, to: summer)
    try await session.applyMoves([move], remembering: [move], now: .noon)
    try await session.finish(.done, now: .noon)
    try await session.close()
    #expect(
      try await ids(folder.backend) == [
        "campaign/summer": "1", "ad_group/summer/women": "2",
        "keyword/summer/women/exact/corner sofa": "3", "ad/summer/women/hero": "4",
        "audience/spring": "5",
      ])
    let state = try #require(try await folder.backend.read())
    #expect(state.appliedMoves == [move])
    #expect(Set(state.resources.map(\.version)) == [3, 6])
    let operations = try await folder.backend.operations(ofApply: 2)
    #expect(operations.map(\.sequence) == [-4, -3, -2, -1])
    #expect(operations.allSatisfy { $0.kind == .move && $0.phase == .done })
  }

  @Test(arguments: Backend.allCases)
  func `swaps and chains happen at once`(_ kind: Backend) async throws {
    let folder = try kind.make()
    let keys = ["a", "b", "c", "d"].map { Address.campaign($0) }
    try await folder.backend.store(keys.map { .sample($0, id: $0.path) })
    let session = try await folder.backend.open()
    try await session.move(
      [
        Move(from: keys[0], to: keys[1]), Move(from: keys[1], to: keys[0]),
        Move(from: keys[2], to: keys[3]), Move(from: keys[3], to: .campaign("e")),
      ], by: .ana, now: .noon)
    try await session.close()
    #expect(
      try await ids(folder.backend) == [
        "campaign/a": "b", "campaign/b": "a", "campaign/d": "c", "campaign/e": "d",
      ])
  }

  @Test(arguments: Backend.allCases)
  func `ten thousand renames lose nothing`(_ kind: Backend) async throws {
    let folder = try kind.make()
    let resources = (0..<10_000).map {
      StoredResource.sample(.campaign("c\($0)"), id: String($0))
    }
    try await folder.backend.store(resources)
    let session = try await folder.backend.open()
    let serial = session.state.serial
    try await session.move(
      (0..<10_000).map {
        Move(from: .campaign("c\($0)"), to: .campaign("c\(($0 + 1) % 10_000)"))
      }, by: .ana, now: .noon)
    #expect(session.nextSerial == serial + 2)
    try await session.close()
    let found = try await ids(folder.backend)
    #expect(found.count == 10_000)
    #expect((0..<10_000).allSatisfy { found["campaign/c\(($0 + 1) % 10_000)"] == String($0) })
  }

  @Test(arguments: Backend.allCases)
  func `a move is refused when it could lose something`(_ kind: Backend) async throws {
    let folder = try kind.make()
    try await folder.backend.store([
      .sample(spring), .sample(summer, id: "2"), .sample(women, id: "3"),
    ])
    let session = try await folder.backend.open()
    func refusal(_ moves: Move...) async -> String? {
      await awaitedFailure { () async throws(StateError) in
        try await session.move(moves, by: .ana, now: .noon)
      }
      .map { "\($0.exitCode): \($0)" }
    }
    #expect(
      await refusal(Move(from: spring, to: summer))
        == """
        1: campaign/summer is taken by another resource, so nothing can move there; choose a free \
        address
        """)
    #expect(
      await refusal(Move(from: .campaign("winter"), to: .campaign("x")))
        == "1: campaign/winter is not in the state; `pinplan state list` shows what is")
    #expect(
      await refusal(Move(from: women, to: .campaign("women")))
        == """
        1: ad_group/spring/women cannot become campaign/women: they are of different kinds; choose \
        an address that begins with ad_group/
        """)
    #expect(
      await refusal(Move(from: women, to: .adGroup("summer", "women")))
        == """
        1: ad_group/spring/women cannot move to ad_group/summer/women: Pinterest keeps it under the \
        campaign it was created in; keep the parent, or declare it under the other one: it is then \
        created anew and the old one archived
        """)
    #expect(
      await refusal(
        Move(from: .keyword(in: women, .broad, "tv"), to: .keyword(in: women, .exact, "telly")))
          == """
          1: keyword/spring/women/broad/tv cannot move: a keyword's text, match type and ad group are \
          what it is; declare the other one: the new keyword is created, the old one archived
          """)
    #expect(
      await refusal(Move(from: spring, to: .campaign("x")), Move(from: summer, to: .campaign("x")))
        == """
        1: campaign/x is taken by another resource, so nothing can move there; choose a free \
        address
        """)
    try await session.close()
    #expect(try await folder.backend.applies().count == 1)
  }

  @Test(arguments: Backend.allCases)
  func `removing forgets everything below and is in the history`(_ kind: Backend) async throws {
    let folder = try kind.make()
    try await folder.backend.store([
      .sample(spring), .sample(women, id: "2"), .sample(hero, id: "3"), .sample(summer, id: "4"),
    ])
    let session = try await folder.backend.open()
    let missing = await awaitedFailure { () async throws(StateError) in
      try await session.remove([summer, .campaign("winter")], by: .ana, now: .noon)
    }
    #expect(missing == .notStored(.campaign("winter")))
    let removed = try await session.remove([women], by: .ana, now: .noon)
    try await session.close()
    #expect(Set(removed) == [women, hero])
    #expect(try await ids(folder.backend) == ["campaign/spring": "1", "campaign/summer": "4"])
    let entry = try #require(try await folder.backend.applies().last)
    #expect(entry.kind == .remove)
    #expect(entry.author == .ana)
    #expect(entry.planDigest == nil)
    #expect(try await folder.backend.operations(ofApply: 2).map(\.kind) == [.remove, .remove])
    #expect(try await folder.backend.operations(ofApply: 2).map(\.id) == ["3", "2"])
  }
}
