/// When to ask again whether something is so: soon at first, then less and less often, and once more
/// at the end of the time.
public struct PollSchedule: Sendable {
  private let limit: Duration
  private var next = Duration.seconds(2)
  private static let longest = Duration.seconds(300)

  /// `limit` is how long to go on, counted from the first time that was asked.
  public init(upTo limit: Duration) { self.limit = limit }

  /// How long to wait before asking again when so much of the time has passed; none when it is over.
  public mutating func wait(after elapsed: Duration) -> Duration? {
    guard elapsed < limit else { return nil }
    let wait = min(next, limit - elapsed)
    next = min(next * 2, Self.longest)
    return wait
  }
}
