import AdsModel
import Planning
import Testing

@testable import StateStore

/// What the journal decides, without anything that would store it.
struct DecisionTests {
  private static func head(_ lock: StateLock? = nil) -> StateHead {
    StateHead(
      lineage: "l", target: .local, account: .sample, serial: 7, nextLocalID: 3,
      unsettledCount: 0, fence: 4, lock: lock)
  }

  private static func journal(_ resources: [StoredResource] = []) throws -> Journal {
    let head = head()
    let write = try head.taking(
      StateLock(id: "mine", holder: .alive()), account: .sample, target: .local, at: "here")
    var state = StoredState(
      lineage: "l", serial: 7, account: .sample, target: .local, nextLocalID: 3)
    state.resources = resources
    return Journal(
      state, unsettled: [], taking: write, head: head, of: .sample, at: "here",
      tip: HistoryTip(number: 2),
      lastEntry: 5)
  }

  private static func runs(_ write: StateWrite) -> [JournalRun] {
    write.entries.flatMap { entry -> [JournalRun] in
      if case .phases(let runs, _) = entry { return runs }
      return []
    }
  }

  @Test func `taking a lock raises the fence, and demands that nobody was faster`() throws {
    let write = try Self.head().taking(
      StateLock(id: "mine", holder: .alive()), account: .sample, target: .local, at: "here")
    #expect(write.condition == .init(fence: 4, lockID: nil, serial: 7))
    guard case .lock(let lock, let fence) = write.entries.first else {
      Issue.record("it takes no lock")
      return
    }
    #expect(lock?.id == "mine")
    #expect(fence == 5)
  }

  @Test func `a lock is taken over from the dead and from whose lease ran out`() throws {
    func taken(from lock: StateLock) -> StateError? {
      failure { () throws(StateError) in
        try Self.head(lock).taking(
          StateLock(id: "mine", holder: .alive()), account: .sample, target: .local, at: "here")
      }
    }
    #expect(taken(from: StateLock(id: "a", holder: .elsewhere)) == .locked(.elsewhere))
    #expect(taken(from: StateLock(id: "a", holder: .elsewhere, hasRunOut: true)) == nil)
    #expect(taken(from: StateLock(id: "a", holder: .dead())) == nil)
  }

  @Test func `every write proves the lock, and only what changes something raises the serial`()
    throws
  {
    var journal = try Self.journal()
    let begin = journal.begin(.sample, now: .noon)
    #expect(begin.condition == .init(fence: 5, lockID: "mine", serial: 7))
    #expect(begin.serial == 8)
    journal.take(begin, state: nil)
    let record = try journal.record(
      settled: [], intending: [.create(0, spring), .create(1, women)], nextLocalID: 3, now: .noon)
    journal.take(record, state: nil)
    let deadline = EffectDeadline(
      recorded: MachineTime(wall: .zero, bootID: nil, monotonic: .zero), span: .seconds(70))
    let send = journal.send([1, 0], until: deadline, now: .noon)
    #expect(send.serial == record.serial)
    #expect(send.condition.serial == 9)
    #expect(Self.runs(send).map(\.sequences) == [0...1])
    #expect(Self.runs(send).map(\.phase) == [.sending])
  }

  /// What its apply has journalled and not settled, of the first operations.
  private static func open(_ journal: Journal) -> [Int]? {
    journal.apply.map { apply in (0..<10).filter { apply.open[$0] != nil } }
  }

  @Test func `nothing is known before it is stored`() throws {
    var journal = try Self.journal()
    journal.take(journal.begin(.sample, now: .noon), state: nil)
    let intent = try journal.record(
      settled: [], intending: [.create(0, spring)], nextLocalID: 4, now: .noon)
    #expect(Self.open(journal) == [])
    #expect(journal.totals == .init(nextLocalID: 3, unsettledCount: 0))
    #expect(journal.nextSerial == 9)
    // Asked for once more it is the same.
    let again = try journal.record(
      settled: [], intending: [.create(0, spring)], nextLocalID: 4, now: .noon)
    #expect(again.serial == intent.serial)
    #expect(Self.runs(again) == Self.runs(intent))
    journal.take(again, state: nil)
    #expect(Self.open(journal) == [0])
    #expect(journal.totals == .init(nextLocalID: 4, unsettledCount: 1))
  }

  @Test func `neighbours that got into a phase together are one run, numbered on`() throws {
    var journal = try Self.journal()
    journal.take(journal.begin(.sample, now: .noon), state: nil)
    let addresses = (0..<5).map { Address.campaign("c\($0)") }
    journal.take(
      try journal.record(
        settled: [],
        intending: addresses.enumerated().map {
          .create($0.offset, $0.element, id: "\($0.offset)")
        },
        nextLocalID: 3, now: .noon), state: nil)
    let write = try journal.record(
      settled: [
        Settlement(sequence: 0, result: .done(.sample(addresses[0], id: "0"))),
        Settlement(sequence: 1, result: .done(.sample(addresses[1], id: "1"))),
        Settlement(sequence: 2, result: .done(.sample(addresses[2], id: "given"))),
        Settlement(sequence: 3, result: .failed("no")),
        Settlement(sequence: 4, result: .unknown("no answer")),
      ], intending: [.create(5, women)], nextLocalID: 3, now: .noon)
    let runs = Self.runs(write)
    #expect(runs.map(\.entry) == [7, 8, 9, 10, 11])
    #expect(runs.map(\.sequences) == [0...1, 2...2, 3...3, 4...4, 5...5])
    #expect(runs.map(\.id) == [nil, "given", nil, nil, nil])
    journal.take(write, state: nil)
    #expect(Self.open(journal) == [4, 5])
    #expect(journal.totals.unsettledCount == 2)
  }

  @Test func `an id is free once its resource is gone, also within one write`() throws {
    let men = Address.adGroup("spring", "men")
    var journal = try Self.journal([.sample(women, id: "17")])
    let taken = failure { () throws(StateError) in
      try journal.adopt(
        [.sample(men, id: "17")], forgetting: [], kind: .importing, by: .ana, now: .noon)
    }
    #expect(taken?.description.hasPrefix("17 belongs to \(women)") == true)
    let write = try journal.adopt(
      [.sample(men, id: "17")], forgetting: [women], kind: .refresh, by: .ana, now: .noon)
    #expect(write != nil)
  }
}
