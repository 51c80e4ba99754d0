import AdsModel
import Applying
import CustomerLists
import Diagnostics
import Foundation
import Outcomes
import TestSupport
import Testing

/// Lines that come in, batches that are sent, and how many lines are settled.
struct ListStreamTests {
  /// An account, a checkpoint and a file of rejects that outlive a stream.
  private final class World {
    var people: Set<String> = []
    var batches: [Int] = []
    var checkpoint = 0
    var rejects: [String] = []
    var age = Duration.zero
    /// How many more things happen before the process dies; none: all.
    var life: Int?

    struct Dead: Error {}

    func live() throws {
      guard let left = life else { return }
      guard left > 0 else { throw Dead() }
      life = left - 1
    }
  }

  private static let key = ListKey(.random())

  private static func digests(_ set: MemberSet) -> [String] {
    var digests: [String] = []
    set.visit { digests.append($0.hexadecimal(.sha256)) }
    return digests
  }

  /// What comes in, and how long it takes to.
  private enum Event {
    case text(String)
    case pass(Duration)
    case stop
  }

  private static func stream(
    _ events: [Event], in world: World, every: Duration = .seconds(60), optOuts: OptOuts? = nil
  ) -> ListStream {
    var events = events[...]
    let seams = ListStream.Seams(
      receive: { buffer, due in
        while let event = events.popFirst() {
          switch event {
          case .text(let text):
            let bytes = Array(text.utf8)
            let taken = bytes.prefix(buffer.count)
            buffer.copyBytes(from: taken)
            if taken.count < bytes.count {
              events = [.text(String(decoding: bytes[taken.count...], as: UTF8.self))] + events
            }
            return .bytes(taken.count)
          case .pass(let time):
            guard let due, world.age + time > due else {
              world.age += time
              continue
            }
            events = [.pass(world.age + time - due)] + events
            world.age = due
            return .due
          case .stop: return .stopped
          }
        }
        return .end
      },
      age: { world.age },
      send: { batch in
        try world.live()
        let (add, remove) = batch.sets(keyedBy: key)
        world.people.formUnion(digests(add))
        world.people.subtract(digests(remove))
        world.batches.append(batch.count)
        try world.live()
      },
      reject: { line, code in
        try world.live()
        world.rejects.append("\(line) \(code.rawValue)")
      },
      settle: { lines in
        try world.live()
        world.checkpoint = lines
        try world.live()
      })
    return ListStream(
      to: .audience("crm"), StreamReader(.init(nil, .email)), optOuts: optOuts, every: every,
      after: world.checkpoint, seams)
  }

  private static func line(_ number: Int, _ op: String = "add") -> String {
    #"{"op":"\#(op)","namespace":"Email","value":"person\#(number)@northwind.example"}"# + "\n"
  }

  private static func lines(_ numbers: some Sequence<Int>) -> String {
    numbers.map { line($0) }.joined()
  }

  @Test func `a batch is sent when it has ten thousand people, and the rest at the end`()
    async throws
  {
    let world = World()
    var stream = Self.stream([.text(Self.lines(1...25_000))], in: world)
    try await stream.run()
    #expect(world.batches == [10_000, 10_000, 5000])
    #expect(world.checkpoint == 25_000)
    #expect(stream.report.added == 25_000)
    #expect(stream.report.batches == 3)
  }

  @Test func `a batch is sent when its first line is old enough, also while nothing comes in`()
    async throws
  {
    let world = World()
    var stream = Self.stream(
      [
        .pass(.seconds(100)), .text(Self.line(1)), .pass(.seconds(40)), .text(Self.line(2)),
        .pass(.seconds(30)), .text(Self.line(3)), .pass(.seconds(200)), .text(Self.line(4)),
      ], in: world)
    try await stream.run()
    #expect(world.batches == [2, 1, 1])
    #expect(world.age == .seconds(370))
  }

  @Test func `the last that is said of somebody in a batch counts`() async throws {
    let world = World()
    var stream = Self.stream(
      [
        .text(Self.line(1) + Self.line(2) + Self.line(1, "remove")), .pass(.seconds(61)),
        .text(Self.line(2, "remove") + Self.line(3, "remove") + Self.line(2)),
      ], in: world)
    try await stream.run()
    #expect(world.batches == [2, 2])
    #expect(world.people.count == 1)
    let report = stream.report
    let counts = [report.read, report.added, report.removed, report.superseded, report.rejected]
    #expect(counts == [6, 2, 2, 2, 0])
  }

  @Test func `once somebody wants it to end, what is pending is sent and half a line is not`()
    async throws
  {
    let world = World()
    let half = String(Self.line(3).dropLast(3))
    var stream = Self.stream(
      [.text(Self.line(1) + Self.line(2) + half), .stop, .text(Self.line(4))], in: world)
    try await stream.run()
    #expect(world.batches == [2])
    #expect(world.checkpoint == 2)
    #expect(world.rejects == [])
  }

  @Test func `half a line at the end is left out and not settled, and a whole one needs no end`()
    async throws
  {
    let world = World()
    let whole = String(Self.line(3).dropLast())
    var stream = Self.stream([.text(Self.line(1) + whole.dropLast(5))], in: world)
    try await stream.run()
    #expect(world.checkpoint == 1)
    #expect(world.rejects == ["2 stream.syntax"])
    stream = Self.stream([.text(Self.line(1) + whole)], in: world)
    try await stream.run()
    #expect(world.checkpoint == 2)
    #expect(world.people.count == 2)
    #expect(stream.report.read == 1)
  }

  @Test func `a line that never ends is left out, and memory holds no more of it than one`()
    async throws
  {
    let world = World()
    let long = String(repeating: "x", count: 200_000) + "\n"
    var stream = Self.stream([.text(long + Self.line(1) + "\r\n")], in: world)
    try await stream.run()
    #expect(world.rejects == ["1 stream.too_long", "3 stream.syntax"])
    #expect(world.checkpoint == 3)
  }

  @Test func `lines that are all left out are settled too`() async throws {
    let world = World()
    var stream = Self.stream(
      [.text("x\ny\n"), .pass(.seconds(70)), .text("\u{7B}\n")], in: world)
    try await stream.run()
    #expect(world.batches == [])
    #expect(world.checkpoint == 3)
    #expect(stream.report.rejected == 3)
  }

  @Test func `an input with fewer lines than are settled is another input`() async throws {
    let world = World()
    world.checkpoint = 5
    var stream = Self.stream([.text(Self.lines(1...4))], in: world)
    let result = await Result.awaiting { try await stream.run() }
    #expect(throws: StreamFailure.inputTooShort(settled: 5, lines: 4)) { try result.get() }
    #expect(world.checkpoint == 5)
    #expect(world.batches == [])
  }

  @Test func `people on the opt-outs are taken out by a line that would put them on`()
    async throws
  {
    let world = World()
    let text = Array("person2@northwind.example\nPerson3@northwind.example\n".utf8)
    let contents = try ListReader(file: "out.csv", identifier: .email).read(.bytes(text))
    let optOuts = OptOuts.people(of: contents, in: StreamReader(.init(nil, .email))).people
    var stream = Self.stream(
      [.text(Self.lines(1...4) + Self.line(3, "remove"))], in: world, optOuts: optOuts)
    try await stream.run()
    let report = stream.report
    let counts = [report.added, report.removed, report.suppressed, report.superseded]
    #expect(counts == [2, 2, 2, 1])
    #expect(world.people.count == 2)
  }

  @Test func `killed at any moment and started again, the list is as if nothing had happened`()
    async throws
  {
    var dice = Dice(seed: RandomSeed.of("killed streams", or: 12))
    for _ in 0..<40 {
      var text = ""
      for _ in 0..<300 {
        let number = Int.random(in: 0..<60, using: &dice)
        text += Bool.random(using: &dice) ? Self.line(number) : Self.line(number, "remove")
        if Int.random(in: 0..<9, using: &dice) == 0 { text += "nonsense\n" }
      }
      func events() -> [Event] {
        var rest = Array(text.utf8)[...]
        var events: [Event] = []
        while !rest.isEmpty {
          let part = rest.prefix(Int.random(in: 1...4000, using: &dice))
          rest = rest.dropFirst(part.count)
          events.append(.text(String(decoding: part, as: UTF8.self)))
          events.append(.pass(.seconds(Int.random(in: 0...50, using: &dice))))
        }
        return events
      }
      let undisturbed = World()
      var stream = Self.stream(events(), in: undisturbed)
      try await stream.run()
      let world = World()
      var kills = 0
      while true {
        world.life = kills < 12 ? Int.random(in: 0..<30, using: &dice) : nil
        let before = world.batches.count
        var stream = Self.stream(events(), in: world)
        let result = await Result.awaiting { try await stream.run() }
        if case .success = result { break }
        kills += 1
        // What was sent and is not on record is one batch.
        #expect(world.batches.count - before - stream.report.batches <= 1)
      }
      #expect(world.people == undisturbed.people)
      #expect(world.checkpoint == undisturbed.checkpoint)
      #expect(Set(world.rejects) == Set(undisturbed.rejects))
    }
  }
}
