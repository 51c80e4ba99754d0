import Synchronization

/// What rows are gathered into, from several answers at once.
final class Gathering<Result: Sendable>: Sendable {
  private let state: Mutex<Result>
  private let take: @Sendable (inout Result, AnalyticsRow) -> Void

  init(_ initial: Result, _ take: @escaping @Sendable (inout Result, AnalyticsRow) -> Void) {
    state = Mutex(initial)
    self.take = take
  }

  var result: Result { state.withLock { $0 } }

  /// Reads a whole answer; what it throws makes the result worthless.
  func read(_ body: [UInt8], with reader: RowReader) throws(UnreadableRows) {
    var reader = reader
    try state.withLock { result throws(UnreadableRows) in
      try reader.read(body) { row in take(&result, row) }
    }
    try reader.finish()
  }
}

/// The rows of one file, as its parts come.
final class PartialGathering<Result: Sendable>: Sendable {
  private struct State: Sendable {
    var result: Result
    var reader: RowReader
    var failure: UnreadableRows?
  }

  private let state: Mutex<State>
  private let take: @Sendable (inout Result, AnalyticsRow) -> Void

  init(
    _ initial: Result, _ reader: RowReader,
    _ take: @escaping @Sendable (inout Result, AnalyticsRow) -> Void
  ) {
    state = Mutex(State(result: initial, reader: reader))
    self.take = take
  }

  /// Reads the next part; false when it is no use to go on.
  func read(_ part: [UInt8]) -> Bool {
    state.withLock { state in
      do throws(UnreadableRows) {
        try Self.read(part, &state.reader, &state.result, take)
        return true
      } catch {
        state.failure = error
        return false
      }
    }
  }

  private static func read(
    _ part: [UInt8], _ reader: inout RowReader, _ result: inout Result,
    _ take: (inout Result, AnalyticsRow) -> Void
  ) throws(UnreadableRows) {
    try reader.read(part) { row in take(&result, row) }
  }

  /// All the rows, once there are no more parts.
  func finish() throws(UnreadableRows) -> Result {
    try state.withLock { state throws(UnreadableRows) in
      if let failure = state.failure { throw failure }
      try state.reader.finish()
      return state.result
    }
  }
}
