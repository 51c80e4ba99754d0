import AdsModel
import Planning
import Testing

@testable import StateStore

/// One id of a kind has one address, whichever way it comes into the state.
struct IdentityTests {
  private static let men = Address.adGroup("spring", "men")

  private static let message = """
    17 belongs to \(women), so it cannot belong to \(men) as well; forget it there first with \
    `pinplan state rm \(women)`, or choose another id
    """

  @Test(arguments: Backend.allCases)
  func `an import cannot give an id a second address`(_ kind: Backend) async throws {
    let folder = try kind.make()
    try await folder.backend.store([.sample(women, id: "17")])
    let before = try await folder.backend.read()
    let session = try await folder.backend.open()
    let error = await awaitedFailure { () async throws(StateError) in
      try await session.adopt(
        [.sample(Self.men, id: "17")], forgetting: [], kind: .importing, by: .ana, now: .noon)
    }
    try await session.close()
    #expect(error?.description == Self.message)
    #expect(error?.exitCode == 1)
    #expect(try await folder.backend.read()?.resources == before?.resources)
  }

  @Test(arguments: Backend.allCases)
  func `neither can one list of resources, nor an apply`(_ kind: Backend) async throws {
    let folder = try kind.make()
    let session = try await folder.backend.open()
    let both = [StoredResource.sample(women, id: "17"), .sample(Self.men, id: "17")]
    let adopting = await awaitedFailure { () async throws(StateError) in
      try await session.adopt(both, forgetting: [], kind: .importing, by: .ana, now: .noon)
    }
    #expect(adopting?.description == Self.message)
    #expect(session.state.resources == [])
    try await session.begin(.sample, now: .noon)
    let applying = await awaitedFailure { () async throws(StateError) in
      try await session.create(both)
    }
    #expect(applying?.description == Self.message)
    try await session.close()
  }

  @Test(arguments: Backend.allCases)
  func `an id of another kind is another one`(_ kind: Backend) async throws {
    let folder = try kind.make()
    try await folder.backend.store([.sample(women, id: "17"), .sample(spring, id: "17")])
    #expect(try await folder.backend.read()?.resources.count == 2)
  }

  @Test(arguments: Backend.allCases)
  func `an id goes with its resource, and is free once that is forgotten`(_ kind: Backend)
    async throws
  {
    let folder = try kind.make()
    try await folder.backend.store([.sample(spring, id: "1"), .sample(women, id: "17")])
    let session = try await folder.backend.open()
    let away = Address.adGroup("spring", "away")
    try await session.move([Move(from: women, to: away)], by: .ana, now: .noon)
    let taken = await awaitedFailure { () async throws(StateError) in
      try await session.adopt(
        [.sample(women, id: "17")], forgetting: [], kind: .importing, by: .ana, now: .noon)
    }
    #expect(taken?.description.hasPrefix("17 belongs to \(away)") == true)
    try await session.adopt(
      [.sample(Self.men, id: "17")], forgetting: [away], kind: .refresh, by: .ana, now: .noon)
    try await session.close()
    #expect(try await folder.backend.read()?.resources.map(\.address) == [Self.men, spring])
  }

  @Test(arguments: Backend.allCases)
  func `the old copy of a replacement is its address's too`(_ kind: Backend) async throws {
    let folder = try kind.make()
    var new = StoredResource.sample(women, id: "18")
    new.replaces = "17"
    try await folder.backend.store([new])
    let session = try await folder.backend.open()
    let error = await awaitedFailure { () async throws(StateError) in
      try await session.adopt(
        [.sample(Self.men, id: "17")], forgetting: [], kind: .importing, by: .ana, now: .noon)
    }
    try await session.close()
    #expect(error?.description == Self.message)
  }
}
