/// Counts requests in windows of real time; a standing clock of the account does not stop it.
struct RateLimiter: Sendable {
  var isOn: Bool
  var windowSeconds = 60
  var limits: [String: Int] = [
    "ads_read": 1000, "ads_write": 400, "ads_analytics": 300, "org_read": 100, "org_write": 100,
    "org_analytics": 100,
  ]
  /// Of any category, in one second.
  var perSecond = 100
  /// Writes to one customer list or audience in a window; 0 is no limit.
  var perObject = 0
  private var windows: [String: Window] = [:]

  private struct Window: Sendable {
    var start: ContinuousClock.Instant
    var count = 0
  }

  init(isOn: Bool) { self.isOn = isOn }

  /// Counts a request; tells the headers of its answer, and how long to wait if it is refused.
  mutating func count(_ category: String) -> (headers: [String: String], wait: Int?) {
    guard isOn else { return ([:], nil) }
    let now = ContinuousClock.now
    let second = Self.take(&windows["any", default: Window(start: now)], now, .seconds(1))
    let length = Duration.seconds(windowSeconds)
    let limit = limits[category] ?? 1000
    let window = Self.take(&windows[category, default: Window(start: now)], now, length)
    let left = max(1, Int((length - (now - window.start)).components.seconds) + 1)
    var headers = [
      "x-userendpoint-ratelimit-limit": String(limit),
      "x-userendpoint-ratelimit-remaining": String(max(0, limit - window.count)),
      "x-userendpoint-ratelimit-reset-seconds": String(left),
    ]
    let wait = window.count > limit ? left : second.count > perSecond ? 1 : nil
    if let wait { headers["Retry-After"] = String(wait) }
    return (headers, wait)
  }

  /// Counts a write to one object; how long to wait if there were too many.
  mutating func count(writeTo object: String) -> Int? {
    guard perObject > 0 else { return nil }
    let now = ContinuousClock.now
    let length = Duration.seconds(windowSeconds)
    let window = Self.take(&windows["object \(object)", default: Window(start: now)], now, length)
    guard window.count > perObject else { return nil }
    return max(1, Int((length - (now - window.start)).components.seconds) + 1)
  }

  private static func take(
    _ window: inout Window, _ now: ContinuousClock.Instant, _ length: Duration
  ) -> Window {
    if now - window.start >= length { window = Window(start: now) }
    window.count += 1
    return window
  }

  mutating func set(_ changes: [String: JSON]) throws(Refusal) {
    for (name, value) in changes {
      switch (name, value) {
      case ("enabled", .boolean(let on)): isOn = on
      case ("window_seconds", .integer(let seconds)) where seconds > 0: windowSeconds = seconds
      case ("per_second", .integer(let count)) where count > 0: perSecond = count
      case ("per_object", .integer(let count)) where count >= 0: perObject = count
      case (_, .integer(let count)) where limits[name] != nil && count >= 0: limits[name] = count
      default: throw Refusal("\(name) cannot be \(value.text).")
      }
    }
    windows = [:]
  }

  mutating func restart() { windows = [:] }

  var json: JSON {
    var members = limits.mapValues { JSON.integer($0) }
    members["enabled"] = .boolean(isOn)
    members["window_seconds"] = .integer(windowSeconds)
    members["per_second"] = .integer(perSecond)
    members["per_object"] = .integer(perObject)
    return .object(members)
  }
}
