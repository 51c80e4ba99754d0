/// Sends no faster than Pinterest takes requests, and not too many at once.
public actor RateLimiter {
  private let now: @Sendable () -> Duration
  private let sleep: @Sendable (Duration) async throws(CancellationError) -> Void
  private let concurrent: Int
  private var windows: [RateCategory: RateWindow]
  private var overall: RateWindow
  private var underWay: [RateCategory: Int] = [:]
  private var waiting: [(id: Int, continuation: CheckedContinuation<Bool, Never>)] = []
  private var nextID = 0

  /// A limiter for one token.
  ///
  /// - Parameters:
  ///   - table: The limits to start from.
  ///   - now: The time since some moment, which never goes back.
  ///   - sleep: Lets that time pass.
  public init(
    _ table: RateTable, now: @escaping @Sendable () -> Duration,
    sleep: @escaping @Sendable (Duration) async throws(CancellationError) -> Void
  ) {
    self.now = now
    self.sleep = sleep
    concurrent = table.concurrent
    windows = table.limits.mapValues(RateWindow.init)
    overall = RateWindow(table.overall)
  }

  /// Waits for a turn, and tells how long the limits took; `end` follows in any case but an error.
  func begin(_ category: RateCategory) async throws(CancellationError) -> Duration {
    guard await place() else { throw CancellationError() }
    var waited = Duration.zero
    while true {
      let time = now()
      let wait = max(windows[category]?.wait(at: time) ?? .zero, overall.wait(at: time))
      guard wait > .zero else { break }
      do {
        try await sleep(wait)
      } catch {
        free()
        throw error
      }
      waited += wait
    }
    let time = now()
    windows[category]?.send(at: time)
    overall.send(at: time)
    underWay[category, default: 0] += 1
    return waited
  }

  func end(_ category: RateCategory, _ response: APIResponse?) {
    underWay[category, default: 1] -= 1
    if let response {
      windows[category]?.hear(response, at: now(), underWay: underWay[category] ?? 0)
    }
    free()
  }

  private var taken = 0

  /// Takes one of the places, or false if the task is cancelled while it waits for one.
  private func place() async -> Bool {
    guard !Task.isCancelled else { return false }
    guard taken >= concurrent else {
      taken += 1
      return true
    }
    nextID += 1
    let id = nextID
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        if Task.isCancelled {
          continuation.resume(returning: false)
        } else {
          waiting.append((id, continuation))
        }
      }
    } onCancel: {
      Task { await self.giveUp(id) }
    }
  }

  private func giveUp(_ id: Int) {
    guard let index = waiting.firstIndex(where: { $0.id == id }) else { return }
    waiting.remove(at: index).continuation.resume(returning: false)
  }

  /// Hands the place on to whoever waits longest.
  private func free() {
    if waiting.isEmpty {
      taken -= 1
    } else {
      waiting.removeFirst().continuation.resume(returning: true)
    }
  }
}

extension Pace {
  /// As fast as the limiter lets requests go, by the real clock.
  public static func limited(_ table: RateTable = .standardAccess) -> Pace {
    let start = ContinuousClock.now
    let sleep: @Sendable (Duration) async throws(CancellationError) -> Void = {
      (time) throws(CancellationError) in
      do { try await Task.sleep(for: time) } catch { throw CancellationError() }
    }
    let limiter = RateLimiter(table, now: { start.duration(to: .now) }, sleep: sleep)
    return Pace(
      begin: { (category) throws(CancellationError) in try await limiter.begin(category) },
      end: { await limiter.end($0, $1) }, sleep: sleep,
      chance: { Double.random(in: 0..<1) })
  }
}
