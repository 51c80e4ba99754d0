import AdsModel
import Applying
import Foundation

/// Says on standard error that something which may have happened is waited for, why and how long; on
/// a terminal it counts the seconds.
final class SettlingWait {
  private let console: Console
  private let isEarlier: Bool
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private var countdown: Task<Void, Never>?

  init(_ console: Console, isEarlier: Bool) {
    self.console = console
    self.isEarlier = isEarlier
  }

  deinit { countdown?.cancel() }

  func show(_ notice: SettlingNotice) {
    end()
    if !notice.isRepeated { console.say(words(notice)) }
    guard isTerminal else { return }
    let end = ContinuousClock.now + notice.wait
    let count = notice.addresses.count
    countdown = Task {
      while !Task.isCancelled, ContinuousClock.now < end {
        let left = ContinuousClock.now.duration(to: end).seconds
        Console.put("\r\u{1B}[K\(left) s left, \(count) not seen yet")
        try? await Task.sleep(for: .seconds(1))
      }
    }
  }

  /// Nothing is waited for any more.
  func end() {
    guard let countdown else { return }
    countdown.cancel()
    self.countdown = nil
    Console.put("\r\u{1B}[K")
  }

  private func words(_ notice: SettlingNotice) -> String {
    let first = notice.addresses.first.map { "\($0)" } ?? "nothing"
    let others = notice.addresses.count - 1
    let subject = others > 0 ? "\(first) and \(others) more are" : "\(first) is"
    let end = Date().addingTimeInterval(Double(notice.wait.seconds)).timeIntervalSince1970
    let clock = "\(Instant(secondsSince1970: Int64(end)))".dropFirst(11).dropLast()
    let beginning =
      isEarlier
      ? "Of an earlier apply, \(subject) not seen on Pinterest."
      : "No answer came, and \(subject) not seen on Pinterest."
    return beginning + " What was sent can still take effect: waiting up to "
      + "\(notice.wait.seconds) s, until \(clock) UTC, before it counts as not happened. A signal "
      + "ends the wait, and nothing is lost."
  }
}

extension Duration {
  /// Whole seconds, no fewer.
  fileprivate var seconds: Int64 {
    let (seconds, rest) = components
    return rest > 0 ? seconds + 1 : seconds
  }
}
