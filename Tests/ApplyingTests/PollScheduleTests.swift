import Applying
import Testing

struct PollScheduleTests {
  private func waits(upTo limit: Duration, taking request: Duration = .zero) -> [Duration] {
    var (schedule, waits, elapsed) = (PollSchedule(upTo: limit), [Duration](), Duration.zero)
    while let wait = schedule.wait(after: elapsed) {
      waits.append(wait)
      elapsed += wait + request
    }
    return waits
  }

  @Test func `waits grow, and the last one ends with the time`() {
    #expect(waits(upTo: .seconds(20)) == [2, 4, 8, 6].map { .seconds($0) })
    #expect(waits(upTo: .seconds(14)) == [2, 4, 8].map { .seconds($0) })
    #expect(waits(upTo: .seconds(1)) == [.seconds(1)])
  }

  @Test func `nobody waits longer than five minutes between two questions`() {
    let waits = waits(upTo: .seconds(86_400))
    #expect(waits.prefix(9).map(\.components.seconds) == [2, 4, 8, 16, 32, 64, 128, 256, 300])
    #expect(waits.dropFirst(8).dropLast().allSatisfy { $0 == .seconds(300) })
    #expect(waits.reduce(.zero, +) == .seconds(86_400))
  }

  @Test func `the time that questions take counts`() {
    #expect(waits(upTo: .seconds(10), taking: .seconds(3)) == [2, 4].map { .seconds($0) })
  }

  @Test func `without time nobody waits`() { #expect(waits(upTo: .zero).isEmpty) }
}
