import AdsModel
import Planning
import StateStore
import Testing

/// Operations of several steps, each intended and settled on its own.
struct StepJournalTests {
  private static let audience = Address.audience("buyers")
  private static let list: PrivateValues = ["list": "77"]
  private static let uploaded: PrivateValues = ["list": "77", "parts": "1"]

  private static func intent(
    _ step: OperationStep?, _ kind: Operation.Kind = .create, _ sequence: Int = 0,
    at address: Address = audience
  ) -> IntendedOperation {
    var intent = IntendedOperation(
      sequence: sequence, kind: kind, address: address, id: kind == .create ? nil : "17",
      fieldsJSON: Array("{}".utf8))
    intent.step = step
    intent.deadline = EffectDeadline(
      recorded: MachineTime(wall: .zero, bootID: nil, monotonic: .zero),
      span: .seconds(step == nil ? 1 : 70))
    return intent
  }

  private static func done(_ values: PrivateValues, _ resource: StoredResource? = nil) -> Settlement
  {
    Settlement(sequence: 0, result: .stepDone(values, resource))
  }

  private static func begin(_ folder: KeptState) async throws -> any StateSession {
    let session = try await folder.backend.open()
    try await session.begin(.sample, now: .noon)
    return session
  }

  private static func record(
    _ session: any StateSession, _ settled: [Settlement], _ intents: [IntendedOperation]
  ) async throws(StateError) {
    try await session.record(settled: settled, intending: intents, nextLocalID: 1, now: .noon)
  }

  /// The next run on what a process that is killed now leaves.
  private static func afterKill(
    _ folder: KeptState, _ body: (KeptState, any StateSession) async throws -> Void
  ) async throws {
    let killed = try await folder.afterKill()
    _ = try await killed.backend.unlock(.anybody)
    let session = try await killed.backend.open()
    try await body(killed, session)
    try await session.close()
  }

  @Test(arguments: Backend.allCases)
  func `what each step returned is there for the next, and with the resource in the end`(
    _ kind: Backend
  ) async throws {
    let folder = try kind.make()
    let session = try await Self.begin(folder)
    try await Self.record(session, [], [Self.intent(OperationStep("list"))])
    try await Self.record(
      session, [Self.done(Self.list)], [Self.intent(OperationStep("upload 1", Self.list))])
    var state = try #require(try await folder.backend.read())
    #expect(state.resources.isEmpty)
    #expect(state.unfinished == [UnfinishedCreation(Self.audience, after: "list", Self.list)])
    try await Self.record(
      session, [Self.done(Self.uploaded)], [Self.intent(OperationStep("audience", Self.uploaded))])
    #expect(try await folder.backend.unsettledCount() == 1)
    var resource = StoredResource.sample(Self.audience, id: "17")
    resource.privateValues = Self.uploaded
    try await Self.record(session, [Settlement(sequence: 0, result: .done(resource))], [])
    try await session.finish(.done, now: .noon)
    try await session.close()
    state = try #require(try await folder.backend.read())
    #expect(state.unfinished.isEmpty)
    #expect(state.resources.map(\.privateValues) == [Self.uploaded])
    #expect(state.resources.map(\.version) == [state.serial - 1])
    #expect(try await folder.backend.unsettledCount() == 0)
    // One operation, however many steps it took.
    #expect(try await folder.backend.operations(ofApply: 1).map(\.phase) == [.done])
    #expect(try await folder.backend.operations(ofApply: 1).map(\.id) == ["17"])
  }

  @Test(arguments: Backend.allCases)
  func `a kill leaves the step that may have happened, and what the ones before returned`(
    _ kind: Backend
  ) async throws {
    let folder = try kind.make()
    let session = try await Self.begin(folder)
    try await Self.record(session, [], [Self.intent(OperationStep("list", ["mark": "9"]))])
    try await Self.afterKill(folder) { killed, next in
      let open = try #require(next.unsettled.first)
      #expect(open.progress?.open == OperationStep("list", ["mark": "9"]))
      #expect(open.progress?.doneCount == 0)
      #expect(open.deadline?.span == .seconds(70))
      try await next.resolve([Resolution(open, .stepHappened(Self.list, nil))], now: .noon)
      #expect(next.unsettled.isEmpty)
      #expect(
        next.state.unfinished == [UnfinishedCreation(Self.audience, after: "list", Self.list)])
      #expect(try await killed.backend.unsettledCount() == 0)
      #expect(
        try await killed.backend.operations(ofApply: 1).map(\.phase) == [.resolvedNotDone])
    }
    try await Self.record(
      session, [Self.done(Self.list)], [Self.intent(OperationStep("upload 1", Self.list))])
    try await Self.afterKill(folder) { _, next in
      let open = try #require(next.unsettled.first)
      #expect(open.progress?.open == OperationStep("upload 1", Self.list))
      #expect(open.progress?.doneCount == 1)
      try await next.resolve([Resolution(open, .didNotHappen)], now: .noon)
      // What was done before stands.
      #expect(
        next.state.unfinished == [UnfinishedCreation(Self.audience, after: "list", Self.list)])
    }
    // Between two steps nothing is open, and nothing has to be looked for.
    try await Self.record(session, [Self.done(Self.uploaded)], [])
    try await Self.afterKill(folder) { _, next in
      let open = try #require(next.unsettled.first)
      #expect(open.progress != nil)
      #expect(open.progress?.open == nil)
      #expect(open.progress?.doneCount == 2)
    }
    try await session.close()
  }

  @Test(arguments: Backend.allCases)
  func `another apply goes on, and the last step found settles it`(_ kind: Backend) async throws {
    let folder = try kind.make()
    let session = try await Self.begin(folder)
    try await Self.record(session, [], [Self.intent(OperationStep("list"))])
    try await Self.record(
      session, [Self.done(Self.list)], [Self.intent(OperationStep("upload 1", Self.list))])
    try await Self.afterKill(folder) { killed, next in
      try await next.resolve([Resolution(next.unsettled[0], .didNotHappen)], now: .noon)
      try await next.begin(.sample, now: .noon)
      try await Self.record(next, [], [Self.intent(OperationStep("audience", Self.list))])
      try await Self.afterKill(killed) { _, last in
        let open = try #require(last.unsettled.first)
        #expect(open.progress?.open?.name == "audience")
        var resource = StoredResource.sample(Self.audience, id: "17")
        resource.privateValues = Self.list
        try await last.resolve([Resolution(open, .happened(resource))], now: .noon)
        #expect(last.state.unfinished.isEmpty)
        #expect(last.state.resources.map(\.privateValues) == [Self.list])
      }
    }
    try await session.close()
  }

  @Test(arguments: Backend.allCases)
  func `a step of an update is remembered by its resource, whose version stays`(
    _ kind: Backend
  ) async throws {
    let folder = try kind.make()
    var resource = StoredResource.sample(Self.audience, id: "17")
    resource.privateValues = Self.list
    try await folder.backend.store([resource])
    let session = try await Self.begin(folder)
    resource = try #require(session.state.resources.first)
    try await Self.record(session, [], [Self.intent(OperationStep("upload 1"), .update)])
    resource.privateValues = Self.uploaded
    try await Self.record(
      session, [Self.done(Self.uploaded, resource)],
      [Self.intent(OperationStep("upload 2"), .update)])
    let state = try #require(try await folder.backend.read())
    #expect(state.resources == [resource])
    #expect(state.unfinished.isEmpty)
    try await Self.afterKill(folder) { _, next in
      var later = resource
      later.privateValues["parts"] = "2"
      try await next.resolve(
        [Resolution(next.unsettled[0], .stepHappened(later.privateValues, later))], now: .noon)
      #expect(next.state.resources == [later])
    }
    try await session.close()
  }

  @Test(arguments: Backend.allCases)
  func `what is being made moves, is forgotten, and gives way to what is there`(
    _ kind: Backend
  ) async throws {
    let folder = try kind.make()
    var session = try await Self.begin(folder)
    try await Self.record(
      session, [],
      [
        Self.intent(OperationStep("list")),
        Self.intent(OperationStep("list"), .create, 1, at: .audience("b")),
        Self.intent(OperationStep("list"), .create, 2, at: .audience("c")),
      ])
    let values: PrivateValues = ["list": "78"]
    try await Self.record(
      session,
      [Self.done(Self.list)]
        + [1, 2].map { Settlement(sequence: $0, result: .stepDone(values, nil)) }, [])
    try await Self.record(
      session, (0..<3).map { Settlement(sequence: $0, result: .failed("stopped")) }, [])
    try await session.finish(.stopped("stopped"), now: .noon)
    #expect(try await folder.backend.read()?.unfinished.count == 3)
    #expect(try await folder.backend.unsettledCount() == 0)
    try await session.close()
    session = try await folder.backend.open()
    let moved = Address.audience("a")
    try await session.move([Move(from: Self.audience, to: moved)], by: .ana, now: .noon)
    #expect(
      session.state.unfinished.first == UnfinishedCreation(moved, after: "list", Self.list))
    #expect(try await session.remove([.audience("b")], by: .ana, now: .noon) == [])
    #expect(session.state.unfinished.map(\.address) == [moved, .audience("c")])
    try await session.adopt(
      [.sample(.audience("c"), id: "5")], forgetting: [], kind: .importing, by: .ana, now: .noon)
    #expect(session.state.unfinished.map(\.address) == [moved])
    // A project that no longer wants it archives it.
    try await session.begin(.sample, now: .noon)
    try await session.applyMoves(
      [Move(from: moved, to: Self.audience)], remembering: [], now: .noon)
    try await Self.record(session, [], [Self.intent(nil, .archive)])
    try await Self.record(session, [Settlement(sequence: 0, result: .done(nil))], [])
    try await session.finish(.done, now: .noon)
    #expect(try await folder.backend.read()?.unfinished.isEmpty == true)
    try await session.close()
  }

  @Test(arguments: Backend.allCases)
  func `a write that was refused has done no step`(_ kind: Backend) async throws {
    let folder = try kind.make()
    let session = try await Self.begin(folder)
    try await Self.record(session, [], [Self.intent(OperationStep("list"))])
    let before = try await folder.reading()
    _ = try await folder.backend.unlock(.anybody)
    let error = await awaitedFailure { () async throws(StateError) in
      try await Self.record(
        session, [Self.done(Self.list)], [Self.intent(OperationStep("audience"))])
    }
    #expect(error == .lockLost(place: folder.backend.place))
    #expect(try await folder.backend.read()?.unfinished.isEmpty == true)
    #expect(try await folder.reading().dropLast() == before.dropLast())
    try await session.close()
  }
}
