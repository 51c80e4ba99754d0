import Foundation

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A moment by the machine's own clocks, for how long something real takes; `--now` never changes it.
public struct MachineTime: Hashable, Sendable {
  /// Since 1970, by the clock that somebody may set.
  public var wall: Duration
  /// Names the clock that `monotonic` is read from: a start of a machine; none where that cannot
  /// be told.
  public var bootID: String?
  /// Since the machine was started, in which time it may have slept; never goes back.
  public var monotonic: Duration

  public init(wall: Duration, bootID: String?, monotonic: Duration) {
    self.wall = wall
    self.bootID = bootID
    self.monotonic = monotonic
  }

  /// The moment of the call.
  public static var current: Self {
    // What does not stand still while the machine sleeps.
    #if canImport(Darwin)
      let monotonic = CLOCK_MONOTONIC
    #else
      let monotonic = CLOCK_BOOTTIME
    #endif
    return Self(wall: read(CLOCK_REALTIME), bootID: clockID, monotonic: read(monotonic))
  }

  private static func read(_ clock: clockid_t) -> Duration {
    var time = timespec()
    clock_gettime(clock, &time)
    return .seconds(Int64(time.tv_sec)) + .nanoseconds(Int64(time.tv_nsec))
  }

  /// A container may have a clock of its own, which counts from another start.
  private static let clockID: String? = ProcessIdentity.current.bootID.map { boot in
    let namespace = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/time")
    return [boot, namespace].compactMap(\.self).joined(separator: " ")
  }
}
