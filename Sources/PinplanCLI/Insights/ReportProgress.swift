import Foundation

/// Says on a terminal how many reports of a long range were read.
final class ReportProgress: Sendable {
  private let isTerminal = isatty(STDERR_FILENO) == 1

  func show(_ done: Int, _ count: Int) {
    guard isTerminal, count > 0 else { return }
    Console.put("\r\u{1B}[Kreports: \(done) of \(count)")
  }

  func clear() {
    if isTerminal { Console.put("\r\u{1B}[K") }
  }
}
