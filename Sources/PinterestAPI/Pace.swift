/// How fast requests are sent, and how long is waited before one is repeated.
///
/// The clock and chance come in here, so that tests know both.
public struct Pace: Sendable {
  /// Waits until a request of this kind may be sent, and tells how long that took.
  var begin: @Sendable (RateCategory) async throws(CancellationError) -> Duration
  /// Hears of the answer, or that there was none.
  var end: @Sendable (RateCategory, APIResponse?) async -> Void
  var sleep: @Sendable (Duration) async throws(CancellationError) -> Void
  /// A number from 0 up to 1, anew each time.
  var chance: @Sendable () -> Double

  public init(
    begin: @escaping @Sendable (RateCategory) async throws(CancellationError) -> Duration,
    end: @escaping @Sendable (RateCategory, APIResponse?) async -> Void,
    sleep: @escaping @Sendable (Duration) async throws(CancellationError) -> Void,
    chance: @escaping @Sendable () -> Double
  ) {
    self.begin = begin
    self.end = end
    self.sleep = sleep
    self.chance = chance
  }

  /// Sends at once and never sleeps; for tests.
  public static let unlimited = Self(
    begin: { (_) throws(CancellationError) in .zero }, end: { _, _ in },
    sleep: { (_) throws(CancellationError) in }, chance: { 0.5 })
}
