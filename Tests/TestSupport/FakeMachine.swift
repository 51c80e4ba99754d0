import Foundation
import StateStore

/// A machine whose clocks go on only when somebody sleeps, or a test says so.
public final class FakeMachine: @unchecked Sendable {
  private let lock = NSLock()
  private var passed = Duration.zero
  private var naps: [Duration] = []
  private var bootID = "boot 1"
  private var bootedAt = Duration.zero
  private var wallShift = Duration.zero
  private var onSleep: (@Sendable (Duration) async throws -> Void)?

  public init() {}

  /// How much time has passed in truth.
  public var elapsed: Duration { lock.withLock { passed } }
  /// What was slept, in order.
  public var sleeps: [Duration] { lock.withLock { naps } }

  public func advance(_ time: Duration) { lock.withLock { passed += time } }
  /// Sets the wall clock.
  public func setWall(by shift: Duration) { lock.withLock { wallShift += shift } }

  /// Starts the machine anew.
  public func restart() {
    lock.withLock {
      bootID += "+"
      bootedAt = passed
    }
  }

  /// Called at the beginning of each sleep.
  public func whenSleeping(_ body: @escaping @Sendable (Duration) async throws -> Void) {
    lock.withLock { onSleep = body }
  }

  public func now() -> MachineTime {
    lock.withLock {
      MachineTime(
        wall: .seconds(1_795_348_800) + passed + wallShift, bootID: bootID,
        monotonic: .seconds(10_000) * (bootedAt == .zero ? 1 : 0) + passed - bootedAt)
    }
  }

  public func sleep(_ time: Duration) async throws {
    try await lock.withLock { onSleep }?(time)
    try Task.checkCancellation()
    lock.withLock {
      passed += time
      naps.append(time)
    }
  }
}
