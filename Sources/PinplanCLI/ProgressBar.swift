import Foundation

/// A line on the terminal that says how far a long apply is; nothing anywhere else.
final class ProgressBar {
  private let total: Int
  private let isShown: Bool
  private static let width = 30

  init(total: Int) {
    self.total = total
    isShown = total >= 5000 && isatty(STDERR_FILENO) == 1
  }

  func show(_ done: Int) {
    guard isShown else { return }
    let filled = done * Self.width / max(1, total)
    let bar =
      String(repeating: "#", count: filled) + String(repeating: ".", count: Self.width - filled)
    Console.put("\r[\(bar)] \(done) of \(total)")
  }

  func clear() {
    if isShown { Console.put("\r\u{1B}[K") }
  }
}
