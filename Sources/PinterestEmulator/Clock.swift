import Foundation

/// The time of the account: the real one, moved, or standing still.
struct Clock: Sendable {
  private(set) var fixed: Int?
  private(set) var offset = 0

  var now: Int { fixed ?? Int(Date().timeIntervalSince1970) + offset }

  mutating func set(_ seconds: Int) { fixed = seconds }

  mutating func advance(by seconds: Int) {
    if let fixed { self.fixed = fixed + seconds } else { offset += seconds }
  }

  mutating func useRealTime() { self = Clock() }

  /// Seconds of an RFC 3339 time, with a zone and without fractions.
  static func seconds(_ text: String) -> Int? {
    (try? Date(text, strategy: .iso8601)).map { Int($0.timeIntervalSince1970) }
  }

  static func text(_ seconds: Int) -> String {
    Date(timeIntervalSince1970: TimeInterval(seconds)).formatted(.iso8601)
  }
}
