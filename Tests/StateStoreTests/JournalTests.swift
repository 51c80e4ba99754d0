import AdsModel
import CanonicalJSON
import Planning
import StateStore
import Testing

struct JournalTests {
  @Test(arguments: Backend.allCases)
  func `an apply is in the history with who, what and why`(_ kind: Backend) async throws {
    let folder = try kind.make()
    try await folder.backend.store([.sample(spring), .sample(women, id: "2")])
    let apply = try #require(try await folder.backend.applies().first)
    #expect(apply.number == 1)
    #expect(apply.kind == .apply)
    #expect(apply.author == .ana)
    #expect(apply.planDigest == "sha256:11")
    #expect(apply.configurationDigest == "sha256:22")
    #expect(apply.summary == ApplyStart.sample.summary)
    #expect(apply.overrides == ApplyStart.sample.overrides)
    #expect(apply.serial == 4)
    #expect(apply.startedAt == .noon)
    #expect(apply.endedAt == .noon)
    #expect(apply.outcome == .done)
  }

  @Test(arguments: Backend.allCases)
  func `an operation keeps every field's old and new value`(_ kind: Backend) async throws {
    let folder = try kind.make()
    let fields = [
      FieldChange(path: .name, before: .text("a \"b\""), after: .text("é\n")),
      FieldChange(path: .bid, before: nil, after: .money(Money(micros: 350_000))),
      FieldChange(path: .end, before: .day(Day(number: 20_000)), after: nil),
      FieldChange(path: .locations, before: .list([]), after: .list(["GB", "IE"])),
      FieldChange(path: .preventArchive, before: .flag(true), after: .flag(false)),
    ]
    let change = Change(.update, spring, reason: .configEdited, name: "Spring", fields: fields)
    var json = JSONWriter()
    let operation = Operation(sequence: 0, kind: .update, changeIndex: 0)
    let session = try await folder.backend.open()
    try await session.begin(.sample, now: .noon)
    try await session.record(
      settled: [],
      intending: [
        IntendedOperation(operation, of: change, id: "7", attributes: nil, json: &json, decimals: 2)
      ], nextLocalID: 1, now: .noon)
    try await session.close()
    let record = try #require(try await folder.backend.operations(ofApply: 1).first)
    #expect(record.fields == fields)
    #expect(record.id == "7")
    #expect(record.address == spring)
    #expect(record.kind == .update)
    #expect(record.phase == .intent)
    #expect(record.at == .noon)
  }

  @Test(arguments: Backend.allCases)
  func `each operation tells its own phase, error and id`(_ kind: Backend) async throws {
    let folder = try kind.make()
    let session = try await folder.backend.open()
    try await session.begin(.sample, now: .noon)
    let addresses = (0..<7).map { Address.campaign("c\($0)") }
    try await session.record(
      settled: [],
      intending: addresses.enumerated().map { .create($0.offset, $0.element, id: "\($0.offset)") },
      nextLocalID: 1, now: .noon)
    func done(_ index: Int, id: String) -> Settlement {
      Settlement(sequence: index, result: .done(.sample(addresses[index], id: id)))
    }
    try await session.record(
      settled: [
        done(0, id: "0"), done(1, id: "1"), done(2, id: "given"), done(3, id: "3"),
        Settlement(sequence: 4, result: .failed("too many requests")),
        Settlement(sequence: 5, result: .unknown("no answer in 30 s")),
      ], intending: [.create(7, women)], nextLocalID: 1, now: .noon.later(5))
    try await session.finish(.stopped("ad account is closed"), now: .noon.later(6))
    try await session.close()
    let operations = try await folder.backend.operations(ofApply: 1)
    #expect(
      operations.map(\.phase) == [.done, .done, .done, .done, .failed, .unknown, .intent, .intent])
    #expect(operations.map(\.id) == ["0", "1", "given", "3", "4", "5", "6", nil])
    #expect(operations.map(\.error)[4...5] == ["too many requests", "no answer in 30 s"])
    #expect(operations.map(\.at)[5...6] == [.noon.later(5), .noon])
    #expect(try await folder.backend.applies().map(\.outcome) == [.stopped("ad account is closed")])
  }

  @Test(arguments: Backend.allCases)
  func `a killed apply leaves what it may have done to the next session`(_ kind: Backend)
    async throws
  {
    let folder = try kind.make()
    let killed = try await folder.backend.open(.dead())
    try await killed.begin(.sample, now: .noon)
    try await killed.record(
      settled: [], intending: [.create(0, spring), .create(1, women)], nextLocalID: 1, now: .noon)
    try await killed.record(
      settled: [Settlement(sequence: 0, result: .done(.sample(spring)))],
      intending: [.create(2, hero)], nextLocalID: 1, now: .noon)
    let left = try await folder.afterKill()

    let session = try await left.backend.open()
    #expect(session.unsettled.map(\.operation.address) == [women, hero])
    #expect(session.unsettled.map(\.apply) == [1, 1])
    #expect(session.state.resources.map(\.address) == [spring])
    try await session.resolve(
      [
        Resolution(session.unsettled[0], .happened(.sample(women, id: "55"))),
        Resolution(session.unsettled[1], .didNotHappen),
      ], now: .noon.later(60))
    #expect(session.state.resources.map(\.address) == [women, spring])
    try await session.close()

    let operations = try await left.backend.operations(ofApply: 1)
    #expect(operations.map(\.phase) == [.done, .resolvedDone, .resolvedNotDone])
    #expect(operations.map(\.id) == ["1", "55", nil])
    #expect(try await left.backend.applies().map(\.outcome) == [nil])
    let next = try await left.backend.open()
    #expect(next.unsettled.isEmpty)
    try await next.close()
  }

  @Test(arguments: Backend.allCases)
  func `a recovery knows what was to be stored, and what there was before the apply`(
    _ kind: Backend
  )
    async throws
  {
    let folder = try kind.make()
    var resource = StoredResource.sample(spring, id: "", json: #"{"name":"é \"x\""}"#)
    resource.status = .paused
    resource.defaulted = [.status, .name]
    resource.start = Day(number: 20_000)
    resource.replaces = "16"
    let outcomes: [KeptOutcome?] = [.resource(resource), .nothing, nil]
    var json = JSONWriter()
    var start = ApplyStart.sample
    start.marks = [.campaign: "900", .ad: "7"]
    let session = try await folder.backend.open()
    try await session.begin(start, now: .noon)
    // The first keeps its attributes among the fields of the operation.
    for (index, fields) in [resource.attributes, Array("[]".utf8), resource.attributes].enumerated()
    {
      try await session.record(
        settled: [],
        intending: [
          IntendedOperation(
            sequence: index, kind: .create, address: spring, id: nil, fieldsJSON: fields,
            outcomeJSON: outcomes[index]?.json(besides: index == 0 ? fields : [], in: &json))
        ], nextLocalID: 1, now: .noon)
    }
    try await session.close()
    let next = try await folder.backend.open()
    #expect(next.unsettled.map(\.outcome) == outcomes)
    #expect(next.unsettled.map(\.newerThan) == ["900", "900", "900"])
    try await next.close()
  }

  @Test(arguments: Backend.allCases)
  func `state mv and rm wait for an apply that is not settled at a remote target`(_ kind: Backend)
    async throws
  {
    let folder = try kind.make()
    let backend = folder.backend
    func open() async throws(StateError) -> any StateSession {
      try await backend.open(as: .alive(), account: .sample, target: .pinterest, now: .noon)
    }
    let session = try await open()
    try await session.begin(.sample, now: .noon)
    try await session.create([.sample(spring)])
    try await session.record(
      settled: [], intending: [.create(1, women)], nextLocalID: 1, now: .noon)
    try await session.close()
    let next = try await open()
    let error = await awaitedFailure { () async throws(StateError) in
      try await next.remove([spring], by: .ana, now: .noon)
    }
    #expect(
      error?.description == """
        an earlier apply was cut off, and of 1 of its operations the state \(folder.backend.place) does not \
        know whether they happened; run `pinplan apply` first, which finds out
        """)
    try await next.close()
  }

  @Test(arguments: Backend.allCases)
  func `what stays unknown is unsettled in every later session`(_ kind: Backend) async throws {
    let folder = try kind.make()
    let session = try await folder.backend.open()
    try await session.begin(.sample, now: .noon)
    try await session.record(
      settled: [], intending: [.create(0, spring)], nextLocalID: 1, now: .noon)
    try await session.record(
      settled: [Settlement(sequence: 0, result: .unknown("no answer"))], intending: [],
      nextLocalID: 1, now: .noon)
    try await session.finish(.stopped("no answer"), now: .noon)
    try await session.close()
    for _ in 0..<2 {
      let next = try await folder.backend.open()
      #expect(next.unsettled.map(\.operation.phase) == [.unknown])
      try await next.close()
    }
  }

  @Test(arguments: Backend.allCases)
  func `a life follows a resource back through its moves`(_ kind: Backend) async throws {
    let folder = try kind.make()
    let backend = folder.backend
    let autumn = Address.campaign("autumn")
    try await backend.store([.sample(spring), .sample(autumn, id: "2")])
    let session = try await backend.open()
    try await session.move(
      [Move(from: spring, to: autumn), Move(from: autumn, to: spring)], by: .ana,
      now: .noon.later(9))
    try await session.close()
    let life = try await backend.life(of: autumn)
    #expect(life.map(\.operation.kind) == [.create, .move])
    #expect(life.map(\.operation.address) == [spring, spring])
    #expect(life.map(\.operation.phase) == [.done, .done])
    #expect(life.map(\.apply.kind) == [.apply, .move])
    let fields = [
      FieldChange(
        path: FieldPath("address"), before: .text("campaign/spring"),
        after: .text("campaign/autumn"))
    ]
    #expect(life.last?.operation.fields == fields)
  }
}
