import Dispatch
import Foundation

/// Turns the first SIGINT or SIGTERM into a wish to end; the next one ends the process at once.
///
/// The journal makes the latter safe: the next apply finds out what became of what was on its way.
final class Interruption {
  /// Why the apply is to end, once it is.
  let reasons: AsyncStream<String>
  private let sources: [any DispatchSourceSignal]

  /// Whether somebody has asked this process to end; what comes after one apply is not begun then.
  static var wasAsked: Bool { asking.withLock { isAsked } }
  private static let asking = NSLock()
  private nonisolated(unsafe) static var isAsked = false

  private static let signals = [(SIGINT, "SIGINT"), (SIGTERM, "SIGTERM")]

  /// `words` say what a signal ends, and what it does not; `onSignal` is called once there was one.
  init(
    _ console: Console,
    saying words: String = "nothing more is sent; once more to end without waiting",
    onSignal: @escaping @Sendable () -> Void = {}
  ) {
    let (reasons, continuation) = AsyncStream<String>.makeStream()
    self.reasons = reasons
    let queue = DispatchQueue(label: "dev.pinplan.signals")
    sources = Self.signals.map { number, name in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        Self.restore()
        Self.asking.withLock { Self.isAsked = true }
        // First, as the process may be over right after it is known.
        console.say("\(name): \(words).")
        continuation.yield("interrupted by \(name)")
        continuation.finish()
        onSignal()
      }
      source.resume()
      return source
    }
  }

  /// From here on a signal ends the process as it does any other.
  func end() {
    for source in sources { source.cancel() }
    Self.restore()
  }

  private static func restore() {
    for (number, _) in signals { signal(number, SIG_DFL) }
  }
}
