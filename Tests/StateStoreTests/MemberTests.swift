import AdsModel
import CustomerLists
import Planning
import StateStore
import Testing

/// Who was uploaded is kept with the settlement of what did it, for as long as something names the list.
struct MemberTests {
  static let audience = Address.audience("buyers")
  static let values: PrivateValues = ["list": "77", "members": "m1"]

  static func intent(
    _ step: String?, _ kind: Operation.Kind = .update, at address: Address = audience
  ) -> IntendedOperation {
    var intent = IntendedOperation(
      sequence: 0, kind: kind, address: address, id: kind == .create ? nil : "17",
      fieldsJSON: Array("[]".utf8))
    intent.step = step.map { OperationStep($0) }
    return intent
  }

  static func resource(_ values: PrivateValues = values) -> StoredResource {
    var resource = StoredResource.sample(audience, id: "17")
    resource.privateValues = values
    return resource
  }

  static func settlement(
    _ result: Settlement.Result, _ members: MembersWrite? = nil
  ) -> Settlement {
    var settlement = Settlement(sequence: 0, result: result)
    settlement.members = members
    return settlement
  }

  static func record(
    _ session: any StateSession, _ settled: [Settlement], _ intents: [IntendedOperation]
  ) async throws(StateError) {
    try await session.record(settled: settled, intending: intents, nextLocalID: 1, now: .noon)
  }

  /// A session in which people are uploaded to the list of a stored audience.
  static func uploading(_ state: KeptState) async throws -> any StateSession {
    try await state.backend.store([resource()])
    let session = try await state.backend.open()
    try await session.begin(.sample, now: .noon)
    try await record(session, [], [intent("upload 1")])
    return session
  }

  /// Writes something as a batch, and intends the next one.
  static func batch(
    _ session: any StateSession, _ members: MembersWrite
  ) async throws(StateError) {
    try await record(
      session, [settlement(.stepDone(values, resource()), members)], [intent("upload")])
  }

  /// A state in which an audience has a list with three people on it, and no apply is under way.
  static func filled(
    _ kind: Backend, _ resource: StoredResource = resource()
  ) async throws -> KeptState {
    let state = try kind.make()
    let session = try await uploading(state)
    try await batch(session, MembersWrite("m1", add: (0..<3).members))
    try await record(session, [settlement(.done(resource))], [])
    try await session.finish(.done, now: .noon)
    try await session.close()
    return state
  }

  static func afterKill(
    _ state: KeptState, _ body: (KeptState, any StateSession) async throws -> Void
  ) async throws {
    let killed = try await state.afterKill()
    _ = try await killed.backend.unlock(.anybody)
    let session = try await killed.backend.open()
    try await body(killed, session)
    try await session.close()
  }

  // MARK: - Coming and going

  @Test(arguments: Backend.allCases)
  func `who comes and goes with each batch is read back in the order of lookups`(
    _ kind: Backend
  ) async throws {
    let state = try kind.make()
    let session = try await Self.uploading(state)
    #expect(try await session.memberCounts() == [:])
    try await Self.batch(session, MembersWrite("m1", add: (0..<6).members.reversed()))
    #expect(try await session.memberCounts() == ["m1": 6])
    try await Self.batch(
      session, MembersWrite("m1", add: (6..<9).members, remove: (0..<2).members))
    var pages: [SealedMember] = []
    try await session.members(of: "m1") { pages += $0 }
    #expect(pages == (2..<9).members)
    #expect(try await state.backend.allMembers(of: "m1") == (2..<9).members)
    #expect(try await state.backend.allMembers(of: "m2") == [])
    #expect(try await state.backend.memberCounts() == ["m1": 7])
    try await session.close()
  }

  @Test(arguments: Backend.allCases)
  func `adding somebody twice or taking out somebody who is not there changes nothing`(
    _ kind: Backend
  ) async throws {
    let state = try kind.make()
    let session = try await Self.uploading(state)
    try await Self.batch(session, MembersWrite("m1", add: (0..<4).members + (0..<4).members))
    try await Self.batch(
      session, MembersWrite("m1", add: (2..<5).members, remove: (7..<9).members))
    #expect(try await state.backend.allMembers(of: "m1") == (0..<5).members)
    // Who goes and comes in one batch is there.
    try await Self.batch(
      session, MembersWrite("m1", add: [.sample(1)], remove: [.sample(1), .sample(1)]))
    #expect(try await state.backend.allMembers(of: "m1") == (0..<5).members)
    #expect(try await state.backend.memberCounts() == ["m1": 5])
    try await session.close()
  }

  @Test(arguments: Backend.allCases)
  func `people are kept with the settlement of their batch, or not at all`(
    _ kind: Backend
  ) async throws {
    let state = try kind.make()
    let session = try await Self.uploading(state)
    try await Self.batch(session, MembersWrite("m1", add: (0..<3).members))
    try await Self.afterKill(state) { killed, next in
      #expect(try await killed.backend.allMembers(of: "m1") == (0..<3).members)
      // The next run finds out that the batch which is open had happened.
      var resolution = Resolution(
        next.unsettled[0], .stepHappened(Self.values, Self.resource()))
      resolution.members = MembersWrite("m1", add: (3..<5).members)
      try await next.resolve([resolution], now: .noon)
      #expect(try await killed.backend.allMembers(of: "m1") == (0..<5).members)
    }
    _ = try await state.backend.unlock(.anybody)
    let error = await awaitedFailure { () async throws(StateError) in
      try await Self.batch(session, MembersWrite("m1", add: (3..<5).members))
    }
    #expect(error == .lockLost(place: state.backend.place))
    #expect(try await state.backend.allMembers(of: "m1") == (0..<3).members)
    try await session.close()
  }

  @Test(arguments: Backend.allCases)
  func `a list that everybody left is empty, and one that is forgotten is gone`(
    _ kind: Backend
  ) async throws {
    let state = try kind.make()
    let session = try await Self.uploading(state)
    try await Self.batch(session, MembersWrite("m1", add: (0..<3).members))
    try await Self.batch(session, MembersWrite("m1", remove: (0..<3).members))
    #expect(try await state.backend.memberCounts() == ["m1": 0])
    try await Self.batch(session, MembersWrite("m1", add: (0..<3).members))
    try await Self.batch(session, .forgetting("m1"))
    #expect(try await state.backend.memberCounts() == [:])
    #expect(try await state.backend.allMembers(of: "m1") == [])
    var again = MembersWrite("m1", add: (5..<7).members)
    try await Self.batch(session, again)
    again.isForgotten = true
    again.add = (8..<9).members
    try await Self.batch(session, again)
    #expect(try await state.backend.allMembers(of: "m1") == (8..<9).members)
    try await session.close()
  }

  @Test(arguments: Backend.allCases)
  func `lists are kept apart, and one of what is being made goes where that goes`(
    _ kind: Backend
  ) async throws {
    let state = try await Self.filled(kind)
    let session = try await state.backend.open()
    try await session.begin(.sample, now: .noon)
    let other = Address.audience("others")
    try await Self.record(session, [], [Self.intent("upload 1", .create, at: other)])
    let values: PrivateValues = ["members": "m2"]
    try await Self.record(
      session,
      [Self.settlement(.stepDone(values, nil), MembersWrite("m2", add: (1..<5).members))],
      [Self.intent("audience", .create, at: other)])
    #expect(try await state.backend.memberCounts() == ["m1": 3, "m2": 4])
    var made = StoredResource.sample(other, id: "18")
    made.privateValues = values
    try await Self.record(session, [Self.settlement(.done(made))], [])
    try await session.finish(.done, now: .noon)
    try await session.close()
    let mover = try await state.backend.open()
    try await mover.move([Move(from: other, to: .audience("renamed"))], by: .ana, now: .noon)
    #expect(try await state.backend.allMembers(of: "m1") == (0..<3).members)
    #expect(try await state.backend.allMembers(of: "m2") == (1..<5).members)
    try await mover.close()
  }
}
