import AdsModel
import Planning
import StateStore
import Testing

/// What the journal says of until when requests can take effect.
struct DeadlineJournalTests {
  private static func deadline(_ second: Int64) -> EffectDeadline {
    EffectDeadline(
      recorded: MachineTime(
        wall: .seconds(1_795_348_800 + second), bootID: "boot", monotonic: .seconds(second)),
      span: .milliseconds(72_500))
  }

  private func intent(_ sequence: Int, _ address: Address, _ second: Int64?) -> IntendedOperation {
    var intent = IntendedOperation.create(sequence, address)
    intent.deadline = second.map(Self.deadline)
    return intent
  }

  @Test(arguments: Backend.allCases)
  func `an intent carries until when it can take effect, and each sending moves that on`(
    _ kind: Backend
  )
    async throws
  {
    let folder = try kind.make()
    let session = try await folder.backend.open(
      as: .dead(), account: .sample, target: .pinterest, now: .noon)
    try await session.begin(.sample, now: .noon)
    try await session.record(
      settled: [], intending: [intent(0, spring, 1), intent(1, women, 1), intent(2, hero, nil)],
      nextLocalID: 1, now: .noon)
    let serial = session.nextSerial
    try await session.send([1, 2], until: Self.deadline(9), now: .noon)
    #expect(session.nextSerial == serial)
    try await session.record(
      settled: [Settlement(sequence: 1, result: .unknown("no answer"))], intending: [],
      nextLocalID: 1, now: .noon)
    let killed = try await folder.afterKill()
    // Who goes on with this digest reads the same journal.
    let begun = try await killed.backend.begun(ApplyStart.sample.planDigest)
    #expect(begun?.first.done.isEmpty == true)
    let next = try await killed.backend.open(
      as: .alive(), account: .sample, target: .pinterest, now: .noon)
    #expect(next.unsettled.map(\.deadline) == [1, 9, 9].map(Self.deadline))
    #expect(next.unsettled.map(\.operation.phase) == [.intent, .unknown, .intent])
    try await session.send([1], until: Self.deadline(12), now: .noon)
    let killedLater = try await folder.afterKill()
    let last = try await killedLater.backend.open(
      as: .alive(), account: .sample, target: .pinterest, now: .noon)
    #expect(last.unsettled.map(\.deadline) == [1, 12, 9].map(Self.deadline))
    #expect(last.unsettled.map(\.operation.phase) == [.intent, .intent, .intent])
  }

  @Test(arguments: Backend.allCases)
  func `a sending is refused once the lock is somebody else's`(_ kind: Backend) async throws {
    let folder = try kind.make()
    let session = try await folder.backend.open()
    try await session.begin(.sample, now: .noon)
    try await session.record(
      settled: [], intending: [intent(0, spring, 1)], nextLocalID: 1, now: .noon)
    _ = try await folder.backend.unlock(.anybody)
    #expect(
      await awaitedFailure { () async throws(StateError) in
        try await session.send([0], until: Self.deadline(9), now: .noon)
      } == .lockLost(place: folder.backend.place))
  }

  @Test(arguments: Backend.allCases)
  func `what is unsettled is counted, with since when and until when, by reading alone`(
    _ kind: Backend
  )
    async throws
  {
    let folder = try kind.make()
    #expect(try await folder.backend.unsettledSummary() == nil)
    let session = try await folder.backend.open(
      as: .dead(), account: .sample, target: .pinterest, now: .noon)
    try await session.begin(.sample, now: .noon)
    #expect(try await folder.backend.unsettledSummary() == nil)
    try await session.record(
      settled: [], intending: [intent(0, spring, 1), intent(1, women, 5)], nextLocalID: 1,
      now: .noon)
    let killed = try await folder.afterKill()
    let before = try await killed.reading()
    let summary = try #require(try await killed.backend.unsettledSummary())
    #expect(summary.count == 2)
    #expect(summary.since == .noon)
    #expect(summary.until == .noon.later(78))
    #expect(try await killed.reading() == before)
    try await session.record(
      settled: [Settlement(sequence: 1, result: .failed("no"))], intending: [intent(2, hero, nil)],
      nextLocalID: 1, now: .noon)
    let later = try await folder.afterKill()
    let untimed = try #require(try await later.backend.unsettledSummary())
    #expect(untimed.count == 2)
    #expect(untimed.until == nil)
  }
}
