import Foundation

/// Whether this run has written a result yet: a failure after that has no place left for its own.
final class WrittenResult: Sendable {
  /// A process runs one command.
  static let ofThisRun = WrittenResult()

  private let lock = NSLock()
  private nonisolated(unsafe) var wasWritten = false
  private nonisolated(unsafe) var wasSummarised = false

  var isThere: Bool {
    get { lock.withLock { wasWritten } }
    set { lock.withLock { wasWritten = newValue } }
  }

  /// The same of `--summary`.
  var isSummarised: Bool {
    get { lock.withLock { wasSummarised } }
    set { lock.withLock { wasSummarised = newValue } }
  }
}
