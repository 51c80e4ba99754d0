import AdsModel
import Planning
import Testing

@testable import StateStore

/// One id of a kind has one address, whichever way it comes into the state.
struct IdentityTests {
  private static let men = Address.adGroup("spring", "men")

  private static func failure(_ body: () throws(StateError) -> Void) -> StateError? {
    do throws(StateError) { try body() } catch { return error }
    return nil
  }

  private static let message = """
    17 belongs to \(women), so it cannot belong to \(men) as well; forget it there first with \
    `pinplan state rm \(women)`, or choose another id
    """

  @Test func `an import cannot give an id a second address`() throws {
    let folder = try Folder()
    try folder.backend.store([.sample(women, id: "17")])
    let before = try folder.backend.read()
    let session = try folder.backend.open()
    let error = Self.failure { () throws(StateError) in
      try session.adopt(
        [.sample(Self.men, id: "17")], forgetting: [], kind: .importing, by: .ana, now: .noon)
    }
    try session.close()
    #expect(error?.description == Self.message)
    #expect(error?.exitCode == 1)
    #expect(try folder.backend.read()?.resources == before?.resources)
  }

  @Test func `neither can one list of resources, nor an apply`() throws {
    let folder = try Folder()
    let session = try folder.backend.open()
    let both = [StoredResource.sample(women, id: "17"), .sample(Self.men, id: "17")]
    let adopting = Self.failure { () throws(StateError) in
      try session.adopt(both, forgetting: [], kind: .importing, by: .ana, now: .noon)
    }
    #expect(adopting?.description == Self.message)
    #expect(session.state.resources == [])
    try session.begin(.sample, now: .noon)
    let applying = Self.failure { () throws(StateError) in try session.create(both) }
    #expect(applying?.description == Self.message)
    try session.close()
  }

  @Test func `an id of another kind is another one`() throws {
    let folder = try Folder()
    try folder.backend.store([.sample(women, id: "17"), .sample(spring, id: "17")])
    #expect(try folder.backend.read()?.resources.count == 2)
  }

  @Test func `an id goes with its resource, and is free once that is forgotten`() throws {
    let folder = try Folder()
    try folder.backend.store([.sample(spring, id: "1"), .sample(women, id: "17")])
    let session = try folder.backend.open()
    let away = Address.adGroup("spring", "away")
    try session.move([Move(from: women, to: away)], by: .ana, now: .noon)
    let taken = Self.failure { () throws(StateError) in
      try session.adopt(
        [.sample(women, id: "17")], forgetting: [], kind: .importing, by: .ana, now: .noon)
    }
    #expect(taken?.description.hasPrefix("17 belongs to \(away)") == true)
    try session.adopt(
      [.sample(Self.men, id: "17")], forgetting: [away], kind: .refresh, by: .ana, now: .noon)
    try session.close()
    #expect(try folder.backend.read()?.resources.map(\.address) == [Self.men, spring])
  }

  @Test func `the old copy of a replacement is its address's too`() throws {
    let folder = try Folder()
    var new = StoredResource.sample(women, id: "18")
    new.replaces = "17"
    try folder.backend.store([new])
    let session = try folder.backend.open()
    let error = Self.failure { () throws(StateError) in
      try session.adopt(
        [.sample(Self.men, id: "17")], forgetting: [], kind: .importing, by: .ana, now: .noon)
    }
    try session.close()
    #expect(error?.description == Self.message)
  }
}
