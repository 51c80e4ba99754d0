import StateStore
import Testing

/// How long is waited until a request can no longer take effect; a table of clocks.
struct EffectDeadlineTests {
  /// The moment of the record: noon, an hour after the machine was started.
  private static let recorded = MachineTime(
    wall: .seconds(1_795_348_800), bootID: "a", monotonic: .seconds(3600))
  private static let span = Duration.seconds(72)

  private struct Case: CustomTestStringConvertible {
    let testDescription: String
    /// Since the record, by the wall clock.
    var wall: Duration
    var boot: String? = "a"
    /// Since the machine was started.
    var monotonic: Duration
    let remaining: Duration

    init(
      _ words: String, wall: Duration, boot: String? = "a", monotonic: Duration,
      remaining: Duration
    ) {
      testDescription = words
      self.wall = wall
      self.boot = boot
      self.monotonic = monotonic
      self.remaining = remaining
    }
  }

  private static let cases = [
    Case("at once", wall: .zero, monotonic: .seconds(3600), remaining: span),
    Case("later", wall: .seconds(30), monotonic: .seconds(3630), remaining: .seconds(42)),
    Case("over", wall: .seconds(72), monotonic: .seconds(3672), remaining: .zero),
    Case("long over", wall: .seconds(9000), monotonic: .seconds(12_600), remaining: .zero),
    Case("set forward", wall: .seconds(9000), monotonic: .seconds(3610), remaining: .seconds(62)),
    Case("set back", wall: .seconds(-9000), monotonic: .seconds(3610), remaining: .seconds(62)),
    Case("set back, and over", wall: .seconds(-9000), monotonic: .seconds(9999), remaining: .zero),
    Case(
      "restarted", wall: .seconds(50), boot: "b", monotonic: .seconds(20), remaining: .seconds(52)),
    Case(
      "restarted, set forward", wall: .seconds(9000), boot: "b", monotonic: .seconds(20),
      remaining: .seconds(52)),
    Case(
      "restarted, set back", wall: .seconds(-1), boot: "b", monotonic: .seconds(20), remaining: span
    ),
    Case(
      "restarted long ago", wall: .seconds(9000), boot: "b", monotonic: .seconds(8000),
      remaining: .zero),
    Case(
      "another machine", wall: .seconds(30), boot: "b", monotonic: .seconds(99_999),
      remaining: .seconds(42)),
    Case(
      "another machine, whose clock is behind", wall: .seconds(-30), boot: "b",
      monotonic: .seconds(99_999), remaining: span),
    Case(
      "a clock that is years off", wall: .seconds(50 * 365 * 86_400), boot: "b",
      monotonic: .seconds(99_999), remaining: span),
    Case(
      "no boot id", wall: .seconds(30), boot: nil, monotonic: .seconds(3630),
      remaining: .seconds(42)),
    Case(
      "a monotonic clock that went back", wall: .seconds(30), monotonic: .seconds(100),
      remaining: .seconds(42)),
    Case(
      "a container started just now", wall: .seconds(30), monotonic: .seconds(5),
      remaining: .seconds(67)),
  ]

  @Test(arguments: cases)
  private func `the wait is never longer than the span, and no jump of a clock shortens it`(
    _ row: Case
  ) {
    let now = MachineTime(
      wall: Self.recorded.wall + row.wall, bootID: row.boot, monotonic: row.monotonic)
    let deadline = EffectDeadline(recorded: Self.recorded, span: Self.span)
    #expect(deadline.remaining(at: now) == row.remaining)
    #expect(deadline.remaining(at: now) <= Self.span)
  }

  @Test func `a machine without a boot id goes by its wall clock`() {
    var recorded = Self.recorded
    recorded.bootID = nil
    let deadline = EffectDeadline(recorded: recorded, span: Self.span)
    var now = recorded
    now.wall += .seconds(70)
    now.monotonic += .seconds(100_000)
    #expect(deadline.remaining(at: now) == .seconds(2))
    #expect(!deadline.covers(.seconds(1), sentAt: now))
  }

  @Test func `a record covers what is sent soon after it, and nothing by another clock`() {
    let deadline = EffectDeadline(recorded: Self.recorded, span: Self.span)
    var now = Self.recorded
    #expect(deadline.covers(.seconds(70), sentAt: now))
    now.monotonic += .seconds(2)
    now.wall -= .seconds(9000)
    #expect(deadline.covers(.seconds(70), sentAt: now))
    now.monotonic += .milliseconds(1)
    #expect(!deadline.covers(.seconds(70), sentAt: now))
    now.monotonic = .zero
    #expect(!deadline.covers(.seconds(70), sentAt: now))
    now = Self.recorded
    now.bootID = "b"
    #expect(!deadline.covers(.seconds(70), sentAt: now))
  }

  @Test func `no record makes anybody wait for longer than a request can take`() {
    let now = Self.recorded
    let endless = EffectDeadline(recorded: now, span: .seconds(1_000_000_000))
    #expect(endless.remaining(at: now) == .seconds(7200))
    #expect(EffectDeadline(recorded: now, span: .seconds(-5)).remaining(at: now) == .zero)
  }

  @Test func `the machine's clocks go on, whatever time a command is told`() {
    let first = MachineTime.current
    let second = MachineTime.current
    #expect(first.bootID == second.bootID)
    #expect(first.monotonic > .zero)
    #expect(second.monotonic >= first.monotonic)
    #expect(first.wall > .seconds(1_700_000_000))
  }
}
