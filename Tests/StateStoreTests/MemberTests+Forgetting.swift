import AdsModel
import CustomerLists
import Planning
import StateStore
import Testing

/// Nobody is kept of a list that nothing names any more, and nobody whom a user forgets.
extension MemberTests {
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

extension MemberTests {
  @Test(arguments: Backend.allCases)
  func `people who come to a list that no plan knows leave the version as it is`(
    _ kind: Backend
  ) async throws {
    let state = try kind.make()
    try await state.backend.store([Self.resource()])
    let session = try await state.backend.open()
    var resource = try #require(session.state.resources.first)
    let version = resource.version
    try await session.begin(.sample, now: .noon)
    try await Self.record(session, [], [Self.intent(nil)])
    resource.privateValues = Self.values
    var settlement = Self.settlement(
      .done(resource), MembersWrite("m1", add: (0..<3).members))
    settlement.keepsVersion = true
    try await Self.record(session, [settlement], [])
    try await session.finish(.done, now: .noon)
    try await session.close()
    let stored = try #require(try await state.backend.read())
    #expect(stored.resources.map(\.version) == [version])
    #expect(stored.serial > version)
    #expect(try await state.backend.memberCounts() == ["m1": 3])
  }
}
