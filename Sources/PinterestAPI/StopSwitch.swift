import Foundation

/// Ends what is waited for once somebody wants a run to end; what has been sent is left alone.
public final class StopSwitch: Sendable {
  private let lock = NSLock()
  private nonisolated(unsafe) var hasStopped = false
  private nonisolated(unsafe) var waiting: [Int: @Sendable () -> Void] = [:]
  private nonisolated(unsafe) var nextNumber = 0

  public init() {}

  public var isStopped: Bool { lock.withLock { hasStopped } }

  /// Ends every wait that there is, and each later one at its beginning.
  public func stop() {
    let waiting = lock.withLock {
      hasStopped = true
      defer { self.waiting = [:] }
      return self.waiting
    }
    for cancel in waiting.values { cancel() }
  }

  /// Does something that is cancelled on the stop; what it has come to by then counts.
  func unlessStopped<Value: Sendable>(
    _ body: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    let task = Task { try await body() }
    let number = add { task.cancel() }
    defer { remove(number) }
    return try await withTaskCancellationHandler {
      try await task.value
    } onCancel: {
      task.cancel()
    }
  }

  private func add(_ cancel: @escaping @Sendable () -> Void) -> Int? {
    let number: Int? = lock.withLock {
      guard !hasStopped else { return nil }
      nextNumber += 1
      waiting[nextNumber] = cancel
      return nextNumber
    }
    if number == nil { cancel() }
    return number
  }

  private func remove(_ number: Int?) {
    guard let number else { return }
    lock.withLock { waiting[number] = nil }
  }
}
