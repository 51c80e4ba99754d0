import AdsModel
import Planning
import StateStore
import Testing

/// What was sent a short while ago, whether or not it is settled.
struct RecentEffectTests {
  private static func time(_ second: Int64) -> MachineTime {
    MachineTime(
      wall: .seconds(1_795_348_800 + second), bootID: "boot", monotonic: .seconds(second))
  }

  private func intent(_ sequence: Int, _ address: Address, _ second: Int64?) -> IntendedOperation {
    var intent = IntendedOperation.create(sequence, address)
    intent.deadline = second.map {
      EffectDeadline(recorded: Self.time($0), span: .seconds(70))
    }
    return intent
  }

  @Test(arguments: Backend.allCases)
  func `what is settled is told too, until its time is over`(_ kind: Backend) async throws {
    let folder = try kind.make()
    #expect(try await folder.backend.recentEffect(at: Self.time(0)) == nil)
    let session = try await folder.backend.open(
      as: .alive(), account: .sample, target: .pinterest, now: .noon)
    for second in [10, 30] as [Int64] {
      try await session.begin(.sample, now: .noon)
      try await session.record(
        settled: [], intending: [intent(0, second == 10 ? spring : women, second)], nextLocalID: 1,
        now: .noon)
      try await session.record(
        settled: [Settlement(sequence: 0, result: .failed("no"))], intending: [], nextLocalID: 1,
        now: .noon)
      try await session.finish(.done, now: .noon)
    }
    let contents = try await folder.reading()
    let early = try #require(try await folder.backend.recentEffect(at: Self.time(79)))
    #expect(early.created == [spring, women])
    #expect(early.deadline.remaining(at: Self.time(79)) == .seconds(21))
    let late = try #require(try await folder.backend.recentEffect(at: Self.time(80)))
    #expect(late.created == [women])
    #expect(try await folder.backend.recentEffect(at: Self.time(100)) == nil)
    #expect(try await folder.reading() == contents)
  }

  @Test(arguments: Backend.allCases)
  func `what was archived is told once that is certain`(_ kind: Backend) async throws {
    let folder = try kind.make()
    let session = try await folder.backend.open(
      as: .alive(), account: .sample, target: .pinterest, now: .noon)
    let copies: [(Address, Operation.Kind, String)] = [
      (spring, .archive, "1"), (women, .archiveReplaced, "2"), (hero, .archive, "3"),
      (sofa, .archive, "4"),
    ]
    try await session.begin(.sample, now: .noon)
    let intents = copies.enumerated().map { sequence, copy in
      var intent = IntendedOperation(
        sequence: sequence, kind: copy.1, address: copy.0, id: copy.2, fieldsJSON: Array("[]".utf8))
      intent.deadline = EffectDeadline(recorded: Self.time(0), span: .seconds(70))
      return intent
    }
    try await session.record(settled: [], intending: intents, nextLocalID: 1, now: .noon)
    #expect(try await folder.backend.recentEffect(at: Self.time(1))?.archived == [])
    try await session.record(
      settled: [
        Settlement(sequence: 0, result: .done(nil)), Settlement(sequence: 1, result: .done(nil)),
        Settlement(sequence: 2, result: .failed("no")),
        Settlement(sequence: 3, result: .unknown("no answer")),
      ], intending: [], nextLocalID: 1, now: .noon)
    let recent = try #require(try await folder.backend.recentEffect(at: Self.time(69)))
    #expect(recent.archived == [.init(.campaign, "1"), .init(.adGroup, "2")])
    #expect(recent.created == [])
    #expect(try await folder.backend.recentEffect(at: Self.time(70)) == nil)
  }

  @Test(arguments: Backend.allCases)
  func `target local sends nothing that could be late`(_ kind: Backend) async throws {
    let folder = try kind.make()
    let session = try await folder.backend.open()
    try await session.begin(.sample, now: .noon)
    try await session.record(
      settled: [], intending: [intent(0, spring, nil)], nextLocalID: 1, now: .noon)
    #expect(try await folder.backend.recentEffect(at: Self.time(0)) == nil)
  }
}
