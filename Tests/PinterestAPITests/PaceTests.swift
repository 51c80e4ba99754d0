import Synchronization
import Testing

@testable import PinterestAPI

struct PaceTests {
  private static let table = RateTable(
    asOf: "2026-11-20", limits: [.adsWrite: .init(2, per: .seconds(60))],
    overall: .init(100, per: .seconds(1)), concurrent: 2)

  /// A clock that sleeping alone moves.
  private final class Clock: Sendable {
    let time = Mutex(Duration.zero)

    func limiter() -> RateLimiter {
      RateLimiter(
        PaceTests.table, now: { self.time.withLock { $0 } },
        sleep: { (wait) throws(CancellationError) in self.time.withLock { $0 += wait } })
    }
  }

  private func send(_ limiter: RateLimiter, _ response: APIResponse = APIResponse(status: 200))
    async throws -> Duration
  {
    let waited = try await limiter.begin(.adsWrite)
    await limiter.end(.adsWrite, response)
    return waited
  }

  @Test func `what is over the quota waits until the window has moved on`() async throws {
    let limiter = Clock().limiter()
    var waits: [Duration] = []
    for _ in 0..<5 { waits.append(try await send(limiter)) }
    #expect(waits == [.zero, .zero, .seconds(60), .zero, .seconds(60)])
  }

  @Test func `a refusal holds up everybody who comes after it`() async throws {
    let limiter = Clock().limiter()
    let refused = APIResponse(status: 429, retryAfter: .seconds(9))
    #expect(try await send(limiter, refused) == .zero)
    #expect(try await send(limiter) == .seconds(9))
  }

  @Test func `what Pinterest says is left counts for more than the table`() async throws {
    let limiter = Clock().limiter()
    let quota = RateQuota(limit: 1, remaining: 0, reset: .seconds(30))
    #expect(try await send(limiter, APIResponse(status: 200, quota: quota)) == .zero)
    #expect(try await send(limiter) == .seconds(30))
  }

  @Test func `a quota of a day is left to Pinterest to refuse`() async throws {
    let limiter = Clock().limiter()
    let quota = RateQuota(limit: 1000, remaining: 0, reset: .seconds(40_000))
    #expect(try await send(limiter, APIResponse(status: 200, quota: quota)) == .zero)
    #expect(try await send(limiter) == .zero)
  }

  @Test func `no more than the bound are under way, and those who give up leave the queue`()
    async throws
  {
    let limiter = Clock().limiter()
    _ = try await limiter.begin(.adsWrite)
    _ = try await limiter.begin(.adsRead)
    let third = Task { try await limiter.begin(.adsRead) }
    let fourth = Task { try await limiter.begin(.adsRead) }
    third.cancel()
    await #expect(throws: CancellationError.self) { try await third.value }
    await limiter.end(.adsWrite, nil)
    #expect(try await fourth.value == .zero)
  }
}
