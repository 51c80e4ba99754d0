/// Knows when the next request of a kind may be sent; a value, told the time.
struct RateWindow: Sendable {
  private let limit: RateTable.Limit
  /// When the requests of the last window were sent, oldest first.
  private var sent: [Duration] = []
  /// What Pinterest said is left, and until when that holds.
  private var left: (requests: Int, until: Duration)?
  private var blockedUntil = Duration.zero

  init(_ limit: RateTable.Limit) { self.limit = limit }

  /// How long to wait from now on before one more is sent; zero for none.
  mutating func wait(at now: Duration) -> Duration {
    sent.removeFirst(sent.firstIndex { $0 + limit.window > now } ?? sent.count)
    if let left, left.until <= now { self.left = nil }
    var until = max(now, blockedUntil)
    if sent.count >= limit.requests {
      until = max(until, sent[sent.count - limit.requests] + limit.window)
    }
    if let left, left.requests < 1 { until = max(until, left.until) }
    // A quota of a day is not waited for: the request goes out, and its refusal says until when.
    return until - now > RequestProgress.longestWait ? .zero : until - now
  }

  mutating func send(at now: Duration) {
    sent.append(now)
    left?.requests -= 1
  }

  /// Learns from an answer while so many others are under way, which it may not have counted.
  mutating func hear(_ response: APIResponse, at now: Duration, underWay: Int) {
    if response.status == 429 {
      let wait = response.retryAfter ?? response.quota?.reset ?? .seconds(1)
      blockedUntil = max(blockedUntil, now + wait)
    }
    if let remaining = response.quota?.remaining, let reset = response.quota?.reset {
      left = (max(0, remaining - underWay), now + reset)
    }
  }
}
