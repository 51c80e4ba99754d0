import AdsModel
import Applying
import Diagnostics
import Outcomes

/// Asks again and again how far audiences are; a signal ends that early with what is known by then.
struct AudienceStatusWait {
  private let console: Console
  private let limit: WrittenDuration?

  /// Without a `limit` it is asked once.
  init(_ console: Console, for limit: WrittenDuration?) {
    self.console = console
    self.limit = limit
  }

  /// What was read last, which may be `first`: when all are ready, when the time is over, or on a signal.
  ///
  /// A reading that fails meanwhile is made again; the last one has to succeed, unless a signal cuts
  /// it off.
  func statuses(
    after first: AudienceStatuses, _ read: @escaping @Sendable () async throws -> AudienceStatuses
  ) async throws -> AudienceStatuses {
    guard let limit, limit.seconds > 0, !first.isReady else { return first }
    let interruption = Interruption(console, saying: "asking no more")
    defer { interruption.end() }
    let open = first.audiences.count - first.readyCount
    console.say(
      "\(open) of \(first.audiences.count) not ready: asking again for up to \(limit). A signal ends "
        + "the wait.")
    let polling = Task { try await Self.poll(after: first, for: limit.duration, read) }
    let reasons = interruption.reasons
    let listening = Task { for await _ in reasons { polling.cancel() } }
    defer { listening.cancel() }
    return try await polling.value
  }

  private static func poll(
    after first: AudienceStatuses, for limit: Duration,
    _ read: @Sendable () async throws -> AudienceStatuses
  ) async throws -> AudienceStatuses {
    var (latest, schedule) = (first, PollSchedule(upTo: limit))
    var problem: (any Error)?
    let begin = ContinuousClock.now
    while !latest.isReady, let wait = schedule.wait(after: begin.duration(to: .now)) {
      do {
        try await Task.sleep(for: wait)
        latest = try await read()
        problem = nil
      } catch {
        // Nobody asks any more; what was known stands.
        if Task.isCancelled { return latest }
        if let failure = error as? TargetFailure, failure.code == .authFailed { throw error }
        problem = error
      }
    }
    if let problem { throw problem }
    return latest
  }
}
