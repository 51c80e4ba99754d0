import AdsModel
import CustomerLists
import Planning
import Testing

@testable import StateStore

/// A state is the same in every backend, and goes from each to each without a loss.
struct CarryingTests {
  /// A state with something in each of its parts, in the middle of an apply that was cut off.
  static func full(_ kind: Backend) async throws -> KeptState {
    let kept = try await MemberTests.filled(kind)
    let session = try await kept.backend.open()
    try await session.adopt(
      [.sample(spring, id: "7", json: #"{"name":"Spring \"26\" é🛋"}"#), .sample(women, id: "8")],
      forgetting: [], kind: .importing, by: .ana, now: .noon.later(10))
    try await session.move(
      [Move(from: spring, to: .campaign("summer"))], by: .ana, now: .noon.later(20))
    var start = ApplyStart.sample
    start.marks = [.campaign: "99"]
    start.review = Review(
      items: [], moves: [], reliances: [], expiresAt: nil, spendBefore: Spend(), continues: 1)
    try await session.begin(start, now: .noon.later(30))
    try await session.applyMoves(
      [Move(from: .campaign("summer"), to: spring)],
      remembering: [Move(from: .campaign("summer"), to: spring)], now: .noon.later(31))
    var stepped = IntendedOperation.create(1, .audience("new"))
    stepped.step = OperationStep("list", ["at": "1"])
    var late = IntendedOperation(
      sequence: 0, kind: .create, address: hero, id: nil, fieldsJSON: Array("{}".utf8),
      outcomeJSON: Array("null".utf8))
    late.deadline = EffectDeadline(
      recorded: MachineTime(wall: .milliseconds(5), bootID: "b", monotonic: .milliseconds(7)),
      span: .seconds(70))
    try await session.record(
      settled: [], intending: [late, stepped], nextLocalID: 12, now: .noon.later(32))
    try await session.record(
      settled: [Settlement(sequence: 1, result: .stepDone(["list": "7"], nil))], intending: [],
      nextLocalID: 12, now: .noon.later(33))
    try await session.close()
    return kept
  }

  private static let pairs: [(Backend, Backend)] =
    Backend.allCases.map { ($0, .sqlite) } + Backend.allCases.map { (.sqlite, $0) }

  @Test(arguments: pairs)
  func `a document that is stored anywhere is read back to the byte`(
    _ source: Backend, _ target: Backend
  ) async throws {
    let (kept, other) = (try await Self.full(source), try target.make())
    let document = try #require(try await kept.backend.snapshot()).portable
    #expect(document.head.unsettledCount == 2)
    #expect(document.lists["m1"]?.count == 3)
    #expect(document.brokenLinks == [])
    let session = try await other.backend.open()
    try await session.replace(with: document)
    #expect(session.state.resources == document.state.resources)
    #expect(session.state.lineage == document.lineage)
    #expect(try await other.backend.snapshot()?.portable.bytes == document.bytes)
    try await session.close()
    // What was carried is a state like any other.
    let next = try await other.backend.open()
    #expect(next.unsettled.map(\.operation.address) == [hero, .audience("new")])
    try await next.resolve(
      next.unsettled.map { Resolution($0, .didNotHappen) }, now: .noon.later(40))
    try await next.begin(.sample, now: .noon.later(41))
    try await next.finish(.done, now: .noon.later(42))
    try await next.close()
    #expect(try await other.backend.snapshot()?.brokenLinks == [])
    // Nor was anything taken from where it came.
    #expect(try await kept.backend.snapshot()?.portable.bytes == document.bytes)
  }

  @Test(arguments: Backend.allCases)
  func `a state that moved away is opened by nobody, and by who replaces it`(_ kind: Backend)
    async throws
  {
    let kept = try kind.make()
    try await kept.backend.store([.sample(spring)])
    let session = try await kept.backend.open()
    let document = try #require(try await kept.backend.snapshot())
    try await session.markMoved(to: StatePlace(backend: "git", place: "branch a of origin"))
    try await session.close()
    let error = await awaitedFailure { () async throws(StateError) in
      try await kept.backend.open()
    }
    #expect(
      error?.description == """
        the state in \(kept.backend.place) has moved to backend git, branch a of origin, and what is \
        left here is old; bring this checkout up to date, or write `state: { backend: git }` with its \
        place in pinplan.yaml
        """)
    #expect(error?.exitCode == 3)
    #expect(try await kept.backend.snapshot()?.head.movedTo?.backend == "git")
    let replacing = try await kept.replacing().open()
    try await replacing.replace(with: document)
    try await replacing.close()
    try await kept.backend.open().close()
    #expect(try await kept.backend.head()?.movedTo == nil)
  }

  @Test(arguments: Backend.allCases)
  func `a write with an older fence is refused, and the trial changes nothing`(_ kind: Backend)
    async throws
  {
    let kept = try kind.make()
    #expect(try await kept.backend.refusesStaleWrites() == nil)
    try await kept.backend.store([.sample(spring)])
    let before = try await kept.backend.snapshot()?.bytes
    #expect(try await kept.backend.refusesStaleWrites() == true)
    #expect(try await kept.backend.snapshot()?.bytes == before)
    let session = try await kept.backend.open()
    #expect(try await kept.backend.refusesStaleWrites() == true)
    try await session.begin(.sample, now: .noon)
    try await session.close()
  }

  @Test(arguments: Backend.allCases)
  func `the lock of a run is freed for that run alone`(_ kind: Backend) async throws {
    let kept = try kind.make()
    #expect(try await kept.backend.unlock(.run("https://ci.example/runs/9")) == nil)
    let session = try await kept.backend.open(.elsewhere)
    #expect(try await kept.backend.unlock(.run("https://ci.example/runs/8")) == nil)
    #expect(try await kept.backend.holder() == .elsewhere)
    #expect(try await kept.backend.unlock(.run("https://ci.example/runs/9")) == .elsewhere)
    #expect(try await kept.backend.holder() == nil)
    let error = await awaitedFailure { () async throws(StateError) in
      try await session.begin(.sample, now: .noon)
    }
    #expect(error == .lockLost(place: kept.backend.place))
  }

  @Test func `a history in which anything is another is noticed by its chain`() async throws {
    let document = try #require(try await Self.full(.memory).backend.snapshot())
    #expect(document.brokenLinks == [])
    var changed = document
    let entry = changed.history[1]
    changed.history[1] = StateDocument.Entry(
      begun: BegunEntry(
        number: 2, kind: .importing, author: .ben, start: nil, link: entry.begun.link),
      serial: entry.serial, startedAt: entry.startedAt, end: entry.end,
      operations: entry.operations, runs: entry.runs)
    #expect(changed.brokenLinks == [2])
    changed = document
    changed.history[2].end = HistoryEnd(outcome: .stopped("x"), serial: 9, at: .noon)
    #expect(changed.brokenLinks == [4])
    changed = document
    changed.history.remove(at: 2)
    #expect(changed.brokenLinks == [4])
  }
}

extension Author {
  fileprivate static let ben = Self(
    user: "ben", host: "runner-7", runURL: "https://ci.example/runs/9", commit: "a1b2c3d",
    toolVersion: "0.1.0")
}
