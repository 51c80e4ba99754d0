import AdsModel
import Planning
import StateStore
import Testing

/// What every backend promises of the state as a whole, its lock and its sessions; the other suites
/// that go through all backends hold them to the journal.
struct BackendContractTests {
  @Test(arguments: Backend.allCases)
  func `nothing is stored before the first apply`(_ kind: Backend) async throws {
    let kept = try kind.make()
    defer { withExtendedLifetime(kept) {} }
    let backend = kept.backend
    #expect(try await backend.read() == nil)
    #expect(try await backend.applies().isEmpty)
    #expect(try await backend.operations(ofApply: 1).isEmpty)
    #expect(try await backend.life(of: spring).isEmpty)
    #expect(try await backend.holder() == nil)
    #expect(try await backend.unlock(.anybody) == nil)
  }

  @Test(arguments: Backend.allCases)
  func `what is recorded is read back whole`(_ kind: Backend) async throws {
    let folder = try kind.make()
    let backend = folder.backend
    let hostile = Address.keyword(in: women, .broad, "'); DROP TABLE resource; --/\u{1}\"é🛋\n")
      .normalized
    var first = StoredResource.sample(spring, id: "17", json: #"{"name":"Spring"}"#)
    first.defaulted = [.status, .name]
    first.start = Day(number: 20_000)
    first.replaces = "16"
    var second = StoredResource.sample(hostile, id: "18'\"", json: "")
    second.status = .paused
    try await backend.store([first, second])
    let state = try #require(try await backend.read())
    first.version = 3
    second.version = 3
    #expect(state.resources == [first, second])
    #expect(state.serial == 4)
    #expect(state.nextLocalID == 9)
    #expect(state.account == .sample)
    #expect(state.target == .local)
    #expect(!state.lineage.isEmpty)
  }

  @Test(arguments: Backend.allCases)
  func `a session knows the serial that its next write gets`(_ kind: Backend) async throws {
    let folder = try kind.make()
    let session = try await folder.backend.open()
    #expect(session.state.serial == 0)
    #expect(session.nextSerial == 1)
    try await session.begin(.sample, now: .noon)
    #expect(session.nextSerial == 2)
    try await session.close()
  }

  @Test(arguments: Backend.allCases)
  func `done without a resource takes it off the record`(_ kind: Backend) async throws {
    let folder = try kind.make()
    let backend = folder.backend
    try await backend.store([.sample(spring)])
    let session = try await backend.open()
    try await session.begin(.sample, now: .noon)
    let archive = IntendedOperation(
      sequence: 0, kind: .archive, address: spring, id: "1", fieldsJSON: Array("[]".utf8))
    try await session.record(settled: [], intending: [archive], nextLocalID: 9, now: .noon)
    try await session.record(
      settled: [Settlement(sequence: 0, result: .done(nil))], intending: [], nextLocalID: 9,
      now: .noon)
    try await session.finish(.done, now: .noon)
    try await session.close()
    #expect(try await backend.read()?.resources.isEmpty == true)
  }

  @Test(arguments: Backend.allCases)
  func `a second session is refused with the holder and writes nothing`(_ kind: Backend)
    async throws
  {
    let folder = try kind.make()
    let backend = folder.backend
    let session = try await backend.open(.alive("ana"))
    let before = try await folder.reading()
    let error = await awaitedFailure { () async throws(StateError) in
      try await backend.open(.alive("ben"))
    }
    #expect(error == .locked(.alive("ana")))
    #expect(try await folder.reading() == before)
    #expect(try await backend.holder() == .alive("ana"))
    try await session.close()
    #expect(try await backend.holder() == nil)
    try await backend.open(.alive("ben")).close()
  }

  @Test(arguments: Backend.allCases)
  func `the lock of a dead process is freed and said so`(_ kind: Backend) async throws {
    let folder = try kind.make()
    let backend = folder.backend
    let dead = LockHolder.dead()
    let abandoned = try await backend.open(dead)
    let next = try await backend.open()
    #expect(next.freedLock == dead)
    let error = await awaitedFailure { () async throws(StateError) in
      try await abandoned.begin(.sample, now: .noon)
    }
    #expect(error == .lockLost(place: folder.backend.place))
    // Letting go of a lock that is lost leaves the other's alone.
    try await abandoned.close()
    try await next.begin(.sample, now: .noon)
    try await next.close()
  }

  @Test(arguments: Backend.allCases)
  func `unlock refuses while the holder may be alive, unless forced`(_ kind: Backend) async throws {
    let folder = try kind.make()
    let backend = folder.backend
    let session = try await backend.open(.elsewhere)
    let refusal = await awaitedFailure { () async throws(StateError) in
      try await backend.unlock(.gone)
    }
    #expect(refusal == .locked(.elsewhere))
    #expect(try await backend.unlock(.anybody) == .elsewhere)
    #expect(try await backend.holder() == nil)
    let lost = await awaitedFailure { () async throws(StateError) in
      try await session.begin(.sample, now: .noon)
    }
    #expect(lost == .lockLost(place: folder.backend.place))
    #expect(try await backend.applies().isEmpty)
  }

  @Test(arguments: Backend.allCases)
  func `unlock frees the lock of a dead process without force`(_ kind: Backend) async throws {
    let folder = try kind.make()
    let backend = folder.backend
    let dead = LockHolder.dead()
    let abandoned = try await backend.open(dead)
    #expect(try await backend.unlock(.gone) == dead)
    try await abandoned.close()
  }

  @Test(arguments: Backend.allCases)
  func `a write after the lock was lost changes nothing`(_ kind: Backend) async throws {
    let folder = try kind.make()
    let backend = folder.backend
    let stale = try await backend.open()
    try await stale.begin(.sample, now: .noon)
    try await stale.record(
      settled: [], intending: [.create(0, spring)], nextLocalID: 1, now: .noon)
    _ = try await backend.unlock(.anybody)
    let error = await awaitedFailure { () async throws(StateError) in
      try await stale.record(
        settled: [Settlement(sequence: 0, result: .done(.sample(spring)))], intending: [],
        nextLocalID: 2, now: .noon)
    }
    #expect(error == .lockLost(place: folder.backend.place))
    #expect(try await backend.read()?.resources.isEmpty == true)
    #expect(try await backend.operations(ofApply: 1).map(\.phase) == [.intent])
    try await stale.close()
  }

  @Test(arguments: Backend.allCases)
  func `a state of another account or target is refused`(_ kind: Backend) async throws {
    let folder = try kind.make()
    let backend = folder.backend
    var account = Account.sample
    account.adAccountID = "549755885175"
    try await backend.open(as: .alive(), account: account, target: .local, now: .noon).close()
    func refusal(
      _ target: TargetKind = .local, _ change: (inout Account) -> Void
    ) async -> StateError? {
      var other = account
      change(&other)
      return await awaitedFailure { () async throws(StateError) in
        try await backend.open(as: .alive(), account: other, target: target, now: .noon)
      }
    }
    #expect(
      await refusal { $0.adAccountID = "1" }
        == .otherAccount(
          place: folder.backend.place, what: "ad account", stored: "549755885175", given: "1"))
    #expect(
      await refusal(.pinterest) { _ in }
        == .otherAccount(
          place: folder.backend.place, what: "target", stored: "local", given: "pinterest"))
    #expect(
      await refusal { $0.country = "US" }
        == .otherAccount(place: folder.backend.place, what: "country", stored: "GB", given: "US"))
    #expect(
      await refusal { $0.currency = .usd }
        == .otherAccount(place: folder.backend.place, what: "currency", stored: "GBP", given: "USD")
    )
    account.name = "renamed"
    try await backend.open(as: .alive(), account: account, target: .local, now: .noon).close()
    #expect(try await backend.holder() == nil)
  }

  @Test(arguments: Backend.allCases)
  func `a lease that ran out is somebody else's lock, and the holder writes no more`(
    _ kind: Backend
  ) async throws {
    let folder = try kind.make()
    let backend = folder.backend
    guard let runOut = folder.runOut else { return }
    let session = try await backend.open(.elsewhere)
    try await session.begin(.sample, now: .noon)
    runOut()
    let next = try await backend.open(.alive("ben"))
    #expect(next.freedLock == .elsewhere)
    let error = await awaitedFailure { () async throws(StateError) in
      try await session.record(
        settled: [], intending: [.create(0, spring)], nextLocalID: 1, now: .noon)
    }
    #expect(error == .lockLost(place: backend.place))
    try await session.close()
    #expect(try await backend.holder() == .alive("ben"))
    #expect(try await backend.operations(ofApply: 1).isEmpty)
    try await next.close()
  }

  @Test(arguments: Backend.allCases)
  func `a write that was refused is as if never asked for`(_ kind: Backend) async throws {
    let folder = try kind.make()
    let session = try await folder.backend.open()
    try await session.begin(.sample, now: .noon)
    try await session.record(
      settled: [], intending: [.create(0, women, id: "17"), .create(1, hero, id: "17")],
      nextLocalID: 1, now: .noon)
    let other = Address.adGroup("spring", "men")
    try await session.record(
      settled: [Settlement(sequence: 0, result: .done(.sample(women, id: "17")))],
      intending: [.create(2, other, id: "17")], nextLocalID: 1, now: .noon)
    let before = try await folder.reading()
    let serial = session.nextSerial
    let error = await awaitedFailure { () async throws(StateError) in
      try await session.record(
        settled: [
          Settlement(sequence: 1, result: .done(.sample(hero, id: "17"))),
          Settlement(sequence: 2, result: .done(.sample(other, id: "17"))),
        ], intending: [], nextLocalID: 1, now: .noon)
    }
    #expect(error?.exitCode == 1)
    #expect(session.nextSerial == serial)
    #expect(try await folder.reading() == before)
    // What it would have settled is open still.
    try await session.record(
      settled: [
        Settlement(sequence: 1, result: .done(.sample(hero, id: "17"))),
        Settlement(sequence: 2, result: .failed("it is there already")),
      ], intending: [], nextLocalID: 1, now: .noon)
    try await session.finish(.stopped("it is there already"), now: .noon)
    try await session.close()
    #expect(try await folder.backend.unsettledCount() == 0)
    #expect(try await folder.backend.read()?.resources.map(\.address) == [hero, women])
  }
}
