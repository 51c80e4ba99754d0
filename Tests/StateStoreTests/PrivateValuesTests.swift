import AdsModel
import CanonicalJSON
import Planning
import StateStore
import Testing

/// What a target remembers stays with what it is about, whatever happens to that.
struct PrivateValuesTests {
  private static let audience = Address.audience("buyers")
  /// As hostile as a target may be.
  private static let values: PrivateValues = [
    "list": "2542620639259", "digest": "'); --\u{1}\"é🛋\n", "": "",
  ]

  private static func remembered(_ address: Address = audience, id: String = "17") -> StoredResource
  {
    var resource = StoredResource.sample(address, id: id)
    resource.privateValues = values
    return resource
  }

  private static func stored(_ folder: KeptState) async throws -> [Address: StoredResource] {
    let resources = try #require(try await folder.backend.read()).resources
    return resources.byAddress
  }

  @Test(arguments: Backend.allCases)
  func `what a target remembers is read back whole, and what it does not is empty`(
    _ kind: Backend
  ) async throws {
    let folder = try kind.make()
    var replacing = Self.remembered(spring, id: "18")
    replacing.replaces = "16"
    replacing.replacedValues = ["list": "4"]
    try await folder.backend.store([Self.remembered(), replacing, .sample(women, id: "19")])
    let stored = try await Self.stored(folder)
    #expect(stored[Self.audience]?.privateValues == Self.values)
    #expect(stored[Self.audience]?.replacedValues == [:])
    #expect(stored[spring]?.privateValues == Self.values)
    #expect(stored[spring]?.replacedValues == ["list": "4"])
    #expect(stored[women]?.privateValues == [:])
  }

  @Test(arguments: Backend.allCases)
  func `a move takes it along`(_ kind: Backend) async throws {
    let folder = try kind.make()
    try await folder.backend.store([Self.remembered(), Self.remembered(women, id: "18")])
    let session = try await folder.backend.open()
    let (clients, all) = (Address.audience("clients"), Address.adGroup("spring", "all"))
    try await session.move(
      [Move(from: Self.audience, to: clients), Move(from: women, to: all)], by: .ana, now: .noon)
    try await session.begin(.sample, now: .noon)
    try await session.applyMoves([Move(from: all, to: women)], remembering: [], now: .noon)
    try await session.finish(.done, now: .noon)
    try await session.close()
    let stored = try await Self.stored(folder)
    #expect(stored[clients]?.privateValues == Self.values)
    #expect(stored[women]?.privateValues == Self.values)
  }

  @Test(arguments: Backend.allCases)
  func `who takes over values from an account takes none of it away`(_ kind: Backend) async throws {
    let folder = try kind.make()
    var before = Self.remembered()
    before.replaces = "16"
    before.replacedValues = ["list": "4"]
    try await folder.backend.store([before, Self.remembered(spring, id: "18")])
    let session = try await folder.backend.open()
    // As somebody finds them who knows nothing of what is remembered.
    var found = StoredResource.sample(Self.audience, id: "17", json: #"{"name":"Buyers"}"#)
    found.replaces = "16"
    try await session.adopt(
      [found, .sample(spring, id: "99")], forgetting: [], kind: .refresh, by: .ana, now: .noon)
    try await session.close()
    let stored = try await Self.stored(folder)
    #expect(stored[Self.audience]?.attributes == found.attributes)
    #expect(stored[Self.audience]?.privateValues == Self.values)
    #expect(stored[Self.audience]?.replacedValues == ["list": "4"])
    // Another one has taken its address: nothing is known of that.
    #expect(stored[spring]?.privateValues == [:])
  }

  @Test(arguments: Backend.allCases)
  func `adopting what is stored already writes nothing`(_ kind: Backend) async throws {
    let folder = try kind.make()
    try await folder.backend.store([Self.remembered()])
    let session = try await folder.backend.open()
    let before = try await folder.reading()
    try await session.adopt(
      [.sample(Self.audience, id: "17")], forgetting: [], kind: .refresh, by: .ana, now: .noon)
    #expect(try await folder.reading() == before)
    try await session.close()
  }

  @Test(arguments: Backend.allCases)
  func `an apply that was cut off says what was remembered`(_ kind: Backend) async throws {
    let folder = try kind.make()
    let session = try await folder.backend.open()
    try await session.begin(.sample, now: .noon)
    let outcome = KeptOutcome.resource(Self.remembered(id: "17"))
    var json = JSONWriter()
    let intent = IntendedOperation(
      sequence: 0, kind: .update, address: Self.audience, id: "17", fieldsJSON: Array("[]".utf8),
      outcomeJSON: outcome.json(besides: [], in: &json))
    try await session.record(settled: [], intending: [intent], nextLocalID: 1, now: .noon)
    let killed = try await folder.afterKill()
    try await session.close()
    _ = try await killed.backend.unlock(.anybody)
    let next = try await killed.backend.open()
    #expect(next.unsettled.map(\.outcome) == [outcome])
    try await next.close()
  }

  @Test func `nothing that is printed tells what is remembered`() {
    #expect("\(Self.values)" == "<3 private>")
    #expect(!"\(Self.remembered())".contains("2542620639259"))
    #expect(!String(reflecting: Self.remembered()).contains("2542620639259"))
  }

  @Test func `values have one form, whatever order they came in`() {
    #expect(Self.values.all.map(\.name) == ["", "digest", "list"])
    var other: PrivateValues = ["list": "1", "x": "y"]
    other["x"] = nil
    #expect(other == ["list": "1"])
    #expect(other["x"] == nil)
  }
}
