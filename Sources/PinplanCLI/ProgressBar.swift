import Foundation

/// Says on standard error how far a long apply is: a bar on a terminal, and of a remote target's
/// work elsewhere a line now and then.
final class ProgressBar {
  private enum Form { case bar, lines, nothing }

  private let total: Int
  private let form: Form
  private var lastLine = ContinuousClock.now
  private static let width = 30

  /// At a remote target each batch takes a request, so that less is long.
  init(total: Int, isRemote: Bool) {
    self.total = total
    let isTerminal = isatty(STDERR_FILENO) == 1
    let isLong = total >= (isRemote ? 30 : 5000)
    form = !isLong ? .nothing : isTerminal ? .bar : isRemote ? .lines : .nothing
  }

  func show(_ done: Int) {
    switch form {
    case .nothing: break
    case .bar:
      let filled = done * Self.width / max(1, total)
      let bar =
        String(repeating: "#", count: filled) + String(repeating: ".", count: Self.width - filled)
      Console.put("\r[\(bar)] \(done) of \(total)")
    case .lines:
      // A log is read by people: one line a second says enough.
      guard lastLine.duration(to: .now) >= .seconds(1) else { return }
      lastLine = .now
      Console.put("\(done) of \(total) done\n")
    }
  }

  func clear() {
    if form == .bar { Console.put("\r\u{1B}[K") }
  }
}
