import AdsModel
import CustomerLists
import Planning
import StateStore
import Testing

/// Who was uploaded is kept with the settlement of what did it, for as long as something names the list.
struct MemberTests {
  private static let audience = Address.audience("buyers")
  private static let values: PrivateValues = ["list": "77", "members": "m1"]

  private static func intent(
    _ step: String?, _ kind: Operation.Kind = .update, at address: Address = audience
  ) -> IntendedOperation {
    var intent = IntendedOperation(
      sequence: 0, kind: kind, address: address, id: kind == .create ? nil : "17",
      fieldsJSON: Array("[]".utf8))
    intent.step = step.map { OperationStep($0) }
    return intent
  }

  private static func resource(_ values: PrivateValues = values) -> StoredResource {
    var resource = StoredResource.sample(audience, id: "17")
    resource.privateValues = values
    return resource
  }

  private static func settlement(
    _ result: Settlement.Result, _ members: MembersWrite? = nil
  ) -> Settlement {
    var settlement = Settlement(sequence: 0, result: result)
    settlement.members = members
    return settlement
  }

  private static func record(
    _ session: any StateSession, _ settled: [Settlement], _ intents: [IntendedOperation]
  ) async throws(StateError) {
    try await session.record(settled: settled, intending: intents, nextLocalID: 1, now: .noon)
  }

  /// A session in which people are uploaded to the list of a stored audience.
  private static func uploading(_ state: KeptState) async throws -> any StateSession {
    try await state.backend.store([resource()])
    let session = try await state.backend.open()
    try await session.begin(.sample, now: .noon)
    try await record(session, [], [intent("upload 1")])
    return session
  }

  /// Writes something as a batch, and intends the next one.
  private static func batch(
    _ session: any StateSession, _ members: MembersWrite
  ) async throws(StateError) {
    try await record(
      session, [settlement(.stepDone(values, resource()), members)], [intent("upload")])
  }

  /// A state in which an audience has a list with three people on it, and no apply is under way.
  private static func filled(
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

  private static func afterKill(
    _ state: KeptState, _ body: (KeptState, any StateSession) async throws -> Void
  ) async throws {
    let killed = try await state.afterKill()
    _ = try await killed.backend.unlock(force: true)
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
    _ = try await state.backend.unlock(force: true)
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

  // MARK: - Forgetting

  /// Every way in which a list loses what it belongs to.
  enum Way: CaseIterable {
    case removed, archived, replaced, adopted, gone, renamed, moveOnto, unfinishedRemoved
    case unfinishedArchived
  }

  @Test(arguments: Backend.allCases, Way.allCases)
  func `a list that belongs to nothing any more is forgotten in the same write`(
    _ kind: Backend, _ way: Way
  ) async throws {
    let isUnfinished = way == .unfinishedRemoved || way == .unfinishedArchived
    var before = Self.resource()
    if way == .moveOnto { before.status = .archived }
    let state = try isUnfinished ? kind.make() : await Self.filled(kind, before)
    if isUnfinished { try await Self.leaveUnfinished(state) }
    #expect(try await state.backend.memberCounts() == ["m1": 3])
    let session = try await state.backend.open()
    switch way {
    case .removed, .unfinishedRemoved:
      _ = try await session.remove([Self.audience], by: .ana, now: .noon)
    case .archived, .unfinishedArchived:
      try await session.begin(.sample, now: .noon)
      try await Self.record(session, [], [Self.intent(nil, .archive)])
      // What went with the last batch is forgotten with the rest.
      let last = MembersWrite("m1", remove: (0..<2).members)
      try await Self.record(session, [Self.settlement(.done(nil), last)], [])
    case .replaced: try await Self.replace(session, state)
    case .adopted:
      try await session.adopt(
        [.sample(Self.audience, id: "99")], forgetting: [], kind: .importing, by: .ana, now: .noon)
    case .gone:
      try await session.adopt(
        [], forgetting: [Self.audience], kind: .refresh, by: .ana, now: .noon)
    case .renamed:
      try await session.begin(.sample, now: .noon)
      try await Self.record(session, [], [Self.intent(nil)])
      try await Self.record(
        session, [Self.settlement(.done(Self.resource(["members": "m2"])))], [])
    case .moveOnto:
      try await session.begin(.sample, now: .noon)
      let other = Address.audience("other")
      try await session.create([.sample(other, id: "18")])
      try await session.finish(.done, now: .noon)
      try await session.close()
      let mover = try await state.backend.open()
      try await mover.move([Move(from: other, to: Self.audience)], by: .ana, now: .noon)
      try await mover.close()
    }
    #expect(try await state.backend.memberCounts() == [:])
    #expect(try await state.backend.allMembers(of: "m1") == [])
    try await session.close()
  }

  /// A creation that was given up after its first upload.
  private static func leaveUnfinished(_ state: KeptState) async throws {
    let session = try await state.backend.open()
    try await session.begin(.sample, now: .noon)
    try await record(session, [], [intent("upload 1", .create)])
    try await record(
      session, [settlement(.stepDone(values, nil), MembersWrite("m1", add: (0..<3).members))], [])
    try await record(session, [settlement(.failed("stopped"))], [])
    try await session.finish(.stopped("stopped"), now: .noon)
    try await session.close()
  }

  /// Makes a copy with a list of its own, and archives the old one.
  private static func replace(_ session: any StateSession, _ state: KeptState) async throws {
    try await session.begin(.sample, now: .noon)
    try await record(session, [], [intent("upload 1", .create)])
    let values: PrivateValues = ["members": "m2"]
    try await record(
      session, [settlement(.stepDone(values, nil), MembersWrite("m2", add: (0..<2).members))],
      [intent("audience", .create)])
    var copy = StoredResource.sample(audience, id: "18")
    copy.privateValues = values
    copy.replaces = "17"
    copy.replacedValues = Self.values
    try await record(session, [settlement(.done(copy))], [])
    #expect(try await state.backend.memberCounts() == ["m1": 3, "m2": 2])
    var archive = intent(nil, .archiveReplaced)
    archive = IntendedOperation(
      sequence: 1, kind: .archiveReplaced, address: audience, id: "17",
      fieldsJSON: archive.fieldsJSON)
    try await record(session, [], [archive])
    (copy.replaces, copy.replacedValues) = (nil, [:])
    try await record(session, [Settlement(sequence: 1, result: .done(copy))], [])
    #expect(try await state.backend.memberCounts() == ["m2": 2])
    try await session.finish(.done, now: .noon)
    _ = try await session.remove([audience], by: .ana, now: .noon)
  }

  @Test(arguments: Backend.allCases)
  func `a write that was refused forgets nobody`(_ kind: Backend) async throws {
    let state = try await Self.filled(kind)
    let session = try await state.backend.open()
    let error = await awaitedFailure { () async throws(StateError) in
      try await session.remove([Self.audience, .audience("unknown")], by: .ana, now: .noon)
    }
    #expect(error == .notStored(.audience("unknown")))
    _ = try await session.remove([Self.audience], by: .ana, now: .noon)
    #expect(try await state.backend.memberCounts() == [:])
    try await session.close()
  }

  @Test(arguments: Backend.allCases)
  func `who is kept of an audience can be forgotten, and history tells how many`(
    _ kind: Backend
  ) async throws {
    let state = try await Self.filled(kind)
    let session = try await state.backend.open()
    let before = try #require(session.state.resources.first)
    let serial = session.nextSerial
    #expect(try await session.forgetMembers(of: Self.audience, by: .ana, now: .noon) == 3)
    #expect(try await state.backend.memberCounts() == [:])
    // Another plan than the one that was reviewed with those people.
    let after = try #require(session.state.resources.first)
    #expect(after.version == serial)
    #expect(after.privateValues == before.privateValues)
    let entry = try #require(try await state.backend.applies().last)
    #expect(entry.kind == .forget)
    #expect(entry.outcome == .done)
    let operations = try await state.backend.operations(ofApply: entry.number)
    #expect(operations.map(\.address) == [Self.audience])
    #expect(operations.map(\.phase) == [.done])
    #expect(
      operations.map(\.fields) == [
        [FieldChange(path: FieldPath("members"), before: .integer(3), after: nil)]
      ])
    // There is nobody left to forget, so nothing is written.
    #expect(try await session.forgetMembers(of: Self.audience, by: .ana, now: .noon) == 0)
    #expect(session.nextSerial == serial + 1)
    let unknown = await awaitedFailure { () async throws(StateError) in
      try await session.forgetMembers(of: .audience("unknown"), by: .ana, now: .noon)
    }
    #expect(unknown == .notStored(.audience("unknown")))
    try await session.close()
  }

  @Test(arguments: Backend.allCases)
  func `who is kept of what was given up half-made can be forgotten`(_ kind: Backend) async throws {
    let state = try kind.make()
    try await Self.leaveUnfinished(state)
    let session = try await state.backend.open()
    #expect(try await session.forgetMembers(of: Self.audience, by: .ana, now: .noon) == 3)
    #expect(try await state.backend.memberCounts() == [:])
    #expect(session.state.unfinished.map(\.privateValues) == [Self.values])
    #expect(try await state.backend.applies().last?.kind == .forget)
    try await session.close()
  }

  @Test(arguments: Backend.allCases)
  func `nothing else that is read tells who is on a list`(_ kind: Backend) async throws {
    let state = try await Self.filled(kind)
    let write = MembersWrite("m1", add: (0..<3).members)
    #expect("\(write)" == "<3 in, 0 out>")
    var words = ""
    dump(write, to: &words)
    dump(Self.settlement(.stepDone(Self.values, nil), write), to: &words)
    dump(try await state.backend.read(), to: &words)
    for apply in try await state.backend.applies() {
      dump(apply, to: &words)
      dump(try await state.backend.operations(ofApply: apply.number), to: &words)
    }
    #expect(!words.contains("SealedMember"))
    #expect(!words.contains("\(SealedMember.sample(0).bytes[0..<4])".dropFirst().dropLast()))
  }
}
