/// Leads from the tasks that send requests to the driver, which alone writes the journal.
final class SendingLine: Sendable {
  /// That a batch is about to be sent, and waits until it is on record.
  struct Announcement: Sendable {
    let batch: Int
    fileprivate let continuation: CheckedContinuation<Result<Void, NotToBeSent>, Never>

    func answer(_ result: Result<Void, NotToBeSent>) { continuation.resume(returning: result) }
  }

  private let stream: AsyncStream<Announcement>
  private let continuation: AsyncStream<Announcement>.Continuation

  init() { (stream, continuation) = AsyncStream.makeStream() }

  /// Waits for the driver's answer.
  func announce(_ batch: Int) async throws(NotToBeSent) {
    try await withCheckedContinuation { waiting in
      continuation.yield(Announcement(batch: batch, continuation: waiting))
    }.get()
  }

  /// The next announcement; none once nobody listens any more.
  func next() async -> Announcement? {
    for await announcement in stream { return announcement }
    return nil
  }
}
